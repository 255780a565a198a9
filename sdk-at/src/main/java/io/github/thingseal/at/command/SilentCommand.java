package io.github.thingseal.at.command;

import io.github.thingseal.core.Done;

/** A command without information lines in its reply: a success returns {@code OK} alone. */
public interface SilentCommand extends AnsweredCommand<Done> {
  @Override
  default Answer<Done> answer() {
    return Answer.ok();
  }
}
