package io.github.thingseal.cloud.error;

import io.github.thingseal.core.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * A source has no credentials at all: variables that are not set, a file that is not there. A chain
 * goes on to its next source. Credentials that are there and cannot be used are another matter, and
 * end the chain.
 */
public final class CredentialsMissingException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is missing and how to set it
   */
  public CredentialsMissingException(@Nullable String message) {
    super(message);
  }
}
