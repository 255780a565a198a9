package io.github.thingseal.cloud.internal.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Known secrets, echoed in every encoding, and in every encoding of that, are never shown. */
class EncodedSecretsTest {
  private static final long SEED = 20_261_129;
  private static final String TOKEN =
      "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJmNTEwZTAxZSIsImV4cCI6MTU3NjQ5MjQxOH0."
          + "Zm9yZ2VkLXNpZ25hdHVyZS1vZi10ZXN0cy1Pbmx5LTEyMzQ1Njc4OTA_-w";

  private static final Map<String, UnaryOperator<String>> ENCODINGS = encodings();

  static List<String> names() {
    return List.copyOf(ENCODINGS.keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void body_whenASecretComesBackInAnEncoding_showsNoPieceOfIt(String encoding) {
    Random random = new Random(SEED);
    UnaryOperator<String> encoder = Objects.requireNonNull(ENCODINGS.get(encoding));
    for (String secret : secrets(random)) {
      String encoded = encoder.apply(secret);
      bodies(encoded).forEach(body -> assertHidden(secret, encoded, body));
      assertNoPiece(requestId(secret, encoded), encoded, encoded);
    }
  }

  @Test
  void body_whenASecretComesBackInTwoEncodings_showsNoPieceOfIt() {
    Random random = new Random(SEED + 1);
    for (UnaryOperator<String> outer : ENCODINGS.values()) {
      for (UnaryOperator<String> inner : ENCODINGS.values()) {
        List<String> secrets = secrets(random);
        String secret = secrets.get(random.nextInt(secrets.size()));
        String encoded = outer.apply(inner.apply(secret));
        List<String> bodies = bodies(encoded);
        assertHidden(secret, encoded, bodies.get(random.nextInt(bodies.size())));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void body_whenOnePartOfATokenComesBack_showsNothingOfIt(int part) {
    String text = TOKEN.split("\\.", -1)[part];
    byte[] decoded = Base64.getUrlDecoder().decode(text);
    for (String echoed :
        List.of(
            text,
            text.toLowerCase(Locale.ROOT),
            text.substring(3, 14),
            HexFormat.of().formatHex(decoded),
            HexFormat.ofDelimiter(":").formatHex(decoded),
            Base64.getEncoder().encodeToString(decoded),
            Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))) {
      for (String body : bodies(echoed)) {
        assertNoPiece(show(TOKEN, body), echoed, body);
      }
    }
  }

  @Test
  void body_whenASecretIsSplitOverFields_showsNoPieceOfIt() {
    Random random = new Random(SEED + 2);
    for (String secret : secrets(random)) {
      for (int size : new int[] {3, 5, 9}) {
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < secret.length(); i += size) {
          pieces.add(json(secret.substring(i, Math.min(secret.length(), i + size))));
        }
        String list =
            pieces.stream().map(p -> "\"" + p + "\"").collect(Collectors.joining(",", "[", "]"));
        String body = "{\"message\":\"bad\",\"errors\":" + list + "}";
        assertNoPiece(show(secret, body).replace("\",\"", ""), secret, body);
      }
    }
  }

  @Test
  void body_whenASecretIsCutOff_showsNoPieceOfIt() {
    String secret = "fakeSecretOfTests1234567890abcde/+";
    for (int length = 8; length < secret.length(); length++) {
      String cut = secret.substring(0, length);
      for (String body : List.of("{\"message\":\"you sent " + cut, "you sent " + cut)) {
        assertThat(show(secret, body)).doesNotContain("fakeSec");
      }
    }
  }

  /** Long bodies are cut; the cut must not save a piece from being found. */
  @Test
  void body_whenASecretStandsWhereItIsCut_showsNoPieceOfIt() {
    String secret = "fakeSecretOfTests1234567890abcde/+";
    for (int before = 2000; before < 2060; before++) {
      for (String start : List.of("", "{\"message\":\"", "{\"a\":1,\"message\":\"")) {
        String body =
            start + ". ".repeat(before / 2) + json(secret) + (start.isEmpty() ? "" : "\"}");
        assertThat(show(secret, body)).doesNotContain("fakeS", "Tests12");
      }
    }
  }

  @Test
  void body_whenNoSecretIsInIt_isShownWhateverTheSecretIs() {
    Random random = new Random(SEED + 3);
    for (String secret : secrets(random)) {
      assertThat(show(secret, "{\"message\":\"The price plan does not include this\"}"))
          .isEqualTo("{\"message\":\"The price plan does not include this\"}");
    }
  }

  private static void assertHidden(String secret, String encoded, String body) {
    String shown = show(secret, body);
    assertNoPiece(shown, secret, body);
    assertNoPiece(shown, encoded, body);
  }

  private static String requestId(String secret, String encoded) {
    return new Redactor(List.of(secret), "").requestId(encoded.replaceAll("\\s", ""));
  }

  /** No eight characters in a row of what was echoed are shown, blanks aside. */
  private static void assertNoPiece(String shown, String echoed, String body) {
    String bare = shown.replace("\\\\", "\\").replaceAll("\\s", "");
    String whole = echoed.replaceAll("\\s", "");
    int length = Math.min(8, whole.length());
    for (int i = 0; i + length <= whole.length(); i++) {
      if (bare.contains(whole.substring(i, i + length))) {
        fail("shown of " + body + ": " + shown);
      }
    }
  }

  private static List<String> bodies(String encoded) {
    return List.of(
        "{\"message\":\"you sent " + json(encoded) + "\"}",
        "{\"message\":\"you sent APISecret=" + json(encoded) + ", sorry\",\"code\":4}",
        "{\"errors\":[{\"message\":\"" + json(encoded) + "\"}]}",
        "{\"You\":\"" + json(encoded) + "\",\"" + json(encoded) + "\":1}",
        "{\"message\":\"you sent " + json(encoded),
        "<html><p>you sent " + encoded + "</p></html>",
        "you sent " + encoded + " again",
        "x" + encoded + "y");
  }

  private static String show(String secret, String body) {
    return new Redactor(List.of("another-secret", secret), "device.get")
        .body(body.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> secrets(Random random) {
    return List.of(
        random(random, "ABCDEFabcdef0123456789+/", 32),
        random(random, "abcdefghijklmnopqrstuvwxyz0123456789", 12),
        random(random, "\"\\/&<>'%+=#?; -_abcXYZ019", 24),
        random(random, "abc123DEF", 31) + "\n",
        "\r\n" + random(random, "QRSTuvwx5678", 20) + "\t",
        random(random, "\u00e9\u00fc\u00df\u20ac\u00f8abz\ud83d\ude00", 30)
            .replaceAll("[\ud800-\udfff]", "\ud83d\ude00"),
        random(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 22),
        TOKEN);
  }

  private static String random(Random random, String alphabet, int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }

  private static Map<String, UnaryOperator<String>> encodings() {
    Map<String, UnaryOperator<String>> all = new LinkedHashMap<>();
    all.put("plain", s -> s);
    all.put("upper case", s -> s.toUpperCase(Locale.ROOT));
    all.put("lower case", s -> s.toLowerCase(Locale.ROOT));
    all.put("JSON, shortest", EncodedSecretsTest::json);
    all.put("JSON, slashes too", s -> json(s).replace("/", "\\/"));
    all.put("JSON, all \\u", s -> utf16(s, "\\u%04x", c -> true));
    all.put("JSON, all \\U", s -> utf16(s, "\\u%04X", c -> true));
    all.put("JSON, mixed", s -> utf16(s, "\\u%04x", c -> c % 3 == 0));
    all.put("braced", s -> utf16(s, "\\u{%x}", c -> !Character.isSurrogate((char) c)));
    all.put("%u", s -> utf16(s, "%%u%04X", c -> true));
    all.put("URL", s -> bytes(s, "%%%02X", c -> !isLetterOrDigit(c)));
    all.put("URL, lower case", s -> bytes(s, "%%%02x", c -> !isLetterOrDigit(c)));
    all.put("URL, all", s -> bytes(s, "%%%02x", c -> true));
    all.put(
        "form", s -> bytes(s, "%%%02X", c -> c != ' ' && !isLetterOrDigit(c)).replace(' ', '+'));
    all.put("\\x", s -> bytes(s, "\\x%02x", c -> true));
    all.put("\\octal", s -> bytes(s, "\\%03o", c -> true));
    all.put("quoted-printable", s -> bytes(s, "=%02X", c -> c == '=' || c < 33 || c > 126));
    all.put("HTML, decimal", s -> points(s, "&#%d;"));
    all.put("HTML, hexadecimal", s -> points(s, "&#x%x;"));
    all.put(
        "HTML, named",
        s ->
            s.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
    all.put("hex", s -> HexFormat.of().formatHex(utf8(s)));
    all.put("HEX", s -> HexFormat.of().withUpperCase().formatHex(utf8(s)));
    all.put("hex:", s -> HexFormat.ofDelimiter(":").formatHex(utf8(s)));
    all.put("hex ", s -> HexFormat.ofDelimiter(" ").formatHex(utf8(s)));
    all.put("0xhex, ", s -> HexFormat.ofDelimiter(", ").withPrefix("0x").formatHex(utf8(s)));
    all.put("bytes", s -> Arrays.toString(utf8(s)));
    all.put("Base64", s -> Base64.getEncoder().encodeToString(utf8(s)));
    all.put("Base64, unpadded", s -> Base64.getEncoder().withoutPadding().encodeToString(utf8(s)));
    all.put("Base64, URL", s -> Base64.getUrlEncoder().encodeToString(utf8(s)));
    all.put("Base64, 1 before", s -> Base64.getEncoder().encodeToString(utf8(":" + s)));
    all.put("Base64, 2 before", s -> Base64.getEncoder().encodeToString(utf8("k:" + s + "!")));
    all.put("Base64, MIME", s -> Base64.getMimeEncoder(20, utf8("\r\n")).encodeToString(utf8(s)));
    all.put(
        "Base64, lower case",
        s -> Base64.getEncoder().encodeToString(utf8(s)).toLowerCase(Locale.ROOT));
    return all;
  }

  private static String json(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return out.toString();
  }

  private interface Chosen {
    boolean test(int c);
  }

  private static String utf16(String text, String format, Chosen chosen) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean must = c == '\\' || c == '"' || c < ' ';
      out.append(must || chosen.test(c) ? format.formatted((int) c) : String.valueOf(c));
    }
    return out.toString();
  }

  private static String points(String text, String format) {
    return text.codePoints().mapToObj(format::formatted).collect(Collectors.joining());
  }

  private static String bytes(String text, String format, Chosen chosen) {
    StringBuilder out = new StringBuilder();
    for (byte b : utf8(text)) {
      int c = b & 0xff;
      out.append(chosen.test(c) ? format.formatted(c) : String.valueOf((char) c));
    }
    return out.toString();
  }

  private static boolean isLetterOrDigit(int c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
