package io.github.thingseal.testkit.internal.module.line;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.TransientException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An AT port behind a pseudo-terminal, which any program opens like a serial port.
 *
 * <p>Its other side is kept open here, so that clients come and go and the raw mode stays. {@link
 * PtyLoop} reads; what the module says is written at once, or by the loop if the client is slow.
 */
public final class PtyLine implements Line {
  private static final Logger LOG = LoggerFactory.getLogger(PtyLine.class);

  private static final int READ_WRITE = 2;
  private static final int NO_CONTROLLING_TERMINAL = Platform.isMac() ? 0x20000 : 0x100;
  private static final int SET_STATUS_FLAGS = 4;
  private static final int NON_BLOCKING = Platform.isMac() ? 0x4 : 0x800;
  private static final int WRITE_BYTES = 4096;
  private static final int TERMIOS_BYTES = 256;
  private static final int NAME_BYTES = 128;
  private static final int MAX_WAITING_BYTES = 1 << 20;
  private static final long STOP_SECONDS = 5;
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final LineHost core;
  private final Posix posix;
  private final int master;
  private final PtySlave slave;
  private final String path;
  private final LineHost.Receiver receiver;
  private final Memory outgoing = new Memory(WRITE_BYTES);
  private final CountDownLatch finishedLatch = new CountDownLatch(1);
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean finished;
  private boolean ending;
  private long lingersUntil;
  private volatile boolean closed;

  private PtyLine(LineHost core, Posix posix, int master, PtySlave slave, String path) {
    this.core = core;
    this.posix = posix;
    this.master = master;
    this.slave = slave;
    this.path = path;
    this.receiver = core.attach(this);
  }

  /** Whether this system has pseudo-terminals that work. */
  public static boolean isAvailable() {
    try {
      return hasPseudoTerminals();
    } catch (InvalidInputException e) {
      LOG.debug("No pseudo-terminals here: {}", e.toString());
      return false;
    }
  }

  private static boolean hasPseudoTerminals() {
    boolean known = Platform.isLinux() || Platform.isMac();
    if (!known || !Platform.is64Bit()) {
      return false;
    }
    try {
      Posix posix = Posix.load();
      int fd = posix.posix_openpt(READ_WRITE | NO_CONTROLLING_TERMINAL);
      if (fd < 0) {
        return false;
      }
      boolean usable =
          posix.grantpt(fd) == 0 && posix.unlockpt(fd) == 0 && PosixStream.poll(0, 0, 0) == 0;
      posix.close(fd);
      return usable;
    } catch (LinkageError e) {
      LOG.debug("No pseudo-terminals here: {}", e.toString());
      return false;
    }
  }

  private static void requireAvailable() {
    String refused =
        "The simulated module cannot make a pseudo-terminal on "
            + System.getProperty("os.name")
            + "; let it listen on TCP instead";
    try {
      if (!hasPseudoTerminals()) {
        throw new PermanentException(refused);
      }
    } catch (InvalidInputException e) {
      throw new PermanentException(
          refused + ", or fix what keeps JNA from loading: " + e.getMessage(), e);
    }
  }

  /** Makes a pseudo-terminal. */
  public static PtyLine open(LineHost core) {
    requireAvailable();
    Posix posix = Posix.load();
    int master = posix.posix_openpt(READ_WRITE | NO_CONTROLLING_TERMINAL);
    check(master, "posix_openpt");
    try {
      check(posix.grantpt(master), "grantpt");
      check(posix.unlockpt(master), "unlockpt");
      byte[] name = new byte[NAME_BYTES];
      check(posix.ptsname_r(master, name, new NativeLong(NAME_BYTES)) == 0 ? 0 : -1, "ptsname_r");
      return open(core, posix, master, Native.toString(name, StandardCharsets.UTF_8.name()));
    } catch (TransientException e) {
      posix.close(master);
      throw e;
    }
  }

  private static PtyLine open(LineHost core, Posix posix, int master, String path) {
    PtySlave slave = new PtySlave(posix, master, path);
    check(slave.open(), "open " + path);
    try {
      makeRaw(posix, slave.descriptor());
      check(posix.fcntl(master, SET_STATUS_FLAGS, READ_WRITE | NON_BLOCKING), "fcntl");
      PtyLine line = new PtyLine(core, posix, master, slave, path);
      PtyLoop.add(posix, line);
      core.connected(line);
      return line;
    } catch (TransientException e) {
      slave.close();
      throw e;
    }
  }

  /** Nothing is echoed, translated or held back for a whole line. */
  private static void makeRaw(Posix posix, int slave) {
    try (Memory termios = new Memory(TERMIOS_BYTES)) {
      check(posix.tcgetattr(slave, termios), "tcgetattr");
      posix.cfmakeraw(termios);
      check(posix.tcsetattr(slave, 0, termios), "tcsetattr");
    }
  }

  private static void check(int result, String call) {
    if (result < 0) {
      throw new TransientException(
          "The simulated module could not make a pseudo-terminal: "
              + call
              + " failed with error "
              + Native.getLastError());
    }
  }

  /** The path that clients open. */
  public String path() {
    return path;
  }

  @Override
  public synchronized void send(byte[] bytes) {
    // A line that no one reads loses what comes, as a serial line does.
    if (closed || waitingBytes + bytes.length > MAX_WAITING_BYTES) {
      return;
    }
    waiting.add(bytes);
    waitingBytes += bytes.length;
    if (waiting.size() == 1) {
      write();
    }
    if (!waiting.isEmpty()) {
      PtyLoop.wake();
    }
  }

  /** A pseudo-terminal cannot hang up and go on: it is gone permanently. */
  @Override
  public void hangUp() {
    closed = true;
    PtyLoop.wake();
  }

  @Override
  public void close() {
    synchronized (this) {
      lingersUntil = System.nanoTime() + LINGER_NANOS;
      ending = true;
    }
    hangUp();
    if (!PtyLoop.isOwnThread()) {
      awaitFinish();
    }
  }

  private void awaitFinish() {
    try {
      if (!finishedLatch.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The pseudo-terminal {} is still busy after {} s", path, STOP_SECONDS);
      } else {
        PtyLoop.awaitEnd();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isClosed() {
    return closed;
  }

  int descriptor() {
    return master;
  }

  synchronized short wantedEvents() {
    return (short) ((closed ? 0 : PtyLoop.POLL_IN) | (waiting.isEmpty() ? 0 : PtyLoop.POLL_OUT));
  }

  /** What the loop found: bytes to take, room for more, or the end. */
  public void ready(short events, Memory buffer) {
    if ((events & PtyLoop.POLL_IN) != 0) {
      read(buffer);
    } else if ((events & ~PtyLoop.POLL_OUT) != 0) {
      hangUp();
    }
    if ((events & PtyLoop.POLL_OUT) != 0) {
      write();
    }
  }

  private void read(Memory buffer) {
    int length = (int) PosixStream.read(master, Pointer.nativeValue(buffer), buffer.size());
    if (length > 0) {
      receiver.receive(buffer.getByteArray(0, length), length);
    }
  }

  /** Writes as much as fits; the rest waits until a client reads. */
  private synchronized void write() {
    boolean room = !finished;
    while (room && !waiting.isEmpty()) {
      byte[] next = waiting.remove();
      int length = Math.min(next.length, WRITE_BYTES);
      outgoing.write(0, next, 0, length);
      long written = PosixStream.write(master, Pointer.nativeValue(outgoing), length);
      int done = (int) Math.max(written, 0);
      waitingBytes -= done;
      if (done < next.length) {
        waiting.addFirst(Arrays.copyOfRange(next, done, next.length));
      }
      room = done == length;
    }
  }

  /**
   * Asked by the loop once it is closed. What a client has not read yet would go with the
   * pseudo-terminal, so a client that is there may read it; only the end of the module limits that.
   */
  synchronized boolean isAwaited() {
    write();
    return (!ending || System.nanoTime() - lingersUntil < 0)
        && (!waiting.isEmpty() || slave.hasUnread())
        && slave.isOpenElsewhere();
  }

  /** Called by the loop when it is no longer awaited: all is let go. */
  public void finish() {
    synchronized (this) {
      finished = true;
      waiting.clear();
      slave.close();
      posix.close(master);
    }
    core.detach(this);
    finishedLatch.countDown();
  }
}
