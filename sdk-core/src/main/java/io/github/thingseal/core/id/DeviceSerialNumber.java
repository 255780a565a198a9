package io.github.thingseal.core.id;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.AtText;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * The customer's serial number of a device, unique to it, sealed into its module once.
 *
 * <p>At most 16 characters on SARA-R4 and SARA-R5; usually the IMEI (15 digits). Not a secret.
 *
 * @param value the serial number
 */
public record DeviceSerialNumber(String value) {
  /** The longest serial number that modules take. */
  public static final int MAX_LENGTH = 16;

  /**
   * Checks the serial number.
   *
   * @param value 1 to 16 characters
   * @throws InvalidInputException if it is empty, longer than {@link #MAX_LENGTH} or holds a
   *     character that an AT command line cannot carry
   */
  public DeviceSerialNumber {
    Arguments.required(value, "value");
    AtText.requireIdentifier("A device serial number", value, MAX_LENGTH);
  }

  /**
   * Checks a serial number and makes a value of it.
   *
   * @param value 1 to 16 characters
   * @return the serial number
   * @throws InvalidInputException if it is empty, longer than {@link #MAX_LENGTH} or holds a
   *     character that an AT command line cannot carry
   */
  public static DeviceSerialNumber of(String value) {
    return new DeviceSerialNumber(value);
  }

  /**
   * The serial number.
   *
   * @return the same as {@link #value()}
   */
  @Override
  public String toString() {
    return value;
  }
}
