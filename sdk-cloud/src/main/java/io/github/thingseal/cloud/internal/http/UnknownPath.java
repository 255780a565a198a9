package io.github.thingseal.cloud.internal.http;

import java.util.List;
import java.util.Locale;

/**
 * Recognizes how the API gateways of AWS answer a path that they do not know: status 403, and a
 * text about a token, although the token is fine. Without a token the text is the first one. With a
 * token that is not an AWS signature it is one of the others: for a bare token, and for one that
 * has a scheme before it. That the service stands behind such a gateway is derived from its tokens.
 */
final class UnknownPath {
  private static final List<String> TEXTS =
      List.of(
          "missing authentication token",
          "missingauthenticationtoken",
          "authorization header requires 'credential'",
          "key=value pair (missing equal-sign) in authorization header");

  private UnknownPath() {}

  /** Whether the body of an answer with status 403 says that the path is unknown. */
  static boolean isSaidBy(String body) {
    String text = body.toLowerCase(Locale.ROOT);
    return TEXTS.stream().anyMatch(text::contains);
  }
}
