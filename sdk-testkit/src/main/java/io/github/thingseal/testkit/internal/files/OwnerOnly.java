package io.github.thingseal.testkit.internal.files;

import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Folders and files that no other user of the machine may look into. They have that mode from the
 * moment they exist; older ones get it. A file system without such modes keeps its own rules.
 */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /**
   * Makes a folder, or takes one that is there.
   *
   * @throws InvalidInputException if another user may write to it or owns it: what is in it cannot
   *     be trusted
   */
  public static void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(folder, mode(parent == null ? folder : parent, FOLDER));
    }
    if (!hasModes(folder)) {
      return;
    }
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
    if (mode.contains(PosixFilePermission.GROUP_WRITE)
        || mode.contains(PosixFilePermission.OTHERS_WRITE)
        || !isOwn(folder)) {
      throw new InvalidInputException(
          "The folder "
              + folder
              + " holds secrets, and another user can write to it: choose another folder, or take"
              + " ownership of it and set its mode to 700");
    }
    tighten(folder, mode, FOLDER);
  }

  /** Takes a file that is there away from other users. */
  public static void file(Path file) throws IOException {
    if (Files.exists(file) && hasModes(file)) {
      tighten(file, Files.getPosixFilePermissions(file), FILE);
    }
  }

  /** Replaces a file as a whole, so that an interruption leaves the old one or the new one. */
  public static void write(Path file, byte[] content) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
    String name = String.valueOf(file.getFileName());
    Path draft = Files.createTempFile(folder, name, ".tmp", mode(folder, FILE));
    try {
      Files.write(draft, content);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** A new file belongs to the user of this process. */
  private static boolean isOwn(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, "owner", ".tmp", mode(folder, FILE));
    try {
      return Files.getOwner(probe).equals(Files.getOwner(folder));
    } finally {
      Files.delete(probe);
    }
  }

  private static void tighten(
      Path path, Set<PosixFilePermission> mode, Set<PosixFilePermission> wanted)
      throws IOException {
    Set<PosixFilePermission> kept = EnumSet.copyOf(wanted);
    kept.retainAll(mode);
    if (!kept.equals(mode)) {
      Files.setPosixFilePermissions(path, kept);
    }
  }

  private static boolean hasModes(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("posix");
  }

  private static FileAttribute<?>[] mode(Path where, Set<PosixFilePermission> mode)
      throws IOException {
    return hasModes(where)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
        : new FileAttribute<?>[0];
  }
}
