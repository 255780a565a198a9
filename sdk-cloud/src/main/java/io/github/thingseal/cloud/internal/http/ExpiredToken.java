package io.github.thingseal.cloud.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import okhttp3.Response;

/**
 * Reports whether a status 403 means that the token has expired. API gateways answer so instead of
 * 401; their words are derived from what AWS documents.
 */
final class ExpiredToken {
  private static final Pattern WORDS =
      Pattern.compile(
          "(?is).*(?:\\b(?:token|jwt)\\b[^.\"]{0,60}\\bexpired\\b"
              + "|\\bexpired\\b[^.\"]{0,20}\\b(?:token|jwt)\\b"
              + "|ExpiredToken).*");
  private static final String TYPE_HEADER = "x-amzn-ErrorType";
  private static final int LONGEST = 4096;

  private ExpiredToken() {}

  /** Whether text or error type say so, or this clock if they do not name another reason. */
  static boolean isReported(Response response, byte[] body, boolean isPastByOurClock) {
    String type = response.header(TYPE_HEADER, "");
    String text = new String(body, 0, Math.min(body.length, LONGEST), StandardCharsets.UTF_8);
    if (UnknownPath.isSaidBy(text)) {
      return false;
    }
    return isPastByOurClock || WORDS.matcher(type + " " + text).matches();
  }
}
