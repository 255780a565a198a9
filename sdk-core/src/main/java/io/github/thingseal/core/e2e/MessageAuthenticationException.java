package io.github.thingseal.core.e2e;

import io.github.thingseal.core.PermanentException;

/**
 * The tag of a message is wrong: it was altered on its way, or the parameters are not its own.
 * Nothing of its plaintext is released.
 */
public final class MessageAuthenticationException extends PermanentException {
  private static final long serialVersionUID = 1L;

  MessageAuthenticationException(E2eMessage message) {
    super(
        "The tag of "
            + message
            + " is wrong: the message was altered, or encrypted with other parameters than those"
            + " the service has for its key identity");
  }
}
