package io.github.thingseal.at.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A line took some of a block, but surely not its end: what was to be sent cannot be understood.
 */
public final class EndNotWrittenException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was attempted, on what, and what came back; no secrets
   */
  public EndNotWrittenException(@Nullable String message) {
    super(message);
  }
}
