package io.github.thingseal.cloud.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
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

  /** Values that nothing but the name of their field gives away. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Key",
        "Nonce",
        "PSK",
        "AuthToken",
        "RefreshToken",
        "APISecret",
        "Authorization",
        "Refresh",
        "Secret",
        "Password",
        "Token",
        "DeviceProfileUID",
      })
  void clean_whenAFieldIsSecretByItsName_removesItsValueInEveryForm(String field) {
    for (String text :
        List.of(
            "{\"%s\":\"hid den\",\"a\":\"b\"}",
            "{ \"%s\" :  \"hid den\" , \"a\":\"b\"}",
            "{\\\"%s\\\":\\\"hid den\\\",\"a\":\"b\"}",
            "{'%s': 'hid den', 'a': 'b'}",
            "{\"%s\":hidden,\"a\":\"b\"}",
            "{\"%s\":[\"hid\", \"den\"],\"a\":\"b\"}",
            "{\"%s\":{\"type\": \"Buffer\", \"data\": [115, 101, \"den\"]},\"a\":\"b\"}")) {
      for (String name : List.of(field, field.toLowerCase(Locale.ROOT))) {
        assertThat(Redactor.clean(text.formatted(name), List.of()))
            .contains(name, "***", "b")
            .doesNotContain("hid", "den", "115");
      }
    }
    assertThat(Redactor.clean("{\"%s\":\"cut o".formatted(field), List.of()))
        .isEqualTo("{\"%s\":\"***\"".formatted(field));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11, 13, 16, 32, 64})
  void clean_whenTextIsPaddedBase64_removesIt(int bytes) {
    String base64 = Base64.getEncoder().encodeToString(new byte[bytes]);
    assertThat(base64).endsWith("=");
    assertThat(Redactor.clean("a " + base64 + " b", List.of())).isEqualTo("a *** b");
  }

  @Test
  void clean_whenTextIsThePskOfASizeThatNoIdentityHas_removesIt() {
    assertThat(Redactor.clean("a " + "0aF".repeat(22).substring(2) + " b", List.of()))
        .isEqualTo("a *** b");
    String keyIdentity = "11010008003f97203b08c787d1b20000";
    assertThat(Redactor.clean(keyIdentity, List.of())).isEqualTo(keyIdentity);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer opaque", "bearer opaque", "Basic opaque", "BASIC  opaque"})
  void clean_whenASchemeStandsBefore_removesTheCredentials(String text) {
    assertThat(Redactor.clean("a: " + text + ", b", List.of()))
        .doesNotContain("opaque")
        .startsWith("a: " + text.substring(0, 5))
        .endsWith(" ***, b");
  }

  @Test
  void clean_whenTextIsAJwtOrItsBeginning_removesIt() {
    assertThat(Redactor.clean("a eyJhbGciOi.eyJ4.x-y_z b", List.of())).isEqualTo("a *** b");
    assertThat(Redactor.clean("a eyJhbGci", List.of())).isEqualTo("a ***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
  void clean_whenTextHoldsAPrivateKey_removesIt(String label) {
    String pem = "-----BEGIN " + label + "-----\nDEK-Info: AES\n\nMIIsecret\n";
    assertThat(Redactor.clean("a " + pem + "-----END " + label + "----- b", List.of()))
        .startsWith("a ***")
        .endsWith(" b")
        .doesNotContain("secret");
    assertThat(Redactor.clean("a " + pem, List.of())).isEqualTo("a ***");
  }

  @Test
  void clean_whenASecretIsKnown_removesItEverywhere() {
    assertThat(Redactor.clean("x=a/b&y=a\\/b", List.of("a/b"))).isEqualTo("x=***&y=***");
    assertThat(Redactor.clean("{\"x\":\"a\\\"b\\\\c\\/d\"} a\"b\\c/d", List.of("a\"b\\c/d")))
        .isEqualTo("{\"x\":\"***\"} ***");
  }

  @Test
  void clean_whenTextIsHarmless_keepsIt() {
    String text = "{\"message\":\"RoTPublicUID 0a04f008003c9623 is unknown\"}";
    assertThat(Redactor.clean(text, List.of(""))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\",
        "\\/",
        "\"Key\":",
        "[",
        "eyJ",
        "A",
        "\"",
        "Bearer ",
        " ",
        "'",
        "{",
        "-----BEGIN A PRIVATE KEY"
      })
  void clean_whenTextIsHostile_isQuickAndDoesNotOverflow(String unit) {
    String hostile = "\"Key\":\"" + unit.repeat(64 * 1024 / unit.length());
    assertThatCode(() -> Redactor.clean(hostile, List.of())).doesNotThrowAnyException();
  }
}
