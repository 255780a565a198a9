package io.github.thingseal.core.internal.nativecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class PrivateFolderTest {
  private static final int STICKY_AND_WORLD_WRITABLE = 01777;
  private static final int NOBODY = 65_534;

  @TempDir Path temp;

  private Path parent;

  @BeforeEach
  void makeParent() throws IOException {
    parent = Files.createDirectory(temp.resolve("parent"));
  }

  @Test
  void below_isFreshAndTheOwnersAlone_andGoneWhenClosed() throws IOException {
    Files.setAttribute(parent, "unix:mode", STICKY_AND_WORLD_WRITABLE);
    Path made;
    try (PrivateFolder folder = PrivateFolder.below(List.of(parent.toString()));
        PrivateFolder other = PrivateFolder.below(List.of(parent.toString()))) {
      made = folder.path();
      assertThat(made).isNotEqualTo(other.path()).isEmptyDirectory();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
      Files.createFile(Files.createDirectory(made.resolve("unpacked")).resolve("library.so"));
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void below_whereEveryoneMayReplaceIt_isRefusedAndLeavesNothing() throws IOException {
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path inside = Files.createDirectory(parent.resolve("inside"));

    assertThatThrownBy(() -> PrivateFolder.below(List.of(inside.toString())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("everyone may replace what is in " + parent.toRealPath())
        .hasMessageContaining("chmod +t");
    assertThat(inside).isEmptyDirectory();
  }

  @Test
  void below_whenTheFirstParentIsUnfit_takesTheNext() throws IOException {
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path home = Files.createDirectory(temp.resolve("home"));

    try (PrivateFolder folder =
        PrivateFolder.below(
            List.of(parent.toString(), temp.resolve("missing").toString(), home.toString()))) {
      assertThat(folder.path()).hasParent(home.toRealPath());
    }
  }

  @Test
  void below_whereAnotherUserOwnsTheParent_isRefused() throws IOException {
    requireRoot();
    Files.setAttribute(parent, "unix:uid", NOBODY);

    assertThatThrownBy(() -> PrivateFolder.below(List.of(parent.toString())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to another user");
  }

  @Test
  void below_isClosedToAnotherUser() throws Exception {
    requireRoot();
    Files.setAttribute(temp, "unix:mode", 0755);
    Files.setAttribute(parent, "unix:mode", STICKY_AND_WORLD_WRITABLE);
    Path own = Files.createFile(parent.resolve("own"));
    Files.setAttribute(own, "unix:uid", NOBODY);
    assertThat(asNobody("mv " + own + " " + parent.resolve("moved"))).isZero();

    try (PrivateFolder folder = PrivateFolder.below(List.of(parent.toString()))) {
      Path library = Files.createFile(folder.path().resolve("library.so"));
      Files.setAttribute(library, "unix:mode", 0777);

      assertThat(asNobody("ls " + folder.path())).isNotZero();
      assertThat(asNobody("echo evil > " + library)).isNotZero();
      assertThat(asNobody("echo evil > " + folder.path().resolve("more.so"))).isNotZero();
      assertThat(asNobody("mv " + folder.path() + " " + parent.resolve("away"))).isNotZero();
      assertThat(library).isEmptyFile();
    }
  }

  @Test
  void below_whereExecutionIsForbidden_isRefused() throws Exception {
    requireRoot();
    String mount = "mount -t tmpfs -o noexec,size=64k tmpfs " + parent;
    assumeTrue(run("sh", "-c", mount) == 0, "mounting is not permitted here");
    try {
      assertThatThrownBy(() -> PrivateFolder.below(List.of(parent.toString())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(parent + " (mounted noexec)");
    } finally {
      assertThat(run("umount", parent.toString())).isZero();
    }
  }

  private void requireRoot() throws IOException {
    int user = (int) Files.getAttribute(temp, "unix:uid");
    assumeTrue(user == 0, "only root can act as another user");
  }

  private static int asNobody(String script) throws IOException, InterruptedException {
    String nobody = Integer.toString(NOBODY);
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "there is no setpriv here");
    return run(
        "/usr/bin/setpriv",
        "--reuid=" + nobody,
        "--regid=" + nobody,
        "--clear-groups",
        "sh",
        "-c",
        script);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
