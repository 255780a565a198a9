package io.github.thingseal.testkit.internal.service;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses what a foreign web page makes a browser send: requests to a name that an attacker lets
 * resolve to loopback, and requests across sites.
 */
final class SiteCheck {
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

  /** Anything that is not quite an address, such as 127.300.0.1, may resolve as a name. */
  private static final Pattern LOOPBACK_ADDRESS =
      Pattern.compile("127(?:\\." + OCTET + "){3}|\\[::1]");

  private static final Pattern LOOPBACK_NAME = Pattern.compile("([a-z0-9-]+\\.)*localhost\\.?");
  private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*]|[^:]*)(:[0-9]*)?");
  private static final List<String> OWN_SITE = List.of("same-origin", "none");

  private SiteCheck() {}

  static void check(ServiceRequest request) {
    // Only HTTP/1.0 may leave the host out, and no browser speaks that.
    String authority = request.authority().orElse("localhost");
    if (!isLoopback(authority)) {
      throw Refusal.of(
          421, "This service is for loopback only: ask for localhost or 127.0.0.1 instead");
    }
    if (!request.values("origin").stream().allMatch(origin -> isOwn(origin, authority))
        || !OWN_SITE.containsAll(request.values("sec-fetch-site"))) {
      throw Refusal.forbidden("Requests of web pages of other sites are refused");
    }
  }

  private static boolean isLoopback(String authority) {
    var parts = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
    return parts.matches()
        && (LOOPBACK_ADDRESS.matcher(parts.group(1)).matches()
            || LOOPBACK_NAME.matcher(parts.group(1)).matches());
  }

  private static boolean isOwn(String origin, String authority) {
    return Optional.of(origin.indexOf("://"))
        .filter(end -> end > 0)
        .map(end -> origin.substring(end + 3).equalsIgnoreCase(authority))
        .orElse(false);
  }
}
