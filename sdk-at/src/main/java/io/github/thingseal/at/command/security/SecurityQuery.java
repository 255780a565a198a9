package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;

/** What asks the root of trust, may be asked again, and carries no secret. */
abstract class SecurityQuery<R> extends ReadCommand<R> implements SecurityCommand<R> {
  SecurityQuery(String line, Answer<R> answer) {
    super(line, answer);
  }
}
