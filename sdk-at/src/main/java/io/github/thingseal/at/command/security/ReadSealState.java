package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/**
 * {@code AT+USECDEVINFO?}: whether the module is bootstrapped and sealed. Until bootstrap has
 * succeeded it may be answered with an error, or block. Evidence: published.
 *
 * @param timeLimit how long the module may take, positive
 */
public record ReadSealState(Duration timeLimit)
    implements SecurityCommand<SealState>, RepeatableCommand<SealState> {
  /**
   * Checks the time limit.
   *
   * @param timeLimit how long the module may take
   */
  public ReadSealState {
    timeLimit = Arguments.positive(timeLimit, "timeLimit");
  }

  /** With the usual time limit of the security commands, 150 s. */
  public ReadSealState() {
    this(TIME_LIMIT);
  }

  @Override
  public String line() {
    return "AT+USECDEVINFO?";
  }

  @Override
  public Answer<SealState> answer() {
    return Answer.line(
        "+USECDEVINFO", 3, 3, line -> new SealState(line.flag(0), line.flag(1), line.flag(2)));
  }
}
