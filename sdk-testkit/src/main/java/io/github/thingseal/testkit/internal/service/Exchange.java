package io.github.thingseal.testkit.internal.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okio.ByteString;

/**
 * A request in terms of the service.
 *
 * @param method the HTTP method
 * @param path the path below the base, or the whole path if it is not below it
 * @param known whether the path is below the base
 * @param headers the headers by lower-case name
 * @param body the body, cut at the limit
 * @param bodySize the size of the whole body in bytes
 * @param version the version of HTTP, as in the request line
 */
record Exchange(
    String method,
    String path,
    boolean known,
    Map<String, List<String>> headers,
    ByteString body,
    long bodySize,
    String version) {
  /** What the published base URL ends with. */
  static final String BASE = "/v1";

  static Exchange of(RecordedRequest request) {
    String target = request.getTarget();
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    boolean known = path.startsWith(BASE + "/");
    ByteString body = request.getBody();
    return new Exchange(
        request.getMethod(),
        known ? path.substring(BASE.length()) : path,
        known,
        headers(request.getHeaders()),
        body == null ? ByteString.EMPTY : body,
        request.getBodySize(),
        request.getVersion());
  }

  /** Before HTTP/1.1 a client had to ask for the connection to stay. */
  boolean isLastOnConnection() {
    return asks("close") || (version.equals("HTTP/1.0") && !asks("keep-alive"));
  }

  private boolean asks(String option) {
    return headers.getOrDefault("connection", List.of()).stream()
        .anyMatch(option::equalsIgnoreCase);
  }

  private static Map<String, List<String>> headers(Headers headers) {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    for (String name : headers.names()) {
      byName.put(name.toLowerCase(Locale.ROOT), headers.values(name));
    }
    return byName;
  }
}
