package io.github.thingseal.at.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A line took nothing at all of a block: what was to be sent has surely not been sent. */
public final class NothingWrittenException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was attempted, on what, and what came back; no secrets
   */
  public NothingWrittenException(@Nullable String message) {
    super(message);
  }
}
