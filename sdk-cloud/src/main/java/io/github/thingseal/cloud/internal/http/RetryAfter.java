package io.github.thingseal.cloud.internal.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;

/** The Retry-After header: seconds, or a date. */
final class RetryAfter {
  private static final String HEADER = "Retry-After";
  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  static Optional<Duration> of(Response response, Instant now) {
    String value = response.header(HEADER, "");
    return value == null ? Optional.empty() : parse(value.strip(), now);
  }

  static Optional<Duration> parse(String value, Instant now) {
    if (isDigits(value)) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(bounded(value))));
    }
    try {
      Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration left = Duration.between(now, at);
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** OkHttp reads the header as an int and fails on a larger number, losing the answer. */
  static Response bound(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String value = response.header(HEADER);
    return value == null || !isDigits(value)
        ? response
        : response.newBuilder().header(HEADER, bounded(value)).build();
  }

  private static boolean isDigits(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String bounded(String digits) {
    return digits.length() > MAX_DIGITS ? "9".repeat(MAX_DIGITS) : digits;
  }
}
