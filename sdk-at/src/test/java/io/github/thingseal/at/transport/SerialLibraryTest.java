package io.github.thingseal.at.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What other users have put where the library looks for its code is not loaded, nor followed. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class SerialLibraryTest {
  private static final String LIBRARY = "libjSerialComm.so";

  @TempDir Path folder;

  private Path temp;
  private Path home;
  private Path genuine;

  @BeforeEach
  void prepare() throws IOException {
    Files.setAttribute(folder, "unix:mode", 0755);
    temp = Files.createDirectory(folder.resolve("tmp"));
    Files.setAttribute(temp, "unix:mode", 01777);
    home = Files.createDirectory(folder.resolve("home"));
    genuine = Files.createDirectory(folder.resolve("genuine")).resolve(LIBRARY);
    try (InputStream code =
        Objects.requireNonNull(SerialPort.class.getResourceAsStream("/Linux/x86_64/" + LIBRARY))) {
      Files.copy(code, genuine);
    }
  }

  @Test
  void code_isUnpackedIntoAPrivateFolder_whichIsGoneOnceItIsLoaded() throws Exception {
    assertThat(program()).isNotEmpty().allMatch(line -> isFromPrivateFolder(line));
    assertThat(temp).isEmptyDirectory();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void code_thatAnotherUserHasPutIntoTheFolderForTemporaryFiles_isNotLoaded() throws Exception {
    Path planted = temp.resolve("jSerialComm").resolve(SerialPort.getVersion());
    asNobody("mkdir -p " + planted + " && cp " + genuine + " " + planted);

    assertThat(program()).isNotEmpty().allMatch(line -> isFromPrivateFolder(line));
    assertThat(planted.resolve(LIBRARY)).hasSameBinaryContentAs(genuine);
  }

  @Test
  void code_thatIsLeftInTheHomeFromBefore_isNotLoaded() throws Exception {
    Path left = home.resolve(".jSerialComm").resolve(SerialPort.getVersion());
    Files.createDirectories(left);
    Files.setAttribute(left, "unix:mode", 0777);
    Files.copy(genuine, left.resolve(LIBRARY));

    assertThat(program()).isNotEmpty().allMatch(line -> isFromPrivateFolder(line));
    assertThat(left.resolve(LIBRARY)).hasSameBinaryContentAs(genuine);
  }

  @Test
  void link_ofAnotherUser_isNotFollowedToFilesThatItHasDeleted() throws Exception {
    Path precious = Files.createFile(Files.createDirectory(folder.resolve("data")).resolve("keys"));
    Path made = temp.resolve("jSerialComm");
    asNobody("mkdir -p " + made.resolve(SerialPort.getVersion()));
    asNobody("ln -s " + precious.getParent() + " " + made.resolve("link"));

    assertThat(program()).isNotEmpty().allMatch(line -> isFromPrivateFolder(line));
    assertThat(precious).exists();
  }

  /** A deep one, which no climbing out of it would leave. */
  @Test
  void link_ofAnotherUser_inPlaceOfTheFolder_leadsNowhere() throws Exception {
    Path evil = temp.resolve("e/v/i/l".repeat(20));
    asNobody("mkdir -p " + evil + " && ln -s " + evil + " " + temp.resolve("jSerialComm"));

    assertThat(program()).isNotEmpty().allMatch(line -> isFromPrivateFolder(line));
    assertThat(evil).isEmptyDirectory();
  }

  @Test
  void ownPath_isWhereTheCodeIsLoadedFrom() throws Exception {
    assertThat(program("-DjSerialComm.library.path=" + genuine.getParent()))
        .isNotEmpty()
        .allMatch(line -> line.endsWith(genuine.toString()));
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void ownPath_withoutTheCode_isRefusedByName_andNothingIsUnpackedInstead() throws Exception {
    assertThat(program("-DjSerialComm.library.path=" + home))
        .singleElement()
        .asString()
        .startsWith("refused")
        .contains("could not be loaded from " + home)
        .contains("-DjSerialComm.library.path");
    assertThat(temp).isEmptyDirectory();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void folders_thatOthersMayReplace_areRefusedWithWhatToDo() throws Exception {
    Files.setAttribute(temp, "unix:mode", 0777);
    Files.setAttribute(home, "unix:mode", 0777);

    assertThat(program())
        .singleElement()
        .asString()
        .startsWith("refused")
        .contains("everyone may replace what is in " + temp)
        .contains("everyone may replace what is in " + home)
        .contains("-Djava.io.tmpdir")
        .contains("-DjSerialComm.library.path");
    assertThat(temp).isEmptyDirectory();
  }

  private static boolean isFromPrivateFolder(String line) {
    return line.startsWith("mapped ") && line.contains("/tmp/.thingseal-");
  }

  /** What {@link LoadedLibrary} prints of code and refusals. */
  private List<String> program(String... settings) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xshare:auto");
    command.add("-Djava.io.tmpdir=" + temp);
    command.add("-Duser.home=" + home);
    command.addAll(List.of(settings));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), LoadedLibrary.class.getName()));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int ending = process.waitFor();
    try (Stream<String> lines = Files.lines(output, StandardCharsets.UTF_8)) {
      List<String> printed = lines.toList();
      assertThat(ending).as(printed.toString()).isZero();
      assertThat(printed).doesNotContain("properties changed");
      return printed.stream()
          .filter(line -> line.startsWith("mapped ") || line.startsWith("refused "))
          .toList();
    }
  }

  private static void asNobody(String script) throws IOException, InterruptedException {
    String user = ProcessHandle.current().info().user().orElse("");
    assumeTrue(user.equals("root"), "only root can act as another user");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "there is no setpriv here");
    Process process =
        new ProcessBuilder(
                "/usr/bin/setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "sh",
                "-c",
                script)
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
  }
}
