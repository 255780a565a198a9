package io.github.thingseal.at.command.security;

import io.github.thingseal.core.InvalidInputException;

/**
 * The state of a module: the three flags of {@code +USECDEVINFO}, or that it did not report them.
 * Evidence: published.
 *
 * @param moduleRegistered the first flag
 * @param deviceRegistered the second flag
 * @param deviceActivated the third flag
 * @param isKnown whether the module reported its state; if not, no flag is set
 */
public record SealState(
    boolean moduleRegistered, boolean deviceRegistered, boolean deviceActivated, boolean isKnown) {
  /**
   * The module did not say: it returned an error, or nothing in time, as some firmware does until
   * bootstrap has succeeded.
   */
  public static final SealState UNKNOWN = new SealState(false, false, false, false);

  /**
   * Refuses flags that nothing reported.
   *
   * @param moduleRegistered the first flag
   * @param deviceRegistered the second flag
   * @param deviceActivated the third flag
   * @param isKnown whether the module reported its state
   */
  public SealState {
    if (!isKnown && (moduleRegistered || deviceRegistered || deviceActivated)) {
      throw new InvalidInputException("A state that is not known has no flags");
    }
  }

  /**
   * A state that the module reported.
   *
   * @param moduleRegistered the first flag
   * @param deviceRegistered the second flag
   * @param deviceActivated the third flag
   */
  public SealState(boolean moduleRegistered, boolean deviceRegistered, boolean deviceActivated) {
    this(moduleRegistered, deviceRegistered, deviceActivated, true);
  }

  /** {@return whether the module has reported that it is bootstrapped, sealed or not: (1,x,1)} */
  public boolean isBootstrapped() {
    return moduleRegistered && deviceActivated;
  }

  /** {@return whether the module has reported that it is sealed, permanently: (1,1,1)} */
  public boolean isSealed() {
    return moduleRegistered && deviceRegistered && deviceActivated;
  }

  /** The flags as on the wire, such as {@code 1,0,1}, or {@code unknown}. */
  @Override
  public String toString() {
    if (!isKnown) {
      return "unknown";
    }
    return digit(moduleRegistered) + "," + digit(deviceRegistered) + "," + digit(deviceActivated);
  }

  private static String digit(boolean flag) {
    return flag ? "1" : "0";
  }
}
