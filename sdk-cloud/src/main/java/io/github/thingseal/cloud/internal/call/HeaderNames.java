package io.github.thingseal.cloud.internal.call;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of headers that callers choose. */
public final class HeaderNames {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Set<String> TAKEN =
      Set.of(
          "accept",
          "accept-encoding",
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "cookie",
          "expect",
          "host",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  private HeaderNames() {}

  /** Whether it is the name of a header that has no other meaning in these requests. */
  public static boolean isFree(String name) {
    return NAME.matcher(name).matches() && !TAKEN.contains(name.toLowerCase(Locale.ROOT));
  }
}
