package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.AnsweredCommand;
import java.time.Duration;

/** What the commands of the root of trust have in common. */
interface SecurityCommand<R> extends AnsweredCommand<R> {
  /** ubxlib's limit for all of them; they usually answer within 10 s. */
  Duration TIME_LIMIT = Duration.ofSeconds(150);

  @Override
  default Duration timeLimit() {
    return TIME_LIMIT;
  }

  /** Only some of them carry secrets, and say so. */
  @Override
  default boolean secret() {
    return false;
  }
}
