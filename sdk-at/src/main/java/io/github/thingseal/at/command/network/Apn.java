package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * The name of an access point.
 *
 * @param name the name, as the operator publishes it, up to {@link #MAX_LENGTH} characters
 */
public record Apn(String name) {
  /** The longest name accepted; a limit of our own. */
  public static final int MAX_LENGTH = 100;

  private static final String WHAT = "The name of an access point";

  /**
   * Checks the name.
   *
   * @param name the name, as the operator publishes it
   */
  public Apn {
    Arguments.required(name, "name");
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      throw new InvalidInputException(
          "An access point has a name of 1 to " + MAX_LENGTH + " characters, not " + name.length());
    }
    String unused = AtStrings.quote(WHAT, name);
  }

  String quoted() {
    return AtStrings.quote(WHAT, name);
  }

  /**
   * {@return the access point of a name}
   *
   * @param name the name, as the operator publishes it
   */
  public static Apn of(String name) {
    return new Apn(name);
  }
}
