package io.github.thingseal.production;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record of a production line on disk, so that a crash neither seals twice nor loses a record.
 *
 * <p>A text file, a line an event ({@link JournalEntry}), only ever appended to. An entry is on the
 * disk before the method that writes it returns, and it is written before what it announces is
 * done. A last line that a crash has cut was therefore not acted on; it is dropped when the journal
 * is opened. One program at a time has it, by a lock on a file beside it, whose name ends in {@code
 * .lock}; others may read the journal meanwhile.
 *
 * <p>A serial number that was reserved for a module stays the module's, and a module's serial
 * number never changes. A file that contradicts this, or whose entries are out of order, is
 * refused. That the file is an older copy of itself is not noticed. Keep the journal with its list:
 * to a line that has lost it, the serial numbers of modules that are not plugged in are free. Safe
 * for use by several threads.
 */
public final class SealingJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SealingJournal.class);

  /** Some 400,000 modules with three entries each. */
  private static final long MAX_BYTES = 100_000_000;

  /**
   * What a crash may leave of a line: its beginning, and zeros for what did not get to the disk.
   */
  private static final Pattern CUT_LINE =
      Pattern.compile(
          "([0-9]{0,4}|[0-9]{4}-[0-9TZ:.-]{0,25}( [A-Z]{0,8}( [0-9a-f]{0,16}( [!-~]{0,16}\r?)?)?)?)"
              + "\\x00*");

  private final Path file;

  /**
   * Not written through its channel, which an interrupt of any station would close for all. Not
   * private, so that a test can have it fail.
   */
  final RandomAccessFile disk;

  private final Clock clock;
  private final Map<RotPublicUid, JournalEntry> latest = new HashMap<>();
  private final Map<DeviceSerialNumber, RotPublicUid> owners = new HashMap<>();
  private final JournalLock lock;
  private boolean failed;
  private boolean closed;

  private SealingJournal(Path file, RandomAccessFile disk, JournalLock lock, Clock clock) {
    this.file = file;
    this.disk = disk;
    this.lock = lock;
    this.clock = clock;
  }

  /**
   * Opens a journal, or begins one.
   *
   * @param file the journal's file; its folder must exist
   * @return the journal, locked for this program
   * @throws InvalidInputException if the file cannot be opened, is not a journal or contradicts
   *     itself; it is left as it is
   * @throws TransientException if another program has it
   */
  public static SealingJournal open(Path file) {
    Arguments.required(file, "file");
    return open(file, Clock.systemUTC());
  }

  static SealingJournal open(Path file, Clock clock) {
    RandomAccessFile disk = openFile(file);
    SealingJournal journal = new SealingJournal(file, disk, locked(file, disk), clock);
    boolean loaded = false;
    try {
      journal.load();
      loaded = true;
      return journal;
    } finally {
      if (!loaded) {
        journal.close();
      }
    }
  }

  private static JournalLock locked(Path file, RandomAccessFile disk) {
    JournalLock lock = null;
    try {
      lock = JournalLock.on(file);
      return lock;
    } finally {
      if (lock == null) {
        closeFile(file, disk);
      }
    }
  }

  /**
   * The last thing that happened to a module.
   *
   * @param uid the module
   * @return the entry, or empty if the journal does not know the module
   */
  public synchronized Optional<JournalEntry> latest(RotPublicUid uid) {
    Arguments.required(uid, "uid");
    return Optional.ofNullable(latest.get(uid));
  }

  /**
   * The last thing that happened to each module.
   *
   * @return an entry a module
   */
  public synchronized List<JournalEntry> latest() {
    return List.copyOf(latest.values());
  }

  /** Whether a serial number is some module's. */
  synchronized boolean isReserved(DeviceSerialNumber serial) {
    return owners.containsKey(serial);
  }

  /** Rejects a journal that was closed, which takes no entries any more. */
  synchronized void requireOpen() {
    if (closed) {
      throw new InvalidInputException("The journal " + file + " is closed; open it again");
    }
  }

  /** Gives a serial number to a module that has none. */
  synchronized void reserve(RotPublicUid uid, DeviceSerialNumber serial) {
    requireOpen();
    RotPublicUid owner = owners.get(serial);
    JournalEntry known = latest.get(uid);
    if (isOtherwise(uid, serial)) {
      throw new InvalidInputException(
          "Serial number "
              + serial
              + " cannot be given to module "
              + uid
              + ": "
              + file
              + (owner == null ? " has given it " + known : " has given it to module " + owner));
    }
    if (known == null) {
      append(JournalEntry.Event.RESERVED, uid, serial);
    }
  }

  /**
   * Records that the module is about to be sealed; again, if it was before and is not known to be.
   */
  synchronized void sealing(RotPublicUid uid) {
    requireOpen();
    if (latest(uid).map(JournalEntry::isVerified).orElse(false)) {
      throw new InvalidInputException(
          "Module "
              + uid
              + " was not sealed: "
              + file
              + " says that it is sealed and verified, but the module at the line is not sealed. Is"
              + " it a clone?");
    }
    append(JournalEntry.Event.SEALING, uid, serialOf(uid));
  }

  /** Records that the module is sealed and the service agrees. */
  synchronized void verified(RotPublicUid uid) {
    requireOpen();
    DeviceSerialNumber serial = serialOf(uid);
    if (!latest(uid).map(JournalEntry::isVerified).orElse(false)) {
      append(JournalEntry.Event.VERIFIED, uid, serial);
    }
  }

  /** Whether the serial number is another module's, or the module has another one. */
  private boolean isOtherwise(RotPublicUid uid, DeviceSerialNumber serial) {
    RotPublicUid owner = owners.get(serial);
    JournalEntry known = latest.get(uid);
    return (owner != null && !owner.equals(uid))
        || (known != null && !known.serial().equals(serial));
  }

  /** Unlocks and closes the file. What was read before can still be asked for. */
  @Override
  public synchronized void close() {
    closed = true;
    try (lock) {
      disk.close();
    } catch (IOException e) {
      throw closingFailed(file, e);
    }
  }

  private static void closeFile(Path file, RandomAccessFile disk) {
    try {
      disk.close();
    } catch (IOException e) {
      throw closingFailed(file, e);
    }
  }

  private static TransientException closingFailed(Path file, IOException e) {
    return new TransientException("Closing the journal " + file + " failed", e);
  }

  private DeviceSerialNumber serialOf(RotPublicUid uid) {
    JournalEntry entry = latest.get(uid);
    if (entry == null) {
      throw new InvalidInputException("No serial number is reserved for module " + uid);
    }
    return entry.serial();
  }

  private void append(JournalEntry.Event event, RotPublicUid uid, DeviceSerialNumber serial) {
    JournalEntry entry = new JournalEntry(clock.instant(), event, uid, serial);
    if (failed) {
      throw new PermanentException(refused(entry) + "; writing to it failed before");
    }
    try {
      requireBounded(disk.getFilePointer() + JournalLines.MAX_ENTRY_BYTES);
      disk.write((entry.toLine() + "\n").getBytes(StandardCharsets.US_ASCII));
      disk.getFD().sync();
    } catch (IOException e) {
      // Half a line may be there: only as the last one it is known for that.
      failed = true;
      throw new PermanentException(refused(entry), e);
    }
    remember(entry);
  }

  private String refused(JournalEntry entry) {
    return "The journal "
        + file
        + " does not take "
        + entry.event()
        + " of module "
        + entry.rotPublicUid()
        + (entry.isVerified()
            ? ", which is sealed and was verified nevertheless"
            : ", which was not begun")
        + "; repair the disk and open the journal again";
  }

  private void remember(JournalEntry entry) {
    latest.put(entry.rotPublicUid(), entry);
    owners.put(entry.serial(), entry.rotPublicUid());
  }

  private static RandomAccessFile openFile(Path file) {
    try {
      RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
      requireFile(file, opened);
      syncFolder(file.toAbsolutePath().resolveSibling(""));
      return opened;
    } catch (UnsupportedOperationException e) {
      throw new InvalidInputException(
          "The journal " + file + " is in " + file.getFileSystem() + ", and has to be on a disk",
          e);
    } catch (IOException e) {
      throw new InvalidInputException("The journal " + file + " cannot be opened", e);
    }
  }

  /** A pipe or a device keeps nothing. */
  private static void requireFile(Path file, RandomAccessFile opened) throws IOException {
    if (!Files.isRegularFile(file)) {
      opened.close();
      throw new InvalidInputException("The journal " + file + " has to be a file on a disk");
    }
  }

  /**
   * A new file is on the disk only when its name is. Some systems do it without being asked. An
   * interrupt, which would close the channel before it has, waits meanwhile.
   */
  private static void syncFolder(Path folder) {
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("The folder {} cannot be synchronized", folder, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void load() {
    try {
      requireBounded(disk.length());
      JournalLines lines = new JournalLines(disk);
      for (String line = lines.next(); line != null; line = lines.next()) {
        remember(parsed(line, lines.number()));
      }
      requireCutLine(lines);
      disk.setLength(lines.end());
      disk.seek(lines.end());
    } catch (IOException e) {
      throw new TransientException("The journal " + file + " cannot be read", e);
    }
  }

  private void requireBounded(long bytes) {
    if (bytes > MAX_BYTES) {
      throw new InvalidInputException(
          "The journal "
              + file
              + " has "
              + bytes
              + " bytes, and takes "
              + MAX_BYTES
              + ". Begin another one, with a list of other serial numbers; is this a journal at"
              + " all?");
    }
  }

  private JournalEntry parsed(String line, int number) {
    JournalEntry entry =
        JournalEntry.parse(line.stripTrailing()).orElseThrow(() -> noJournal("Line " + number));
    if (isOtherwise(entry.rotPublicUid(), entry.serial())) {
      throw contradiction(
          number,
          "gives serial number " + entry.serial() + " to module " + entry.rotPublicUid(),
          "Every module has one serial number, and every serial number one module");
    }
    JournalEntry before = latest.get(entry.rotPublicUid());
    if (!entry.event().mayFollow(before == null ? null : before.event())) {
      throw contradiction(
          number,
          "has " + entry.event() + " of module " + entry.rotPublicUid(),
          before == null
              ? "A module's first entry is RESERVED"
              : "Its entry before is " + before.event() + ", which that does not follow");
    }
    return entry;
  }

  private InvalidInputException contradiction(int number, String what, String why) {
    return new InvalidInputException(
        "Line "
            + number
            + " of "
            + file
            + " "
            + what
            + ", against an earlier line. "
            + why
            + ". Were two journals put into one file, or was it edited?");
  }

  /** Only what a crash has left is dropped; another program's file is nothing to make shorter. */
  private void requireCutLine(JournalLines lines) {
    if (lines.isEndless() || !CUT_LINE.matcher(lines.rest()).matches()) {
      throw noJournal("The end");
    }
  }

  private InvalidInputException noJournal(String part) {
    return new InvalidInputException(
        part + " of " + file + " is not that of a journal; is this the right file?");
  }

  /**
   * Names the file.
   *
   * @return such as {@code SealingJournal[modules.journal]}
   */
  @Override
  public String toString() {
    return "SealingJournal[" + file + "]";
  }
}
