package io.github.thingseal.cloud.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.error.CredentialsMissingException;
import io.github.thingseal.core.InvalidInputException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** System properties, chains of sources, and a key that is replaced. */
class CredentialSourcesTest {
  private static final CredentialsProvider NOTHING =
      NamedCredentials.ofEnvironment(Map.<String, String>of()::get);

  @TempDir private Path folder;

  @Test
  void systemProperties_whenSet_areRead() {
    Map<String, String> set = Map.of("thingseal.accessKey", "key", "thingseal.accessSecret", "s");
    try (Credentials read = NamedCredentials.ofSystemProperties(set::get).credentials()) {
      assertThat(read.accessKey()).isEqualTo("key");
    }
    assertThatThrownBy(
            () -> NamedCredentials.ofSystemProperties(Map.<String, String>of()::get).credentials())
        .isInstanceOf(CredentialsMissingException.class)
        .hasMessageContaining("system properties thingseal.accessKey and thingseal.accessSecret");
  }

  @Test
  void chain_takesTheFirstSourceThatHasSome() {
    CredentialsProvider chain =
        Credentials.chain(
            NOTHING, Credentials.fromFile(folder.resolve("none.json")), of("second"), of("third"));
    try (Credentials read = chain.credentials()) {
      assertThat(read.accessKey()).isEqualTo("second");
    }
  }

  @Test
  void chain_whenNoSourceHasAny_namesThemAll() {
    Path file = folder.resolve("none.json");
    assertThatThrownBy(() -> Credentials.chain(NOTHING, Credentials.fromFile(file)).credentials())
        .isInstanceOf(CredentialsMissingException.class)
        .hasMessageContaining("THINGSEAL_ACCESS_KEY")
        .hasMessageContaining(file.toString());
    assertThatThrownBy(Credentials::chain).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void chain_whenASourceIsHalfSet_saysSoInsteadOfGoingOn() {
    CredentialsProvider half =
        NamedCredentials.ofEnvironment(Map.of("THINGSEAL_ACCESS_KEY", "key")::get);
    assertThatThrownBy(() -> Credentials.chain(half, of("other")).credentials())
        .isInstanceOf(InvalidInputException.class)
        .isNotInstanceOf(CredentialsMissingException.class)
        .hasMessageContaining("THINGSEAL_ACCESS_SECRET");
  }

  @Test
  void rotation_keepsTheOldKeyUntilTheNewOneIsProven() {
    try (RotatingCredentials rotating = RotatingCredentials.startingWith(credentials("old"))) {
      assertThat(rotating.retire()).isEmpty();
      rotating.replaceBy(credentials("new"));
      assertThat(keyOf(rotating)).isEqualTo("new");
      assertThatThrownBy(() -> rotating.replaceBy(credentials("newer")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("retire");
      assertThatThrownBy(rotating::retire)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("isProven");

      assertThat(rotating.refused("new")).isTrue();
      assertThat(keyOf(rotating)).isEqualTo("old");
      rotating.accepted("old");
      assertThat(keyOf(rotating)).as("the next sign-in tries the new one again").isEqualTo("new");
      rotating.accepted("new");
      assertThat(rotating.isProven()).isTrue();
      assertThat(rotating.retire()).hasValue("old");
      assertThat(rotating.refused("new")).isFalse();
      assertThat(rotating.toString()).isEqualTo("RotatingCredentials[new]");
    }
  }

  private static String keyOf(CredentialsProvider provider) {
    try (Credentials read = provider.credentials()) {
      return read.accessKey();
    }
  }

  private static CredentialsProvider of(String key) {
    return () -> credentials(key);
  }

  private static Credentials credentials(String key) {
    return Credentials.of(key, "secret");
  }
}
