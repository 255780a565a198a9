package io.github.thingseal.core.internal.nativecode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fresh folder that only the user of this process can enter, from which native code can be
 * loaded. Only where files have owners and modes.
 */
final class PrivateFolder implements AutoCloseable {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final int PERMISSIONS = 07777;
  private static final int OWNER_ONLY_MODE = 0700;
  private static final int WORLD_WRITABLE = 0002;
  private static final int STICKY = 01000;
  private static final int ROOT = 0;

  private final Path path;

  private PrivateFolder(Path path) {
    this.path = path;
  }

  static boolean isSupported() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  }

  /**
   * Makes the folder below the first parent that is fit for it.
   *
   * @throws IOException if none is; the message says what is wrong with each
   */
  static PrivateFolder below(List<String> parents) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (String parent : parents) {
      try {
        return below(Path.of(parent));
      } catch (IOException | InvalidPathException e) {
        reasons.add(parent + " (" + reason(e) + ")");
      }
    }
    throw new IOException(String.join(", ", reasons));
  }

  private static PrivateFolder below(Path parent) throws IOException {
    Path real = parent.toRealPath();
    PrivateFolder folder =
        new PrivateFolder(Files.createTempDirectory(real, ".thingseal-", OWNER_ONLY));
    try {
      folder.requirePrivate();
      folder.requireExecutable();
      return folder;
    } catch (IOException e) {
      folder.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** What is created here is new, and ours; a user who may rename its parents could replace it. */
  private void requirePrivate() throws IOException {
    int user = Users.effective(path);
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        || owner(path) != user
        || mode(path) != OWNER_ONLY_MODE) {
      throw new IOException("a folder made there does not stay this user's own");
    }
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      if (owner(above) != user && owner(above) != ROOT) {
        throw new IOException(above + " belongs to another user");
      }
      if ((mode(above) & WORLD_WRITABLE) != 0 && (mode(above) & STICKY) == 0) {
        throw new IOException("everyone may replace what is in " + above + ", chmod +t it");
      }
    }
  }

  private void requireExecutable() throws IOException {
    Path probe = Files.createFile(path.resolve("probe"), OWNER_ONLY);
    boolean executable = Files.isExecutable(probe);
    Files.delete(probe);
    if (!executable) {
      throw new IOException("mounted noexec");
    }
  }

  private static int owner(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  private static int mode(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & PERMISSIONS;
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message != null && e.getClass() == IOException.class ? message : e.toString();
  }

  /**
   * Deletes the folder; code that was loaded from it stays. A disk that keeps what is in use keeps
   * it, readable for this user alone.
   */
  @Override
  public void close() {
    try (Stream<Path> found = Files.walk(path)) {
      for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      path.toFile().deleteOnExit();
    }
  }
}
