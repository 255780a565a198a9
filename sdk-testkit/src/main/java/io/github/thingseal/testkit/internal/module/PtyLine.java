package io.github.thingseal.testkit.internal.module;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.TransientException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An AT port behind a pseudo-terminal, which any program opens like a serial port.
 *
 * <p>Its other side is kept open here, so that clients come and go and the raw mode stays. One
 * thread does it all; a pipe wakes it.
 */
public final class PtyLine implements Line {
  private static final Logger LOG = LoggerFactory.getLogger(PtyLine.class);

  private static final int READ_WRITE = 2;
  private static final int NO_CONTROLLING_TERMINAL = Platform.isMac() ? 0x20000 : 0x100;
  private static final int SET_STATUS_FLAGS = 4;
  private static final int NON_BLOCKING = Platform.isMac() ? 0x4 : 0x800;
  private static final short POLL_IN = 0x1;
  private static final short POLL_OUT = 0x4;
  private static final int POLL_DESCRIPTOR_BYTES = 8;
  private static final int EVENTS_OFFSET = 4;
  private static final int RETURNED_OFFSET = 6;
  private static final int INTERRUPTED = 4;
  private static final int TERMIOS_BYTES = 256;
  private static final int NAME_BYTES = 128;
  private static final int MAX_WAITING_BYTES = 1 << 20;
  private static final long STOP_MILLIS = 5000;

  private final LineHost core;
  private final Posix posix;
  private final int master;
  private final int slave;
  private final int wakeRead;
  private final int wakeWrite;
  private final String path;
  private final LineHost.Receiver receiver;
  private final Thread thread;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean waking;
  private boolean finished;
  private volatile boolean closed;

  private PtyLine(LineHost core, Posix posix, int master, int slave, int[] wake, String path) {
    this.core = core;
    this.posix = posix;
    this.master = master;
    this.slave = slave;
    this.wakeRead = wake[0];
    this.wakeWrite = wake[1];
    this.path = path;
    this.receiver = core.attach(this);
    this.thread = new Thread(this::serve, "thingseal-module-pty");
    thread.setDaemon(true);
  }

  /** Whether this system has pseudo-terminals that work. */
  public static boolean isAvailable() {
    if (!Platform.isLinux() && !Platform.isMac()) {
      return false;
    }
    try {
      Posix posix = Posix.load();
      int fd = posix.posix_openpt(READ_WRITE | NO_CONTROLLING_TERMINAL);
      if (fd < 0) {
        return false;
      }
      boolean usable = posix.grantpt(fd) == 0 && posix.unlockpt(fd) == 0;
      posix.close(fd);
      return usable;
    } catch (LinkageError e) {
      LOG.debug("No pseudo-terminals here: {}", e.toString());
      return false;
    }
  }

  /** Makes a pseudo-terminal. */
  public static PtyLine open(LineHost core) {
    if (!isAvailable()) {
      throw new PermanentException(
          "The simulated module cannot make a pseudo-terminal on "
              + System.getProperty("os.name")
              + "; let it listen on TCP instead");
    }
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
    int slave = posix.open(path, READ_WRITE | NO_CONTROLLING_TERMINAL);
    check(slave, "open " + path);
    try {
      makeRaw(posix, slave);
      check(posix.fcntl(master, SET_STATUS_FLAGS, READ_WRITE | NON_BLOCKING), "fcntl");
      int[] wake = new int[2];
      check(posix.pipe(wake), "pipe");
      PtyLine line = new PtyLine(core, posix, master, slave, wake, path);
      line.thread.start();
      return line;
    } catch (TransientException e) {
      posix.close(slave);
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
    // A line that nobody reads loses what comes, as a serial line does.
    if (finished || waitingBytes + bytes.length > MAX_WAITING_BYTES) {
      return;
    }
    waiting.add(bytes);
    waitingBytes += bytes.length;
    wake();
  }

  /** A pseudo-terminal cannot hang up and go on: it is gone for good. */
  @Override
  public void hangUp() {
    closed = true;
    wake();
  }

  @Override
  public void close() {
    hangUp();
    if (Thread.currentThread() != thread) {
      join();
    }
  }

  private void join() {
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void wake() {
    if (!finished && !waking && Thread.currentThread() != thread) {
      waking = true;
      NativeLong written = posix.write(wakeWrite, new byte[1], new NativeLong(1));
      if (written.intValue() < 0) {
        LOG.warn("The pseudo-terminal {} could not be woken", path);
      }
    }
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    try (Memory descriptors = new Memory(2 * POLL_DESCRIPTOR_BYTES)) {
      boolean usable = true;
      while (!closed && usable) {
        usable = poll(descriptors) && read(descriptors, buffer) && write();
      }
      write();
    } finally {
      finish();
      core.detach(this);
    }
  }

  private boolean poll(Pointer descriptors) {
    prepare(descriptors, master, (short) (POLL_IN | (hasWaiting() ? POLL_OUT : 0)));
    prepare(descriptors.share(POLL_DESCRIPTOR_BYTES), wakeRead, POLL_IN);
    int ready = posix.poll(descriptors, new NativeLong(2), -1);
    return ready >= 0 || Native.getLastError() == INTERRUPTED;
  }

  private static void prepare(Pointer descriptor, int fd, short events) {
    descriptor.setInt(0, fd);
    descriptor.setShort(EVENTS_OFFSET, events);
    descriptor.setShort(RETURNED_OFFSET, (short) 0);
  }

  private boolean read(Pointer descriptors, byte[] buffer) {
    NativeLong size = new NativeLong(buffer.length);
    if (descriptors.getShort(POLL_DESCRIPTOR_BYTES + RETURNED_OFFSET) != 0) {
      awake(buffer, size);
    }
    short master = descriptors.getShort(RETURNED_OFFSET);
    if ((master & POLL_IN) == 0) {
      return (master & ~POLL_OUT) == 0;
    }
    int length = posix.read(this.master, buffer, size).intValue();
    if (length > 0) {
      receiver.receive(buffer, length);
    }
    return true;
  }

  private synchronized void awake(byte[] buffer, NativeLong size) {
    posix.read(wakeRead, buffer, size);
    waking = false;
  }

  private synchronized boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  /** Writes as much as fits; the rest waits until a client reads. */
  private synchronized boolean write() {
    while (!waiting.isEmpty()) {
      byte[] next = waiting.remove();
      int written = posix.write(master, next, new NativeLong(next.length)).intValue();
      int done = Math.max(written, 0);
      waitingBytes -= done;
      if (done < next.length) {
        byte[] rest = new byte[next.length - done];
        System.arraycopy(next, done, rest, 0, rest.length);
        waiting.addFirst(rest);
        return true;
      }
    }
    return true;
  }

  private synchronized void finish() {
    finished = true;
    waiting.clear();
    posix.close(slave);
    posix.close(master);
    posix.close(wakeRead);
    posix.close(wakeWrite);
  }
}
