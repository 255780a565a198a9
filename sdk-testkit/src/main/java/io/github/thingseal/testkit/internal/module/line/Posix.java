package io.github.thingseal.testkit.internal.module.line;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import io.github.thingseal.core.internal.nativecode.NativeCode;
import java.util.Map;

/** The few calls of the C library that a pseudo-terminal takes. */
interface Posix extends Library {
  /** The folder that JNA unpacks into, if it is set. */
  String UNPACKED_INTO = "jna.tmpdir";

  /**
   * Loads the C library. JNA unpacks its own code into a folder of the user whose mode is that of
   * the umask, or into the one for temporary files. Here it gets a private one, unless the user has
   * named one.
   */
  static Posix load() {
    if (System.getProperty(UNPACKED_INTO) == null) {
      NativeCode.unpack(Native.class, folder -> Map.of(UNPACKED_INTO, folder.toString()));
    }
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
