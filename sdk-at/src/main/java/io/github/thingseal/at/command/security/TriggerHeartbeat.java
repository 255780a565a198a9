package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.SilentCommand;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/**
 * {@code AT+USECCONN}: a heartbeat at once. Rate limited by the module, so never repeated.
 * Evidence: published.
 *
 * @param timeLimit how long it may take; 150 s in ubxlib, but the vendor's guide says that SARA-R5
 *     blocks for up to 5 minutes
 */
public record TriggerHeartbeat(Duration timeLimit) implements SecurityCommand<Done>, SilentCommand {
  /**
   * Checks that nothing is null.
   *
   * @param timeLimit how long it may take
   */
  public TriggerHeartbeat {
    Arguments.required(timeLimit, "timeLimit");
  }

  @Override
  public String line() {
    return "AT+USECCONN";
  }
}
