package io.github.thingseal.cloud.internal.redaction;

import java.util.Locale;
import java.util.regex.Pattern;

/** Takes secrets out of text that is no JSON, or out of one text of a JSON document. */
final class TextCleaner {
  /** Longer text is cut before it is looked at; more than is shown, so that pieces are found. */
  private static final int LOOKED_AT = 4096;

  /**
   * A field whose name is not known to be harmless, in JSON that is cut off or within another text.
   * Single quotes are how some languages write a map into an error message.
   */
  private static final Pattern FIELD =
      Pattern.compile(
          "(?i)([\"'](?!(?:"
              + PlainFields.NAMES
              + ")\\\\*[\"'])[^\"'\\\\:,{}\\[\\]]{1,60}+\\\\*[\"']\\s*+:\\s*+)"
              + "(?:\\\\*\"[^\"]*+\"?|\\\\*'[^']*+'?|\\[[^\\]]*+\\]?|\\{[^}]*+\\}?"
              + "|[^\\s,}\\]]++)");

  /** What follows the name of a secret in a log line, a query, a form or XML. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?<![a-z])(?:key|nonce|psk|auth-?token|access-?token|refresh-?token|refresh|api-?secret"
              + "|secret|password|token|authorization|device-?profile-?uid)\\s*+(?:[:=>]|%3d|%3a)"
              + "\\s*+[\"']?)(?!value\\b)(?:(?:bearer|basic|jwt)\\s++)?[^\\s<>,;&\"'{}\\[\\]]++");

  private static final Pattern BEARER = Pattern.compile("(?i)\\b(Bearer|Basic)\\s++[^\\s\",<]++");

  /** A JSON web token, or the beginning of one. */
  private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]{5,}+[A-Za-z0-9_.=-]*+");

  /** A private key in PEM, to its end or to the end of the text; its lines may be short. */
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("(?s)-----BEGIN [A-Z ]{0,30}PRIVATE KEY.*?(?:-----END|\\z)");

  /** Eight bytes or more in hexadecimal digits with something between them, or in decimal. */
  private static final Pattern BYTES =
      Pattern.compile(
          "(?:(?:0x)?[0-9A-Fa-f]{2}[:, -]{1,2}){7}(?:(?:0x)?[0-9A-Fa-f]{2}\\b[:, -]{0,2})++"
              + "|(?:-?\\d{1,3}[, ]{1,2}){7}(?:-?\\d{1,3}\\b[, ]{0,2})++");

  private final SecretFinder finder;
  private final String known;

  TextCleaner(SecretFinder finder, String known) {
    this.finder = finder;
    this.known = known.toLowerCase(Locale.ROOT);
  }

  /** The text without what is, or looks like, a secret. */
  String clean(String text) {
    String cleaned = text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
    for (String secret : finder.secrets()) {
      cleaned = cleaned.replace(secret, Redactor.GONE);
    }
    if (finder.isIn(cleaned)) {
      return Redactor.GONE + " (" + text.length() + " characters with a secret)";
    }
    cleaned = PRIVATE_KEY.matcher(cleaned).replaceAll(Redactor.GONE);
    cleaned = FIELD.matcher(cleaned).replaceAll("$1\"" + Redactor.GONE + "\"");
    cleaned = JWT.matcher(cleaned).replaceAll(Redactor.GONE);
    cleaned = BEARER.matcher(cleaned).replaceAll("$1 " + Redactor.GONE);
    cleaned = NAMED.matcher(cleaned).replaceAll("$1" + Redactor.GONE);
    cleaned = BYTES.matcher(cleaned).replaceAll(Redactor.GONE);
    return LongRuns.remove(cleaned, known);
  }

  /** Whether a text, put together from pieces, holds a secret. */
  boolean isSecret(String text) {
    return finder.isIn(text);
  }
}
