package io.github.thingseal.at.command;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * A command that says in one value how it is answered, as all of the SDK do.
 *
 * @param <R> what the reply is read into
 */
public interface AnsweredCommand<R> extends AtCommand<R> {
  /** {@return which lines answer it, and what they are read into} */
  Answer<R> answer();

  @Override
  default ReplyShape reply() {
    return answer().shape();
  }

  @Override
  default R read(List<InfoLine> lines) {
    return answer().read(this, Arguments.requiredElements(lines, "lines"));
  }
}
