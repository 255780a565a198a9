package io.github.thingseal.testkit.internal.service;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request in terms of the service.
 *
 * @param method the HTTP method
 * @param path the path below the base, or the whole path if it is not below it
 * @param known whether the path is below the base
 * @param authority host and port that were asked for
 * @param headers the headers by lower-case name
 * @param body the body, a character a byte (ISO 8859-1), cut at the limit
 * @param bodySize the size of the whole body in bytes
 */
record ServiceRequest(
    String method,
    String path,
    boolean known,
    Optional<String> authority,
    Map<String, List<String>> headers,
    String body,
    long bodySize) {
  /** What the published base URL ends with. */
  static final String BASE = "/v1";

  static ServiceRequest of(HttpHead head, String body, long bodySize) {
    String path = head.path();
    boolean known = path.startsWith(BASE + "/");
    return new ServiceRequest(
        head.method(),
        known ? path.substring(BASE.length()) : path,
        known,
        head.authority(),
        head.headers(),
        body,
        bodySize);
  }

  byte[] bodyBytes() {
    return body.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** All values of a header. */
  List<String> values(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** The only value of a header, if it came once. */
  Optional<String> header(String name) {
    List<String> values = values(name);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }
}
