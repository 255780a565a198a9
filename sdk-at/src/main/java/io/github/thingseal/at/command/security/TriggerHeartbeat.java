package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.SilentCommand;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/**
 * {@code AT+USECCONN}: a heartbeat at once. Rate limited by the module, so never repeated.
 * Evidence: published.
 *
 * @param timeLimit how long it may take, positive; 150 s in ubxlib, but the vendor's guide says
 *     that SARA-R5 blocks for up to 5 minutes
 */
public record TriggerHeartbeat(Duration timeLimit) implements SecurityCommand<Done>, SilentCommand {
  /**
   * Checks the time limit.
   *
   * @param timeLimit how long it may take, positive
   */
  public TriggerHeartbeat {
    timeLimit = Arguments.positive(timeLimit, "timeLimit");
  }

  @Override
  public String line() {
    return "AT+USECCONN";
  }
}
