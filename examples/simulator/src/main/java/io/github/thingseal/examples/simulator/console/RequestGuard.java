package io.github.thingseal.examples.simulator.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Lets in what the console's own page asks for. Refuses a name that an attacker lets resolve to
 * loopback (DNS rebinding), requests that pages of other sites make a browser send, and changes
 * without the token of a session.
 */
final class RequestGuard {
  /** No page of another site can set it without asking first, and the answer to that is no. */
  static final String TOKEN_HEADER = "X-Console-Token";

  static final String SESSION_PATH = "/api/session";

  private final Set<String> hosts;
  private final Sessions sessions;

  RequestGuard(int port, Sessions sessions) {
    this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    this.sessions = sessions;
  }

  void check(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String host = host(exchange, headers);
    boolean changes = exchange.getRequestMethod().equals("POST");
    checkSite(headers, host, changes);
    if (changes) {
      checkToken(headers, exchange.getRequestURI().getPath());
    }
  }

  private String host(HttpExchange exchange, Headers headers) {
    String host = only(headers, "Host").orElse("").toLowerCase(Locale.ROOT);
    String target = exchange.getRequestURI().getRawAuthority();
    if (!hosts.contains(host) || (target != null && !target.equalsIgnoreCase(host))) {
      throw new ConsoleRefusal(
          421, "The console is for loopback only: ask for 127.0.0.1 or localhost and its port");
    }
    return host;
  }

  private static void checkSite(Headers headers, String host, boolean changes) {
    List<String> origins = headers.getOrDefault("Origin", List.of());
    List<String> sites = headers.getOrDefault("Sec-Fetch-Site", List.of());
    Set<String> own = changes ? Set.of("same-origin") : Set.of("same-origin", "none");
    if (!origins.stream().allMatch(origin -> origin.equalsIgnoreCase("http://" + host))
        || !own.containsAll(sites)) {
      throw new ConsoleRefusal(403, "Requests of pages of other sites are refused");
    }
  }

  private void checkToken(Headers headers, String path) {
    Optional<String> token = only(headers, TOKEN_HEADER);
    if (token.isEmpty()) {
      throw new ConsoleRefusal(403, "A change takes the header " + TOKEN_HEADER);
    }
    if (!path.equals(SESSION_PATH) && !sessions.knows(token.get())) {
      throw new ConsoleRefusal(401, "The session has ended: load the page again");
    }
  }

  private static Optional<String> only(Headers headers, String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }
}
