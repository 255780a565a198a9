package io.github.thingseal.cloud.internal.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The Retry-After header: seconds, or a date. */
final class RetryAfter {
  private static final String HEADER = "Retry-After";
  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  /** A date counts from that of the answer, and from this clock's only if the answer has none. */
  static Optional<Duration> of(Response response, Instant now) {
    String value = Objects.requireNonNullElse(response.header(HEADER), "").strip();
    if (isDigits(value)) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(bounded(value))));
    }
    Instant at = date(response, HEADER);
    if (at == null) {
      return Optional.empty();
    }
    Instant answered = Objects.requireNonNullElse(date(response, "Date"), now);
    Duration left = Duration.between(answered, at);
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  /** OkHttp reads the header as an int and fails on a larger number, losing the answer. */
  static Response bound(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String value = response.header(HEADER);
    return value == null || !isDigits(value)
        ? response
        : response.newBuilder().header(HEADER, bounded(value)).build();
  }

  private static @Nullable Instant date(Response response, String header) {
    return response.headers().getInstant(header);
  }

  private static boolean isDigits(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String bounded(String digits) {
    return digits.length() > MAX_DIGITS ? "9".repeat(MAX_DIGITS) : digits;
  }
}
