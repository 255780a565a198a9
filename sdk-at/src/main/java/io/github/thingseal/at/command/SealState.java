package io.github.thingseal.at.command;

/**
 * How far a module has come: the three flags of {@code +USECDEVINFO}. Evidence: published.
 *
 * @param moduleRegistered the first flag
 * @param deviceRegistered the second flag
 * @param deviceActivated the third flag
 */
public record SealState(
    boolean moduleRegistered, boolean deviceRegistered, boolean deviceActivated) {
  /**
   * Whether the module has been bootstrapped: (1,x,1).
   *
   * @return true if bootstrapped, whether sealed or not
   */
  public boolean isBootstrapped() {
    return moduleRegistered && deviceActivated;
  }

  /**
   * Whether the module has been sealed: (1,1,1).
   *
   * @return true if sealed; it cannot be sealed again
   */
  public boolean isSealed() {
    return moduleRegistered && deviceRegistered && deviceActivated;
  }

  /**
   * The flags as on the wire.
   *
   * @return such as {@code 1,0,1}
   */
  @Override
  public String toString() {
    return digit(moduleRegistered) + "," + digit(deviceRegistered) + "," + digit(deviceActivated);
  }

  private static String digit(boolean flag) {
    return flag ? "1" : "0";
  }
}
