package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * The kind of a security event. All names are assumed; the service may know more than are known
 * here.
 *
 * @param name the name as the service writes it
 */
public record EventType(String name) {
  /** A module completed its bootstrap. */
  public static final EventType BOOTSTRAPPED = new EventType("Bootstrapped");

  /** A device was assigned to the account. */
  public static final EventType CLAIMED = new EventType("Claimed");

  /** A second module with the root of trust of another one was blocked. */
  public static final EventType CLONE_REJECTED = new EventType("CloneRejected");

  /** A device came under suspicion. */
  public static final EventType SUSPICIOUS = new EventType("Suspicious");

  /** A device was assigned without being on the whitelist, and is blacklisted. */
  public static final EventType WHITELIST_MISS = new EventType("WhitelistMiss");

  /** Features of a device came into force or out of it. */
  public static final EventType FEATURES_CHANGED = new EventType("FeaturesChanged");

  /** A fresh key set of a device came into force. */
  public static final EventType KEY_SET_ROTATED = new EventType("KeySetRotated");

  /** An access key was made. */
  public static final EventType ACCESS_KEY_CREATED = new EventType("AccessKeyCreated");

  /**
   * Checks the name.
   *
   * @param name the name as the service writes it
   * @throws InvalidInputException if it is blank
   */
  public EventType {
    Arguments.required(name, "name");
    if (name.isBlank()) {
      throw new InvalidInputException("The type of an event cannot be blank");
    }
  }

  /**
   * A type by its name.
   *
   * @param name the name as the service writes it
   * @return the type
   * @throws InvalidInputException if it is blank
   */
  public static EventType of(String name) {
    return new EventType(name);
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
