package io.github.thingseal.cloud.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Key\":\"SECRET\"}", "{\"key\" : \"SECRET\"}", "{\"Nonce\":\"SECRET", "{\"PSK\":SECRET}",
        "{\"PSK\":[SECRET,2]}", "{\\\"Key\\\":\\\"SECRET\\\"}", "Bearer SECRET",
            "eyJhbGciOi.SECRET.x",
        "Zm9vSECRETmFyYmF6cXV4eA==", "\"Authorization\": \"SECRET"
      })
  void clean_whenSomethingLooksLikeASecret_removesIt(String text) {
    assertThat(Redactor.clean(text, List.of())).doesNotContain("SECRET");
  }

  @Test
  void clean_whenASecretIsKnown_removesItEverywhere() {
    assertThat(Redactor.clean("x=a/b&y=a\\/b", List.of("a/b"))).isEqualTo("x=***&y=***");
  }

  @Test
  void clean_whenTextIsHarmless_keepsIt() {
    String text = "{\"message\":\"RoTPublicUID 0a04f008003c9623 is unknown\"}";
    assertThat(Redactor.clean(text, List.of(""))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\", "\\/", "\"Key\":", "[", "eyJ", "A", "\"", "Bearer ", " "})
  void clean_whenTextIsHostile_isQuickAndDoesNotOverflow(String unit) {
    String hostile = "\"Key\":\"" + unit.repeat(64 * 1024 / unit.length());
    assertThatCode(() -> Redactor.clean(hostile, List.of())).doesNotThrowAnyException();
  }
}
