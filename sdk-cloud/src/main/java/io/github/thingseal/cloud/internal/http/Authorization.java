package io.github.thingseal.cloud.internal.http;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How a request is authorized.
 *
 * @param header the value of the header, or an empty text for none
 * @param secrets what the service may echo, and no error may show
 * @param isExpired whether what the header holds has expired by this clock
 */
record Authorization(String header, Supplier<List<String>> secrets, BooleanSupplier isExpired) {
  /** None, as for the sign-in. */
  static Authorization none(String secret) {
    return new Authorization("", () -> List.of(secret), () -> false);
  }

  boolean isPresent() {
    return !header.isEmpty();
  }

  @Override
  public String toString() {
    return "Authorization";
  }
}
