package io.github.thingseal.cloud.internal.http;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How a request is authorized.
 *
 * @param name the name of the header, or an empty text for none
 * @param value the value of the header
 * @param secrets what the service may echo, and no error may show
 * @param isRenewable whether another token may be good if the service refuses this one
 * @param isExpired whether what the header holds has expired by this clock
 */
public record Authorization(
    String name,
    String value,
    Supplier<List<String>> secrets,
    boolean isRenewable,
    BooleanSupplier isExpired) {
  /** By a token. */
  public static Authorization ofToken(
      String value, Supplier<List<String>> secrets, BooleanSupplier isExpired) {
    return new Authorization("Authorization", value, secrets, true, isExpired);
  }

  /** By what a header of this name holds, once. */
  public static Authorization once(String name, String value, List<String> secrets) {
    return new Authorization(name, value, () -> secrets, false, () -> false);
  }

  /** None, as for the sign-in. */
  public static Authorization none(String secret) {
    return once("", "", List.of(secret));
  }

  boolean isPresent() {
    return !name.isEmpty();
  }

  @Override
  public String toString() {
    return "Authorization";
  }
}
