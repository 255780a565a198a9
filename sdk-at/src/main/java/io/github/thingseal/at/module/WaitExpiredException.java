package io.github.thingseal.at.module;

import io.github.thingseal.core.TransientException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An event did not happen within the limit of the wait; it may still happen. The cause of a {@link
 * io.github.thingseal.at.command.DeadlineExceededException} if the time of the call is over in a
 * pause of the wait.
 */
public final class WaitExpiredException extends TransientException {
  private static final long serialVersionUID = 1L;

  /** How long was waited; a part of the serialized form. */
  private final Duration limit;

  WaitExpiredException(String message, Duration limit, @Nullable Throwable cause) {
    super(message, cause);
    this.limit = limit;
  }

  /** {@return how long was waited} */
  public Duration limit() {
    return limit;
  }
}
