package io.github.thingseal.cloud.auth;

import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses a file that another user owns, or that others than its owner have access to. */
final class PrivateFile {
  private static final Logger LOG = LoggerFactory.getLogger(PrivateFile.class);

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /** English names; Windows translates them, so a list in another language passes. */
  private static final Set<String> CROWDS =
      Set.of("everyone", "users", "authenticated users", "anonymous logon", "guests");

  private PrivateFile() {}

  static void require(Path file) {
    try {
      check(file);
    } catch (IOException e) {
      throw new InvalidInputException(
          "Cannot read the credentials file "
              + file
              + ": "
              + e.getClass().getSimpleName()
              + "; is it there?",
          e);
    }
  }

  private static void check(Path file) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (posix != null) {
      PosixFileAttributes attributes = posix.readAttributes();
      requireOwner(file, attributes.owner(), TrustedOwners.find());
      requireOwnerOnly(file, attributes.permissions());
      return;
    }
    AclFileAttributeView acl = Files.getFileAttributeView(file, AclFileAttributeView.class);
    if (acl != null) {
      for (AclEntry entry : acl.getAcl()) {
        requireNoCrowd(file, entry);
      }
      return;
    }
    LOG.warn(
        "This file system does not report who may read the credentials file {}: see to it yourself",
        file);
  }

  static void requireOwner(Path file, UserPrincipal owner, Set<UserPrincipal> trusted) {
    if (!trusted.contains(owner)) {
      throw new InvalidInputException(
          "The credentials file "
              + file
              + " belongs to "
              + owner.getName()
              + ", who can change it at any time: chown it to the user of this process or to root");
    }
  }

  private static void requireOwnerOnly(Path file, Set<PosixFilePermission> permissions) {
    if (!OWNER.containsAll(permissions)) {
      throw new InvalidInputException(
          "The credentials file "
              + file
              + " is open to others ("
              + PosixFilePermissions.toString(permissions)
              + "): chmod 600 it, and make a new access key if others may have read it");
    }
  }

  private static void requireNoCrowd(Path file, AclEntry entry) {
    String name = entry.principal().getName().toLowerCase(Locale.ROOT);
    String account = name.substring(name.lastIndexOf('\\') + 1);
    if (entry.type() == AclEntryType.ALLOW
        && entry.permissions().contains(AclEntryPermission.READ_DATA)
        && CROWDS.contains(account)) {
      throw new InvalidInputException(
          "The credentials file "
              + file
              + " can be read by "
              + entry.principal().getName()
              + ": take that right away, and make a new access key if others may have read it");
    }
  }
}
