package io.github.thingseal.testkit.internal.module.line;

import com.sun.jna.Native;

/**
 * The calls that every byte through a pseudo-terminal takes, mapped directly: ten times cheaper
 * than through {@link Posix}. Sizes are those of systems whose {@code long} has 64 bits.
 */
final class PosixStream {
  private PosixStream() {}

  static {
    Native.register(PosixStream.class, "c");
  }

  static native int poll(long descriptors, long count, int timeoutMillis);

  static native long read(int fd, long buffer, long length);

  static native long write(int fd, long buffer, long length);
}
