package io.github.thingseal.testkit.internal.service;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Some of many entries.
 *
 * @param entries the entries
 * @param next where the next page begins; empty on the last page
 */
record Page<V>(List<V> entries, Optional<String> next) {
  /**
   * Which entries are wanted.
   *
   * @param after the number of the last entry that was seen; 0 to begin
   * @param limit how many at most
   */
  record Request(long after, int limit) {}

  static String cursor(long number) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
  }

  /** The number in a cursor, or empty if it is none of ours. */
  static Optional<Long> number(String cursor) {
    try {
      String digits =
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
      return digits.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
