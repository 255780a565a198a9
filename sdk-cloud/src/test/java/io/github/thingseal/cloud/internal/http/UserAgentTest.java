package io.github.thingseal.cloud.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserAgentTest {
  private static final Pattern PARENT_VERSION =
      Pattern.compile("(?s)<parent>.*?<version>([^<]+)</version>");
  private static final String JAVA = " (java " + Runtime.version().feature() + ")";

  @Test
  void value_whenBuilt_namesTheVersionOfTheProject() throws IOException {
    Matcher pom = PARENT_VERSION.matcher(Files.readString(Path.of("pom.xml")));

    assertThat(pom.find()).isTrue();
    assertThat(UserAgent.VALUE).isEqualTo("thingseal/" + pom.group(1) + JAVA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "${project.version}", "1.0\r\nX: y"})
  void of_whenThereIsNoVersion_leavesItOut(String version) {
    assertThat(UserAgent.of(version)).isEqualTo("thingseal" + JAVA);
  }
}
