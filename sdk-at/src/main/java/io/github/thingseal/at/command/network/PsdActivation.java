package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.UrcType;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * The result of the activation of a PSD profile.
 *
 * @param result 0 if it is active; the meaning of other numbers is not public
 * @param address the address of the module, where reported
 */
public record PsdActivation(int result, Optional<String> address) {
  /** Whether {@link ActivatePsdProfile} has come to its end. Evidence: published. */
  public static final UrcType<PsdActivation> URC =
      new UrcType<>(
          "+UUPSDA", line -> Optional.of(new PsdActivation(line.integer(0), line.optionalText(1))));

  /**
   * Checks that nothing is null.
   *
   * @param result 0 if it is active
   * @param address the address of the module, where reported
   */
  public PsdActivation {
    Arguments.required(address, "address");
  }

  /** {@return whether the profile is active} */
  public boolean isActive() {
    return result == 0;
  }
}
