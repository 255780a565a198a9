package io.github.thingseal.cloud.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static final String SECRET = "s3cret-é";

  @TempDir private Path folder;

  @Test
  void explicit_whenAskedTwice_handsOutCopies() {
    Credentials credentials = Credentials.of("key", SECRET);

    credentials.credentials().close();
    try (Credentials copy = credentials.credentials()) {
      assertThat(copy.accessKey()).isEqualTo("key");
      assertThat(copy.accessSecret()).isEqualTo(bytes());
    }
    assertThat(credentials.toString()).contains("key").doesNotContain(SECRET);
    credentials.close();
    assertThatThrownBy(credentials::credentials)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void explicit_whenBlank_isRefused() {
    assertThatThrownBy(() -> Credentials.of(" ", SECRET))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining(SECRET);
    assertThatThrownBy(() -> Credentials.of("key", " ")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Credentials.of("key", SecretBytes.copyOf(new byte[0])))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void environment_whenSet_isRead() {
    Map<String, String> set =
        Map.of("THINGSEAL_ACCESS_KEY", "key", "THINGSEAL_ACCESS_SECRET", SECRET);
    try (Credentials read = new EnvironmentCredentials(set::get).credentials()) {
      assertThat(read.accessSecret()).isEqualTo(bytes());
    }
  }

  @Test
  void environment_whenNotSet_namesTheVariable() {
    assertThatThrownBy(
            () -> new EnvironmentCredentials(Map.<String, String>of()::get).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("THINGSEAL_ACCESS_KEY");
    assertThatThrownBy(
            () ->
                new EnvironmentCredentials(Map.of("THINGSEAL_ACCESS_KEY", "key")::get)
                    .credentials())
        .hasMessageContaining("THINGSEAL_ACCESS_SECRET");
  }

  @Test
  void file_whenPrivate_isReadInBothForms() throws IOException {
    Path properties =
        write("keys.properties", "accessKey=key\naccessSecret=" + SECRET, "rw-------");
    Path json =
        write(
            "keys.json",
            "{\"accessKey\":\"key\",\"accessSecret\":\"" + SECRET + "\"}",
            "r--------");

    for (Path file : new Path[] {properties, json}) {
      try (Credentials read = Credentials.fromFile(file).credentials()) {
        assertThat(read.accessKey()).isEqualTo("key");
        assertThat(read.accessSecret()).isEqualTo(bytes());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-------x", "rwxrwxrwx"})
  void file_whenOpenToOthers_isRefused(String permissions) throws IOException {
    Path file =
        write(
            "keys.properties",
            "accessKey=key\naccessSecret=" + SECRET,
            permissions.length() == 9 ? permissions : "rw------x");

    assertThatThrownBy(() -> Credentials.fromFile(file).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("chmod 600")
        .hasMessageContaining(file.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "accessKey=key",
        "accessKey=key\naccessSecret=",
        "accessSecret=s3cret-1",
        "accessKey=key\naccessSecret=s3cret-\\u12"
      })
  void file_whenIncomplete_isRefusedWithoutQuotingIt(String text) throws IOException {
    Path file = write("keys.properties", text, "rw-------");

    assertThatThrownBy(() -> Credentials.fromFile(file).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("s3cret")
        .hasMessageContaining("keys.properties");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"accessKey\":\"key\",\"accessSecret\":s3cret}",
        "{\"accessKey\":1}",
        "{\"accessKey\":\"key\",\"accessSecret\":\"s3cret"
      })
  void jsonFile_whenMalformed_isRefusedWithoutQuotingIt(String text) throws IOException {
    Path file = write("keys.json", text, "rw-------");

    assertThatThrownBy(() -> Credentials.fromFile(file).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void file_whenMissing_isRefused() {
    assertThatThrownBy(() -> Credentials.fromFile(folder.resolve("none")).credentials())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none");
  }

  private Path write(String name, String text, String permissions) throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static SecretBytes bytes() {
    return SecretBytes.copyOf(SECRET.getBytes(StandardCharsets.UTF_8));
  }
}
