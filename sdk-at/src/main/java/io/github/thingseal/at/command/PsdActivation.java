package io.github.thingseal.at.command;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * What became of the activation of a PSD profile.
 *
 * @param result 0 if it is active; the meaning of other numbers is not public
 * @param address the address of the module, where told
 */
public record PsdActivation(int result, Optional<String> address) {
  /**
   * Checks that nothing is null.
   *
   * @param result 0 if it is active
   * @param address the address of the module, where told
   */
  public PsdActivation {
    Arguments.required(address, "address");
  }

  /**
   * Whether the profile is active.
   *
   * @return true if it is
   */
  public boolean isActive() {
    return result == 0;
  }
}
