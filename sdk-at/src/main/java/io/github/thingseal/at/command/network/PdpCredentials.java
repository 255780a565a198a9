package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;

/**
 * User and password of an access point, and the method of authentication.
 *
 * <p>Immutable; the password stays open, and is read when the command is sent. It is never shown.
 *
 * @param protocol the method of authentication
 * @param user the name, printable ASCII without quotes and commas
 * @param password the password, printable ASCII without quotes and commas; the caller closes it
 */
public record PdpCredentials(Protocol protocol, String user, SecretBytes password) {
  /**
   * The method of authentication. Evidence: derived, from the numbers of {@code +CGAUTH} (27.007).
   */
  public enum Protocol {
    /** In the clear. */
    PAP(1),
    /** As the answer to a challenge. */
    CHAP(2);

    final int number;

    Protocol(int number) {
      this.number = number;
    }
  }

  private static final String USER = "The user of an access point";
  private static final String PASSWORD = "The password of an access point";

  /**
   * Checks the parts.
   *
   * @param protocol the method of authentication
   * @param user the name
   * @param password the password
   */
  public PdpCredentials {
    Arguments.required(protocol, "protocol");
    String unused = AtStrings.quote(USER, Arguments.required(user, "user"));
    String unusedToo = AtStrings.quoteSecret(PASSWORD, Arguments.required(password, "password"));
  }

  String quotedUser() {
    return AtStrings.quote(USER, user);
  }

  String quotedPassword() {
    return AtStrings.quoteSecret(PASSWORD, password);
  }
}
