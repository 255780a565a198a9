package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * The state of a device. The service may know more states than are known here.
 *
 * @param name the name as the service writes it
 */
public record DeviceState(String name) {
  /**
   * Assigned to the account without being on the whitelist: blacklisted, and without features
   * (published).
   */
  public static final DeviceState ALLOCATED = new DeviceState("ALLOCATED");

  /** Bootstrapped and not yet sealed: known to the service, of no account (name assumed). */
  public static final DeviceState BOOTSTRAPPED = new DeviceState("BOOTSTRAPPED");

  /** Sealed and active (name assumed). */
  public static final DeviceState OWNED = new DeviceState("OWNED");

  /**
   * A clone: another module with its root of trust bootstrapped first (name assumed). {@link
   * DeviceOperations#clones()} is the published way to see clones.
   */
  public static final DeviceState REJECTED = new DeviceState("REJECTED");

  /**
   * Checks the name.
   *
   * @param name the name as the service writes it
   * @throws InvalidInputException if it is blank
   */
  public DeviceState {
    Arguments.required(name, "name");
    if (name.isBlank()) {
      throw new InvalidInputException("The state of a device cannot be blank");
    }
  }

  /**
   * A state by its name.
   *
   * @param name the name as the service writes it
   * @return the state
   * @throws InvalidInputException if it is blank
   */
  public static DeviceState of(String name) {
    return new DeviceState(name);
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
