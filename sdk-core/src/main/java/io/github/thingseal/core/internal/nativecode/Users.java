package io.github.thingseal.core.internal.nativecode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The user of this process, whose name Java knows, but not the number. */
final class Users {
  /** Of Linux: a line {@code Uid:} with the real, effective, saved and file system user. */
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final int FILE_SYSTEM_USER = 4;

  private Users() {}

  /** The owner that files made by this process have; elsewhere than on Linux, that this one has. */
  static int effective(Path ownFile) throws IOException {
    if (!Files.isReadable(STATUS)) {
      return (int) Files.getAttribute(ownFile, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("Uid:")) {
        return Integer.parseInt(line.split("\\s+", -1)[FILE_SYSTEM_USER]);
      }
    }
    throw new IOException(STATUS + " does not name the user");
  }
}
