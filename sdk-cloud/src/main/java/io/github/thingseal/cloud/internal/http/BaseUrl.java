package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.core.InvalidInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Checks a base URL: credentials and keys travel over TLS, or not beyond this machine. */
public final class BaseUrl {
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  /**
   * What surely stays on this machine, in the one spelling that no resolver takes for a name. The
   * text itself is looked at, because a URL parser makes the same host of many spellings.
   */
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "(?i)http://(localhost|127\\."
              + OCTET
              + "\\."
              + OCTET
              + "\\."
              + OCTET
              + "|\\[::1])(?::\\d+)?(?:/.*)?");

  private BaseUrl() {}

  /** Parses and checks. */
  public static HttpUrl parse(String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new InvalidInputException(
          "The base URL must be like https://ssapi.services.u-blox.com/v1, and is not a URL");
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw new InvalidInputException(
          "The base URL must not hold a user or password; credentials() takes the access key");
    }
    if (url.query() != null || url.fragment() != null) {
      throw new InvalidInputException("The base URL must end with its path: " + url);
    }
    if (!url.isHttps() && !isLoopback(text, url)) {
      throw new InvalidInputException(
          "The base URL "
              + url
              + " would send the API secret and keys unencrypted: use https://; plain http:// is"
              + " for localhost, addresses such as 127.0.0.1, and [::1] only");
    }
    return url;
  }

  private static boolean isLoopback(String text, HttpUrl url) {
    Matcher matcher = LOOPBACK.matcher(text);
    return matcher.matches()
        && matcher.group(1).replaceAll("[\\[\\]]", "").equalsIgnoreCase(url.host());
  }
}
