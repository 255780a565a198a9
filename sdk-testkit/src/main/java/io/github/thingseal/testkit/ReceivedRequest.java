package io.github.thingseal.testkit;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that the simulated service received, without its secrets.
 *
 * @param method the HTTP method
 * @param path the path below the base URL, such as {@code /authenticate}; the whole path if it is
 *     not below it
 * @param headers the headers by their names in lower case; a token is {@code ***} if it came bare,
 *     {@code Bearer ***} if it did not
 * @param body the JSON object, where secrets are {@code ***} and DeviceProfileUIDs shortened; its
 *     length if it is none
 */
public record ReceivedRequest(
    String method, String path, Map<String, List<String>> headers, String body) {
  /**
   * Copies the headers.
   *
   * @param method the HTTP method
   * @param path the path below the base URL
   * @param headers the headers by their names in lower case
   * @param body the JSON object without its secrets
   */
  public ReceivedRequest {
    Arguments.required(method, "method");
    Arguments.required(path, "path");
    Arguments.required(headers, "headers");
    Arguments.requiredElements(headers.keySet(), "headers");
    Arguments.requiredElements(headers.values(), "headers");
    Arguments.required(body, "body");
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /**
   * The first value of a header.
   *
   * @param lowerCaseName the name of the header in lower case
   * @return its value, or empty if the request had no such header
   */
  public Optional<String> header(String lowerCaseName) {
    Arguments.required(lowerCaseName, "lowerCaseName");
    return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
  }
}
