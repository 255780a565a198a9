package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * What a credential in a module's store is called.
 *
 * @param value the name
 */
public record CredentialName(String value) {
  /** The longest name accepted; a limit of our own. */
  public static final int MAX_LENGTH = 200;

  /**
   * Checks the name.
   *
   * @param value the name
   * @throws InvalidInputException if it is empty, longer than {@link #MAX_LENGTH} or holds a
   *     character that an AT command line cannot carry
   */
  public CredentialName {
    Arguments.required(value, "value");
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new InvalidInputException(
          "The name of a credential has 1 to " + MAX_LENGTH + " characters, not " + value.length());
    }
    String unused = AtStrings.quote("The name of a credential", value);
  }

  /**
   * Checks a name and makes a value of it.
   *
   * @param value the name
   * @return the name
   * @throws InvalidInputException if it is empty, longer than {@link #MAX_LENGTH} or holds a
   *     character that an AT command line cannot carry
   */
  public static CredentialName of(String value) {
    return new CredentialName(value);
  }

  String quoted() {
    return AtStrings.quote("The name of a credential", value);
  }
}
