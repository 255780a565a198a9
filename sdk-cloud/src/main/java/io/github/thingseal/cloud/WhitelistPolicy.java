package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * The whitelist policy of a device profile: whether its modules must be on the whitelist to be
 * provisioned. That there are these two is published, their names in JSON are assumed. The service
 * may know more than are known here.
 *
 * @param name the name in JSON
 */
public record WhitelistPolicy(String name) {
  /** A module must be on the whitelist; the default of profiles that the portal makes. */
  public static final WhitelistPolicy REQUIRED = new WhitelistPolicy("Required");

  /** The whitelist is ignored; counts for modules that bootstrap afterwards. */
  public static final WhitelistPolicy IGNORED = new WhitelistPolicy("Ignored");

  /**
   * Checks the name.
   *
   * @param name the name in JSON
   * @throws InvalidInputException if it is blank
   */
  public WhitelistPolicy {
    Arguments.required(name, "name");
    if (name.isBlank()) {
      throw new InvalidInputException("The name of a whitelist policy cannot be blank");
    }
  }

  /**
   * A policy by its name.
   *
   * @param name the name in JSON
   * @return the policy
   * @throws InvalidInputException if it is blank
   */
  public static WhitelistPolicy of(String name) {
    return new WhitelistPolicy(name);
  }

  /**
   * The name.
   *
   * @return the same as {@link #name()}
   */
  @Override
  public String toString() {
    return name;
  }
}
