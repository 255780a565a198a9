package io.github.thingseal.testkit.internal.service;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request up to its body, by RFC 9112.
 *
 * @param method the method
 * @param target the target as sent: a path, or an absolute URI
 * @param version the version of HTTP
 * @param headers the headers by lower-case name
 */
record HttpHead(String method, String target, String version, Map<String, List<String>> headers) {
  static final String HTTP_1_0 = "HTTP/1.0";
  static final String HTTP_1_1 = "HTTP/1.1";

  private static final String SCHEME_END = "://";

  List<String> values(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** The only value of a header that may come once. */
  Optional<String> value(String name) {
    List<String> values = values(name).stream().distinct().toList();
    if (values.size() > 1) {
      throw Refusal.badRequest("The header " + name + " came with different values");
    }
    return values.stream().findFirst();
  }

  /** Whether a header that is a list has an element. */
  boolean lists(String name, String element) {
    return values(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .anyMatch(part -> part.strip().equalsIgnoreCase(element));
  }

  /** The path without its query; an absolute URI is what a proxy would be sent. */
  String path() {
    String path = isAbsolute() ? target.substring(Math.max(pathStart(), 0)) : target;
    int query = path.indexOf('?');
    String bare = query < 0 ? path : path.substring(0, query);
    return isAbsolute() && pathStart() < 0 ? "/" : bare;
  }

  /** Host and port that were asked for; those of an absolute URI count more than the header. */
  Optional<String> authority() {
    Optional<String> host = value("host");
    if (!isAbsolute()) {
      return host;
    }
    int start = target.indexOf(SCHEME_END) + SCHEME_END.length();
    return Optional.of(target.substring(start, pathStart() < 0 ? target.length() : pathStart()));
  }

  /** Before HTTP/1.1 a client had to ask for the connection to stay. */
  boolean isLastOnConnection() {
    return lists("connection", "close")
        || (version.equals(HTTP_1_0) && !lists("connection", "keep-alive"));
  }

  boolean isChunked() {
    return !values("transfer-encoding").isEmpty();
  }

  boolean expectsContinue() {
    return version.equals(HTTP_1_1) && lists("expect", "100-continue");
  }

  /** The length that is announced; 0 without a body. */
  long contentLength() {
    String length = value("content-length").orElse("0");
    if (!length.matches("[0-9]{1,18}")) {
      throw Refusal.badRequest("Content-Length is no number of bytes");
    }
    return Long.parseLong(length);
  }

  private boolean isAbsolute() {
    String lower = target.toLowerCase(Locale.ROOT);
    return lower.startsWith("http" + SCHEME_END) || lower.startsWith("https" + SCHEME_END);
  }

  /** Where the path of an absolute URI begins; negative without one. */
  private int pathStart() {
    int start = target.indexOf(SCHEME_END) + SCHEME_END.length();
    int slash = target.indexOf('/', start);
    int query = target.indexOf('?', start);
    return slash >= 0 && query >= 0 ? Math.min(slash, query) : Math.max(slash, query);
  }
}
