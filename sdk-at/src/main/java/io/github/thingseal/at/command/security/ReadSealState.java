package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/**
 * {@code AT+USECDEVINFO?}: whether the module is bootstrapped and sealed. Until bootstrap has
 * succeeded it may be answered with an error, or block. Evidence: published.
 */
public final class ReadSealState extends SecurityQuery<SealState> {
  private final Duration timeLimit;

  /**
   * Asks for the state.
   *
   * @param timeLimit how long the module may take, positive
   */
  public ReadSealState(Duration timeLimit) {
    super(
        "AT+USECDEVINFO?",
        Answer.line(
            "+USECDEVINFO", 3, 3, line -> new SealState(line.flag(0), line.flag(1), line.flag(2))));
    this.timeLimit = Arguments.positive(timeLimit, "timeLimit");
  }

  /** With the usual time limit of the security commands, 150 s. */
  public ReadSealState() {
    this(TIME_LIMIT);
  }

  @Override
  public Duration timeLimit() {
    return timeLimit;
  }
}
