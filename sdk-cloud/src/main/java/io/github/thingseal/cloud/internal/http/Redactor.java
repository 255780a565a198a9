package io.github.thingseal.cloud.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Makes foreign text fit for an exception: no secrets, no control characters, not too long. */
final class Redactor {
  static final int MAX_LENGTH = 2048;
  private static final int REQUEST_ID_LENGTH = 128;
  private static final String GONE = "***";

  /**
   * A field with a secret, also in JSON inside a JSON text, also cut off in the middle. Single
   * quotes are how some languages write a map into an error message.
   */
  private static final Pattern FIELD =
      Pattern.compile(
          "(?i)([\"'](?:Key|Nonce|PSK|AuthToken|RefreshToken|APISecret|Authorization|Refresh"
              + "|Secret|Password|Token|DeviceProfileUID)\\\\*[\"']\\s*+:\\s*+)"
              + "(?:\\\\*\"[^\"]*+\"?|\\\\*'[^']*+'?|\\[[^\\]]*+\\]?|\\{[^}]*+\\}?"
              + "|[^\\s,}\\]]++)");

  /** A JSON web token, or the beginning of one. */
  private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]{5,}+[A-Za-z0-9_.=-]*+");

  /** Padded Base64 of 10 bytes or more: keys and nonces of every length in use end like this. */
  private static final Pattern BASE64 =
      Pattern.compile("(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{14,88}+={1,2}");

  /** A pre-shared key of 32 bytes in hexadecimal. */
  private static final Pattern LONG_HEX = Pattern.compile("(?<![0-9A-Fa-f])[0-9A-Fa-f]{64,}+");

  /** A private key in PEM, to its end or to the end of the text; its lines are not padded. */
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("(?s)-----BEGIN [A-Z ]{0,30}PRIVATE KEY.*?(?:-----END|\\z)");

  private static final Pattern BEARER = Pattern.compile("(?i)\\b(Bearer|Basic)\\s++[^\\s\",<]++");

  private final List<String> secrets;

  /**
   * Takes the secrets that the service may echo, and what is known to be none: the words that name
   * the call in a message anyway.
   */
  Redactor(List<String> secrets, String known) {
    this.secrets = secrets;
  }

  /** The body of an answer, as far as an exception may show it. */
  String body(byte[] body) {
    return clean(new String(body, StandardCharsets.UTF_8), secrets);
  }

  /** A header of an answer, as far as an exception or the log may show it. */
  String requestId(String value) {
    return harmless(clean(value, secrets), REQUEST_ID_LENGTH);
  }

  /** Cleans text of the service; the secrets are those that it may have echoed. */
  static String clean(String text, List<String> secrets) {
    String cleaned = text;
    for (String secret : secrets) {
      if (!secret.isEmpty()) {
        cleaned = cleaned.replace(secret, GONE);
        String escaped = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        cleaned = cleaned.replace(escaped, GONE).replace(escaped.replace("/", "\\/"), GONE);
      }
    }
    cleaned = FIELD.matcher(cleaned).replaceAll("$1\"" + GONE + "\"");
    cleaned = JWT.matcher(cleaned).replaceAll(GONE);
    cleaned = BEARER.matcher(cleaned).replaceAll("$1 " + GONE);
    cleaned = PRIVATE_KEY.matcher(cleaned).replaceAll(GONE);
    cleaned = BASE64.matcher(cleaned).replaceAll(GONE);
    cleaned = LONG_HEX.matcher(cleaned).replaceAll(GONE);
    return harmless(cleaned, MAX_LENGTH);
  }

  /** Replaces control, format and line separating characters, and cuts. */
  static String harmless(String text, int maxLength) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), maxLength) + 1);
    int i = 0;
    while (i < text.length() && out.length() < maxLength) {
      int c = text.codePointAt(i);
      out.appendCodePoint(isHarmful(c) ? ' ' : c);
      i += Character.charCount(c);
    }
    return i < text.length() ? out.append('…').toString() : out.toString();
  }

  private static boolean isHarmful(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
