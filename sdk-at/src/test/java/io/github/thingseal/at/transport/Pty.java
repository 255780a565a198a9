package io.github.thingseal.at.transport;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.charset.StandardCharsets;

/** A pseudo-terminal of Linux from which nothing is read unless that is asked for. */
final class Pty implements AutoCloseable {
  private static final int READ_WRITE = 2;
  private static final int NO_CONTROLLING_TERMINAL = 0x100;
  private static final int NAME_BYTES = 128;

  /** What it takes of the C library. */
  interface Posix extends Library {
    int posix_openpt(int flags);

    int grantpt(int fd);

    int unlockpt(int fd);

    int ptsname_r(int fd, byte[] name, NativeLong length);

    NativeLong read(int fd, byte[] bytes, NativeLong length);

    int close(int fd);
  }

  private final Posix posix = Native.load("c", Posix.class);
  private final int master = posix.posix_openpt(READ_WRITE | NO_CONTROLLING_TERMINAL);

  Pty() {
    if (posix.grantpt(master) != 0 || posix.unlockpt(master) != 0) {
      throw new IllegalStateException("no pseudo-terminal");
    }
  }

  String path() {
    byte[] name = new byte[NAME_BYTES];
    int unused = posix.ptsname_r(master, name, new NativeLong(NAME_BYTES));
    return Native.toString(name, StandardCharsets.UTF_8.name());
  }

  /** Waits for a byte that was written to it. */
  void read() {
    if (posix.read(master, new byte[1], new NativeLong(1)).longValue() != 1) {
      throw new IllegalStateException("nothing was written");
    }
  }

  @Override
  public void close() {
    int unused = posix.close(master);
  }
}
