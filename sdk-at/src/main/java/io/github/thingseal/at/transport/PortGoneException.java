package io.github.thingseal.at.transport;

import io.github.thingseal.core.PermanentException;
import org.jspecify.annotations.Nullable;

/** A port is never opened again: the program has closed what leads to it. */
public final class PortGoneException extends PermanentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was attempted, on which port, and why it is gone; no secrets
   * @param cause what came of opening the port, or null
   */
  public PortGoneException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
