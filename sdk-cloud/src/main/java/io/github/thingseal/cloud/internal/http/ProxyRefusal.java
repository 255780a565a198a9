package io.github.thingseal.cloud.internal.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy that did not let a request through. OkHttp and the JDK say so in the text of an
 * IOException only.
 *
 * @param reason what the proxy answered
 * @param isFinal whether asking again would bring the same
 * @param advice what to do about it
 */
record ProxyRefusal(String reason, boolean isFinal, String advice) {
  private static final Pattern CONNECT =
      Pattern.compile("Unexpected response code for CONNECT: (\\d{1,3})");
  private static final Set<String> NO_CREDENTIALS =
      Set.of("Failed to authenticate with proxy", "Too many tunnel connections attempted: 21");
  private static final Pattern SOCKS = Pattern.compile("SOCKS ?(?:server|:).{0,60}");
  private static final Pattern SOCKS_FINAL =
      Pattern.compile(".*(?:not allowed|authentication|acceptable|not supported).*");
  private static final int FIRST_SERVER_ERROR = 500;

  private static final String GIVE_CREDENTIALS =
      "Give it credentials with proxy(ProxySettings...withCredentials(...))";
  private static final String GIVE_LEAVE = "Have it let requests to that host pass";

  /** What the proxy refused, if that is what the exception says. */
  static Optional<ProxyRefusal> of(IOException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (NO_CREDENTIALS.contains(message)) {
      return Optional.of(new ProxyRefusal("status 407 to CONNECT", true, GIVE_CREDENTIALS));
    }
    Matcher connect = CONNECT.matcher(message);
    if (connect.matches()) {
      int status = Integer.parseInt(connect.group(1));
      boolean isFinal = status < FIRST_SERVER_ERROR;
      return Optional.of(new ProxyRefusal("status " + status + " to CONNECT", isFinal, GIVE_LEAVE));
    }
    if (SOCKS.matcher(message).matches()) {
      boolean isFinal = SOCKS_FINAL.matcher(message).matches();
      String advice = GIVE_LEAVE + ", or give it credentials";
      return Optional.of(new ProxyRefusal(message, isFinal, advice));
    }
    return Optional.empty();
  }

  /** Host and port, as they were set. */
  static String address(Proxy proxy) {
    return proxy.address() instanceof InetSocketAddress address
        ? address.getHostString() + ":" + address.getPort()
        : String.valueOf(proxy.address());
  }
}
