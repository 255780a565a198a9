package io.github.thingseal.testkit.internal.module.line;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;

/**
 * The clients' side of a pseudo-terminal, as this process holds it open: it shows whether a client
 * is there, and whether it has read everything.
 */
final class PtySlave {
  private static final int READ_WRITE = 2;
  private static final int NO_CONTROLLING_TERMINAL = Platform.isMac() ? 0x20000 : 0x100;
  private static final long BYTES_TO_READ = Platform.isMac() ? 0x4004667FL : 0x541B;
  private static final int POLL_HUNG_UP = 0x10;
  private static final int DESCRIPTOR_BYTES = 8;
  private static final int EVENTS_OFFSET = 4;
  private static final int RETURNED_OFFSET = 6;
  private static final int CLOSED = -1;

  private final Posix posix;
  private final int master;
  private final String path;
  private final Memory polled = new Memory(DESCRIPTOR_BYTES);
  private int descriptor = CLOSED;

  PtySlave(Posix posix, int master, String path) {
    this.posix = posix;
    this.master = master;
    this.path = path;
  }

  /** Opens it; negative if that fails. */
  int open() {
    descriptor = posix.open(path, READ_WRITE | NO_CONTROLLING_TERMINAL);
    return descriptor;
  }

  int descriptor() {
    return descriptor;
  }

  void close() {
    if (descriptor != CLOSED) {
      posix.close(descriptor);
      descriptor = CLOSED;
    }
  }

  /** Whether something waits to be read; if that cannot be seen, something does. */
  boolean hasUnread() {
    if (descriptor == CLOSED) {
      return true;
    }
    // Polling moves what was just written to where it is counted.
    poll(descriptor);
    IntByReference count = new IntByReference();
    return posix.ioctl(descriptor, new NativeLong(BYTES_TO_READ), count) < 0
        || count.getValue() > 0;
  }

  /** Whether a client has it open: without one the other side hangs up as soon as it is closed. */
  boolean isOpenElsewhere() {
    close();
    boolean openElsewhere = (poll(master) & POLL_HUNG_UP) == 0;
    if (openElsewhere) {
      // A client may have it to itself; then this fails, and the hang-up shows when it leaves.
      open();
    }
    return openElsewhere;
  }

  private int poll(int fd) {
    polled.setInt(0, fd);
    polled.setShort(EVENTS_OFFSET, PtyLoop.POLL_IN);
    polled.setShort(RETURNED_OFFSET, (short) 0);
    PosixStream.poll(Pointer.nativeValue(polled), 1, 0);
    return polled.getShort(RETURNED_OFFSET);
  }
}
