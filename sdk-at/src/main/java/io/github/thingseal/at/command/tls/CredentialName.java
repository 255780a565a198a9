package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * The name of a credential in a module's store.
 *
 * @param value the name, up to {@link #MAX_LENGTH} characters
 */
public record CredentialName(String value) {
  /** The longest name accepted; a limit of our own. */
  public static final int MAX_LENGTH = 200;

  private static final String WHAT = "The name of a credential";

  /**
   * Checks the name.
   *
   * @param value the name
   */
  public CredentialName {
    Arguments.required(value, "value");
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new InvalidInputException(
          "The name of a credential has 1 to " + MAX_LENGTH + " characters, not " + value.length());
    }
    String unused = AtStrings.quote(WHAT, value);
  }

  /**
   * {@return a name}
   *
   * @param value the name
   */
  public static CredentialName of(String value) {
    return new CredentialName(value);
  }

  /** Type and name, as the commands of the credential store have them. */
  static String parameters(CredentialType type, CredentialName name) {
    Arguments.required(type, "type");
    Arguments.required(name, "name");
    return type.number + "," + AtStrings.quote(WHAT, name.value);
  }
}
