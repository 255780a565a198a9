package io.github.thingseal.at.transport;

import io.github.thingseal.core.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** A serial port cannot be opened as asked: it is missing, not permitted, or no serial port. */
public final class PortUnusableException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message which port, what is wrong, what to do
   * @param cause what the port said, or null
   */
  public PortUnusableException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
