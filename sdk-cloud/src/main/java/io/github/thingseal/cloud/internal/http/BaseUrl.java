package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.core.InvalidInputException;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Checks a base URL: credentials and keys travel over TLS, or not beyond this machine. */
public final class BaseUrl {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|::1");

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
    if (!url.isHttps() && !LOOPBACK.matcher(url.host()).matches()) {
      throw new InvalidInputException(
          "The base URL "
              + url
              + " would send the API secret and keys unencrypted: use https://; plain http:// is"
              + " for localhost, 127.0.0.1 and [::1] only");
    }
    return url;
  }
}
