package io.github.thingseal.cloud.internal.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept out although no one here knows it, and what is shown. */
class RedactorTest {
  private static final String UID = "0a04f008003c9623";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Key\":\"SECRET\"}",
        "{\"key\" : \"SECRET\"}",
        "{\"Nonce\":\"SECRET",
        "{\"PSK\":SECRET}",
        "{\"PSK\":[SECRET,2]}",
        "{\\\"Key\\\":\\\"SECRET\\\"}",
        "Bearer SECRET",
        "eyJhbGciOi.SECRET.x",
        "Zm9vSECRETmFyYmF6cXV4eA==",
        "\"Authorization\": \"SECRET",
        "{\"Result\":{\"Key\":\"SECRET\"}}",
        "{\"a\":[\"SECRET\"],\"SECRETSECRETSECRET\":1}",
        "<Key>SECRET</Key>",
        "a=1&Key=SECRET&b=2",
        "psk: SECRET",
        "Authorization: Bearer SECRET",
        "key%3DSECRET",
      })
  void body_whenSomethingLooksLikeASecret_removesIt(String text) {
    assertThat(clean(text)).doesNotContain("SECRET");
  }

  /** Only names that are known to be harmless have their text shown, whatever its form. */
  @ParameterizedTest
  @ValueSource(strings = {"Key", "Nonce", "PSK", "AuthToken", "Refresh", "Whatever", "Data", "k"})
  void body_whenAFieldIsNotKnownToBeHarmless_hidesItsValueInEveryForm(String field) {
    for (String text :
        List.of(
            "{\"%s\":\"hid den\",\"title\":\"b\"}",
            "{ \"%s\" :  \"hid den\" , \"title\":\"b\"}",
            "{\\\"%s\\\":\\\"hid den\\\",\"title\":\"b\"}",
            "{'%s': 'hid den', 'title': 'b'}",
            "{\"%s\":hidden,\"title\":\"b\"}",
            "{\"%s\":[\"hid\", \"den\"],\"title\":\"b\"}",
            "{\"%s\":{\"type\": \"Buffer\", \"data\": [115, 101, \"den\"]},\"title\":\"b\"}",
            "{\"title\":\"b\",\"%s\":115115115}",
            "{\"title\":\"b\",\"error\":{\"%s\":\"hid den\"}}",
            "{\"title\":\"b\",\"message\":\"{\\\"%s\\\":\\\"hid den\\\"}\"}")) {
      for (String name : List.of(field, field.toLowerCase(Locale.ROOT))) {
        assertThat(clean(text.formatted(name)))
            .contains(name, "***", "b")
            .doesNotContain("hid", "den", "115");
      }
    }
    assertThat(clean("{\"%s\":\"cut o".formatted(field)))
        .isEqualTo("{\"%s\":\"***\"".formatted(field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"message\":\"no such plan\"} | {\"message\":\"no such plan\"}",
        "{\"Message\":\"No\",\"code\":4711} | {\"Message\":\"No\",\"code\":4711}",
        "{\"errors\":[\"a\",{\"code\":\"b\"}]} | {\"errors\":[\"a\",{\"code\":\"b\"}]}",
        "{\"message\":null,\"status\":true} | {\"message\":null,\"status\":true}",
        "{\"Key\":\"abc\",\"n\":5} | {\"Key\":\"*** text of 3\",\"n\":\"*** number\"}",
        "{\"a\":[1,2],\"b\":{\"message\":\"c\"}} | {\"a\":\"*** list of 2\",\"b\":\"*** object\"}",
        "[{\"message\":\"a\"}] | [{\"message\":\"a\"}]",
        "{} | {}",
        "[] | []",
        "\"a text\" | \"a text\"",
        "{\"code\":123456789} | {\"code\":\"*** number\"}",
        "{\"message\":\"say \\\"hi\\\"\"} | {\"message\":\"say \\\"hi\\\"\"}",
      })
  void body_whenJson_showsTextsOfHarmlessFieldsAndKindsOfOthers(String body, String expected) {
    assertThat(clean(body)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"RoTPublicUID 0a04f008003c9623 is unknown\"}",
        "{\"message\":\"RoTPublicUID 0A04F008003C9623 is unknown\"}",
        "{\"message\":\"Missing Authentication Token\"}",
        "{\"message\":\"NotAuthorizedException: misconfiguration of /e2e/uplink/get\"}",
        "{\"__type\":\"MissingAuthenticationTokenException\"}",
        "{\"requestId\":\"0d636af8-d001-49ba-86d3-80f21272c14a\"}",
        "{\"timestamp\":\"2026-01-31T12:00:00.000Z\"}",
      })
  void body_whenHarmless_isShownAsItIs(String text) {
    assertThat(clean(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"E2EDataProtecton\" is not one of LocalDataProtection, LocalC2C, LocalC2CKeyPairing, ZTP,"
            + " SymmetricKMS, E2EDataProtection",
        "DeviceFeature E2EDataProtection is not active on device 0A04F008003C9623",
        "device 0x0a04f008003c9623 has no LocalC2CKeyPairing",
        "device 0x0A04F008003C9623",
      })
  void text_withTheNamesOfFeaturesAndOfTheDevice_isShownAsItIs(String text) {
    assertThat(cleanText(text, "device.get for RoTPublicUID " + UID)).isEqualTo(text);
    assertThat(cleanText(text, "e2e.uplink for key identity 1101f008003c96233b08c787d1b20000"))
        .isEqualTo(text);
  }

  /** Whatever is not the device of the call may be half a key. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0a04f008003c9624",
        "0x0a04f008003c9624",
        "0a04f008003c9623ff",
        "ff0a04f008003c9623",
        "E2EDataProtectionE2EC2C",
        "E2EQUJDREVGR0hJSktM",
        "C2CE2EC2CE2EC2CE2E",
      })
  void text_withWhatIsLikeThem_hidesIt(String text) {
    assertThat(cleanText(text, "device.get for RoTPublicUID " + UID)).isEqualTo("***");
  }

  private static String cleanText(String text, String known) {
    return new Redactor(List.of(), known).text(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MDEyMzQ1Njc4OWFiY2RlZg==",
        "MDEyMzQ1Njc4OWFiY2RlZg",
        "bm9uY2Ugb2YgMTMgYg",
        "30313233343536373839616263646566",
        "30:31:32:33:34:35:36:37:38:39",
        "30 31 32 33 34 35 36 37 38 39",
        "0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38",
        "[48, 49, 50, 51, 52, 53, 54, 55, 56, 57]",
        "%30%31%32%33%34%35%36%37%38%39%30%31%32%33%34%35",
        "&#48;&#49;&#50;&#51;&#52;&#53;&#54;&#55;&#48;&#49;&#50;&#51;&#52;&#53;&#54;&#55;",
        "AgbCtixjwqLjwV3VWpfPyz",
        "ffffffffffffffff",
      })
  void body_whenAHarmlessFieldHoldsWhatLooksLikeAKey_hidesIt(String key) {
    for (String body : List.of("{\"message\":\"a " + key + " b\"}", "a " + key + " b")) {
      assertThat(clean(body)).contains("a ", "***").doesNotContain(key, key.substring(0, 10));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11, 13, 16, 32, 64})
  void body_whenTextIsPaddedBase64_removesIt(int bytes) {
    String base64 = Base64.getEncoder().encodeToString(new byte[bytes]);
    assertThat(clean("a " + base64 + " b")).isEqualTo("a *** b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer opaque", "bearer opaque", "Basic opaque", "BASIC  opaque"})
  void body_whenASchemeStandsBefore_removesTheCredentials(String text) {
    assertThat(clean("a: " + text + ", b"))
        .doesNotContain("opaque")
        .startsWith("a: " + text.substring(0, 5))
        .endsWith(" ***, b");
  }

  @Test
  void body_whenTextIsAJwtOrItsBeginning_removesIt() {
    assertThat(clean("a eyJhbGciOi.eyJ4.x-y_z b")).isEqualTo("a *** b");
    assertThat(clean("a eyJhbGci")).isEqualTo("a ***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
  void body_whenTextHoldsAPrivateKey_removesIt(String label) {
    String pem = "-----BEGIN " + label + "-----\nDEK-Info: AES\n\nMIIsecret\n";
    assertThat(clean("a " + pem + "-----END " + label + "----- b"))
        .startsWith("a ***")
        .endsWith(" b")
        .doesNotContain("secret");
    assertThat(clean("a " + pem)).isEqualTo("a ***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16"})
  void body_whenInAnotherEncoding_isCleanedInThatEncoding(String charset) {
    byte[] text = "key: hidden, MDEyMzQ1Njc4OWFiY2RlZg==".getBytes(Charset.forName(charset));

    assertThat(new Redactor(List.of(), "").body(text))
        .contains("***")
        .doesNotContain("hidden", "M");
  }

  @Test
  void requestId_whenAUuidOrShort_isShown() {
    Redactor redactor = new Redactor(List.of("the-secret-of-tests"), "");

    assertThat(redactor.requestId("0d636af8-d001-49ba-86d3-80f21272c14a"))
        .isEqualTo("0d636af8-d001-49ba-86d3-80f21272c14a");
    assertThat(redactor.requestId("req-42")).isEqualTo("req-42");
    assertThat(redactor.requestId("MDEyMzQ1Njc4OWFiY2RlZg==")).isEqualTo("***");
    assertThat(redactor.requestId("the-SECRET-of")).doesNotContain("SECRET");
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
        "A ",
        "\"",
        "Bearer ",
        " ",
        "'",
        "{",
        "%",
        "&#",
        "1, ",
        "ab:",
        "key",
        "-----BEGIN A PRIVATE KEY"
      })
  void body_whenHostile_isQuickAndDoesNotOverflow(String unit) {
    String hostile = "\"Key\":\"" + unit.repeat(64 * 1024 / unit.length());
    Redactor redactor = new Redactor(List.of("fakeSecretOfTests1234567890abcde/+"), "");
    for (String text : List.of(hostile, "{\"message\":" + hostile, unit.repeat(60_000))) {
      assertThatCode(() -> redactor.body(text.getBytes(StandardCharsets.UTF_8)))
          .doesNotThrowAnyException();
    }
  }

  private static String clean(String text) {
    return new Redactor(List.of(), "device.get for RoTPublicUID " + UID)
        .body(text.getBytes(StandardCharsets.UTF_8));
  }
}
