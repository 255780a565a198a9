package io.github.thingseal.testkit.internal.module;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** The few calls of the C library that a pseudo-terminal takes. */
interface Posix extends Library {
  /** Loads the C library. */
  static Posix load() {
    return Native.load("c", Posix.class);
  }

  int posix_openpt(int flags);

  int grantpt(int fd);

  int unlockpt(int fd);

  int ptsname_r(int fd, byte[] name, NativeLong length);

  int open(String path, int flags);

  int close(int fd);

  int tcgetattr(int fd, Pointer termios);

  int tcsetattr(int fd, int when, Pointer termios);

  void cfmakeraw(Pointer termios);

  int fcntl(int fd, int command, Object... argument);

  int ioctl(int fd, NativeLong request, Object... argument);

  int pipe(int[] ends);

  int poll(Pointer descriptors, NativeLong count, int timeoutMillis);

  NativeLong read(int fd, byte[] buffer, NativeLong length);

  NativeLong write(int fd, byte[] buffer, NativeLong length);
}
