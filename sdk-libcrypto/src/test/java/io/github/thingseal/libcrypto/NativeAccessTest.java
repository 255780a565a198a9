package io.github.thingseal.libcrypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A JVM without native access: a process of its own, which it is given or refused as a whole. */
class NativeAccessTest {
  @Test
  @EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "Older ones only warn")
  void constructor_whereNativeAccessIsDenied_saysWhatToDoEachTime() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--illegal-native-access=deny",
                "-cp",
                System.getProperty("java.class.path"),
                NativeAccessTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed.lines())
        .hasSize(2)
        .allMatch(line -> line.contains("--enable-native-access=io.github.thingseal.libcrypto"));
  }

  /** Prints what making an engine fails with, twice: a class fails otherwise the second time. */
  public static void main(String[] arguments) {
    for (int i = 0; i < 2; i++) {
      try {
        new LibcryptoEngine().wipeIdleKeys();
        System.out.println("An engine was made");
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
