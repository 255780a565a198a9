package io.github.thingseal.at.command;

import io.github.thingseal.core.PermanentException;
import org.jspecify.annotations.Nullable;

/** A module said {@code OK}, but what it said before is not what the command promises. */
public final class UnexpectedReplyException extends PermanentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was expected and what came; no secrets
   */
  public UnexpectedReplyException(@Nullable String message) {
    super(message);
  }
}
