package io.github.thingseal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.testkit.SimulatedModule;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SDK as modules beside a testkit on the class path, as Surefire runs the tests of modules. */
class ModulePathTest {
  /** What the module descriptor of an application leads to. */
  private static final Pattern MODULES =
      Pattern.compile(
          ".*[/\\\\](sdk|sdk-at|sdk-cloud|sdk-core)[/\\\\]target[/\\\\]classes"
              + "|.*[/\\\\](sdk|okhttp|okio|kotlin-stdlib|annotations|jackson|resilience4j|bcprov|caffeine|fastcsv"
              + "|jSerialComm|slf4j-api|jspecify)-[^/\\\\]*\\.jar");

  @Test
  void mainJob_withTheTestkitOnTheClassPath_runs(@TempDir Path folder) throws Exception {
    Map<Boolean, String> paths =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .collect(
                Collectors.partitioningBy(
                    entry -> MODULES.matcher(entry).matches() && !entry.contains("testkit"),
                    Collectors.joining(File.pathSeparator)));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--module-path",
                paths.get(true),
                "--add-modules",
                "io.github.thingseal",
                "-cp",
                paths.get(false),
                "io.github.thingseal.consumer.MainJob")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int ending = process.waitFor();

    List<String> printed = Files.readAllLines(output);
    assertThat(ending).as(printed.toString()).isZero();
    assertThat(printed)
        .contains(
            "SDK in module io.github.thingseal",
            "testkit in no module",
            "pseudo-terminals " + SimulatedModule.isPtyAvailable(),
            "decrypted");
  }
}
