package io.github.thingseal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.psk.Psk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README and the table of evidence say is so. */
class ReadmeTest {
  private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\\R(.*?)```");

  @Test
  void readme_whenItShowsCode_showsCodeThatCompiles() throws IOException {
    String compiled = dense(source("ReadmeSnippets") + source("consumer/Gateway"));
    List<String> blocks =
        JAVA_BLOCK.matcher(read("README.md")).results().map(MatchResult::group).toList();

    assertThat(blocks).hasSize(12);
    for (String block : blocks) {
      String code = block.replace("```java", "").replace("```", "");
      assertThat(compiled).as(code).contains(dense(code));
    }
  }

  @Test
  void testkitSnippet_whenRun_decryptsWhatTheModuleEncrypted() {
    byte[] reading = "temperature 21.5".getBytes(UTF_8);

    assertThat(new Silent().testkit(DeviceSerialNumber.of("0042"), reading)).isEqualTo(reading);
  }

  @Test
  void evidence_whenTheCatalogueHasAnOperation_tellsItsPath() throws IOException {
    String evidence = read("docs/evidence.md");

    for (Operation operation : Operations.all()) {
      assertThat(evidence).contains("| `" + operation.path() + "` |");
    }
  }

  private static String source(String name) throws IOException {
    return read("sdk/src/test/java/io/github/thingseal/" + name + ".java");
  }

  private static String read(String fileOfTheProject) throws IOException {
    return Files.readString(Path.of("..", fileOfTheProject));
  }

  private static String dense(String code) {
    return code.replaceAll("\\s+", "");
  }

  private static final class Silent extends ReadmeSnippets {
    @Override
    void show(Object any) {}

    @Override
    boolean confirmed(OnboardingPlan plan) {
      return false;
    }

    @Override
    void accept(Psk psk) {}

    @Override
    void store(byte[] blob) {}

    @Override
    byte[] stored() {
      return new byte[0];
    }
  }
}
