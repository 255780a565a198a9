package io.github.thingseal.cloud.internal.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.cloud.internal.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * Makes what a service answers fit for an exception: no secrets, no control characters, not too
 * long.
 *
 * <p>Known secrets are found in every encoding. Unknown secrets, such as a key that the service has
 * just made, are recognized by their form. Of JSON, only the text of harmless fields is shown.
 */
public final class Redactor {
  static final String GONE = "***";
  private static final int MAX_LENGTH = 2048;
  private static final int REQUEST_ID_LENGTH = 128;

  private final TextCleaner cleaner;

  /**
   * Takes the secrets that the service may echo, and what is known to be none: the words that name
   * the call in the message anyway.
   */
  public Redactor(List<String> secrets, String known) {
    this.cleaner = new TextCleaner(new SecretFinder(secrets), known);
  }

  /** The body of an answer, as far as an exception may show it. */
  public String body(byte[] body) {
    Optional<JsonNode> json = Json.parseIfJson(body).filter(node -> !node.isNumber());
    return json.isPresent()
        ? PlainText.of(new JsonExcerpt(cleaner).of(json.get()), MAX_LENGTH)
        : text(PlainText.decode(body));
  }

  /** Any text of the service, as far as an exception may show it. */
  public String text(String text) {
    return PlainText.of(cleaner.clean(text), MAX_LENGTH);
  }

  /** A header of an answer, as far as an exception or the log may show it. */
  public String requestId(String value) {
    return PlainText.of(cleaner.clean(value), REQUEST_ID_LENGTH);
  }

  /** Cuts text that was cleaned before. */
  public static String cut(String cleaned, int maxLength) {
    return PlainText.of(cleaned, maxLength);
  }
}
