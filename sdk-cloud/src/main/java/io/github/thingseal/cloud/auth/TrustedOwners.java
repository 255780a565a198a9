package io.github.thingseal.cloud.auth;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Set;

/** Who may own a file with secrets: the user of this process, and root. */
final class TrustedOwners {
  /** Belongs to the effective user of the process where there is such a file system. */
  private static final Path PROCESS = Path.of("/proc/self");

  private TrustedOwners() {}

  static Set<UserPrincipal> find() {
    Set<UserPrincipal> owners = new HashSet<>();
    addNamed(owners, "root");
    addNamed(owners, System.getProperty("user.name", ""));
    addOwnerOf(owners, PROCESS);
    return owners;
  }

  private static void addNamed(Set<UserPrincipal> owners, String name) {
    try {
      owners.add(
          FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name));
    } catch (IOException | UnsupportedOperationException e) {
      // In a container the user often has no name; the owner of the process is found all the same.
    }
  }

  private static void addOwnerOf(Set<UserPrincipal> owners, Path path) {
    try {
      owners.add(Files.getOwner(path));
    } catch (IOException | UnsupportedOperationException e) {
      // There is no such file system; the name of the user has to do.
    }
  }
}
