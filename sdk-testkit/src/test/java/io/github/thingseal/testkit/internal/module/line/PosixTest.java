package io.github.thingseal.testkit.internal.module.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** JNA's own code is loaded from where no other user can replace it. */
@EnabledOnOs(OS.LINUX)
class PosixTest {
  @TempDir Path folder;

  private Path temp;
  private Path home;

  @BeforeEach
  void prepare() throws IOException {
    assumeTrue(PtyLine.isAvailable(), "there are no pseudo-terminals here");
    temp = Files.createDirectory(folder.resolve("tmp"));
    Files.setAttribute(temp, "unix:mode", 01777);
    home = Files.createDirectory(folder.resolve("home"));
  }

  @Test
  void code_isUnpackedIntoAPrivateFolder_whichIsGoneOnceItIsLoaded() throws Exception {
    assertThat(program())
        .contains("available true")
        .anyMatch(line -> line.startsWith("mapped "))
        .filteredOn(line -> line.startsWith("mapped "))
        .allMatch(line -> line.contains("/tmp/.thingseal-"));
    assertThat(temp).isEmptyDirectory();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void code_isUnpackedWhereTheUserSaid() throws Exception {
    Path own = folder.resolve("own");

    assertThat(program("-Djna.tmpdir=" + own))
        .filteredOn(line -> line.startsWith("mapped "))
        .isNotEmpty()
        .allMatch(line -> line.contains(own.toString()));
  }

  @Test
  void folders_thatOthersMayReplace_areRefusedWithWhatToDo() throws Exception {
    Files.setAttribute(temp, "unix:mode", 0777);
    Files.setAttribute(home, "unix:mode", 0777);

    assertThat(program())
        .hasSize(2)
        .contains("available false")
        .anyMatch(
            line ->
                line.startsWith("refused ")
                    && line.contains("everyone may replace what is in " + temp)
                    && line.contains("-Djava.io.tmpdir"));
  }

  private List<String> program(String... settings) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Djava.io.tmpdir=" + temp);
    command.add("-Duser.home=" + home);
    command.addAll(List.of(settings));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), LoadedPosix.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("XDG_CACHE_HOME");
    Path output = folder.resolve("output");
    int ending = builder.redirectOutput(output.toFile()).start().waitFor();
    List<String> printed = Files.readAllLines(output, StandardCharsets.UTF_8);
    assertThat(ending).as(printed.toString()).isZero();
    return printed.stream().filter(line -> line.matches("(available|mapped|refused) .*")).toList();
  }
}
