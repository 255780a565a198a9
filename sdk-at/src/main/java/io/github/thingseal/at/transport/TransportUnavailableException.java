package io.github.thingseal.at.transport;

import io.github.thingseal.core.TransientException;
import org.jspecify.annotations.Nullable;

/** A transport cannot be opened now: the port is busy, or no one answers at the address. */
public final class TransportUnavailableException extends TransientException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was opened, what came back, what to do
   * @param cause what led to it, or null
   */
  public TransportUnavailableException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
