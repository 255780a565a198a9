package io.github.thingseal.production;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.TransientException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other programs, and other parts of this one, from a journal, by a file beside it.
 *
 * <p>The lock is not on the journal itself. On POSIX systems a process loses its locks on a file
 * when it closes any descriptor of that file, such as one to read the journal.
 */
final class JournalLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalLock.class);

  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private JournalLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks a journal that exists.
   *
   * @throws InvalidInputException if there can be no lock beside it
   * @throws TransientException if someone has it
   */
  static JournalLock on(Path journal) {
    Path file = beside(journal);
    if (!HELD.add(file)) {
      throw inUse(journal);
    }
    JournalLock lock = null;
    try {
      lock = new JournalLock(file, locked(journal, file));
      return lock;
    } finally {
      if (lock == null) {
        HELD.remove(file);
      }
    }
  }

  private static Path beside(Path journal) {
    try {
      Path real = journal.toRealPath();
      return real.resolveSibling(real.getFileName() + ".lock");
    } catch (IOException e) {
      throw unlockable(journal, e);
    }
  }

  private static FileChannel locked(Path journal, Path file) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean locked = false;
      try {
        locked = channel.tryLock() != null;
      } finally {
        if (!locked) {
          channel.close();
        }
      }
      if (locked) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("Classes that another loader has loaded hold {}", file, e);
    } catch (IOException e) {
      throw unlockable(journal, e);
    }
    throw inUse(journal);
  }

  private static TransientException inUse(Path journal) {
    return new TransientException(
        "The journal " + journal + " is in use by another production line");
  }

  private static InvalidInputException unlockable(Path journal, IOException e) {
    return new InvalidInputException(
        "The journal " + journal + " cannot be locked; its folder must take a file beside it", e);
  }

  /** Gives the journal free; the file stays, and means nothing. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      try {
        channel.close();
      } finally {
        HELD.remove(file);
      }
    }
  }
}
