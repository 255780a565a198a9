package io.github.thingseal.core.id;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.AtText;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * DeviceProfileUID: names the group of devices that share features and price plan.
 *
 * <p>Made in the portal, such as {@code AgbCtixjwqLjwV3VWpfPyz}, and sealed into a module once. The
 * vendor asks to keep it secret: anyone who holds it can claim devices for it. So {@link
 * #toString()} shows its beginning only, and an error about it repeats none of it; {@link #value()}
 * is the whole.
 *
 * @param value the whole identifier
 */
public record DeviceProfileUid(String value) {
  /** The longest text accepted; the samples have 22 characters, the true limit is unknown. */
  public static final int MAX_LENGTH = 64;

  private static final int SHOWN_AT_MOST = 4;

  /**
   * Checks the identifier.
   *
   * @param value the whole identifier
   * @throws InvalidInputException if it is empty, longer than {@link #MAX_LENGTH} or holds a
   *     character that an AT command line cannot carry
   */
  public DeviceProfileUid {
    Arguments.required(value, "value");
    AtText.requireIdentifier("A DeviceProfileUID", value, MAX_LENGTH);
  }

  /**
   * Checks an identifier and makes a value of it.
   *
   * @param value the identifier, as the portal shows it
   * @return the identifier
   * @throws InvalidInputException if it is empty, longer than {@link #MAX_LENGTH} or holds a
   *     character that an AT command line cannot carry
   */
  public static DeviceProfileUid of(String value) {
    return new DeviceProfileUid(value);
  }

  /**
   * The beginning of the identifier, enough to distinguish profiles in a log: a quarter of it, and
   * never more than four characters.
   *
   * @return such as {@code AgbC…}
   */
  @Override
  public String toString() {
    return value.substring(0, Math.min(SHOWN_AT_MOST, value.length() / 4)) + "…";
  }
}
