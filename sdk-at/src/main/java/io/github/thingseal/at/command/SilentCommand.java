package io.github.thingseal.at.command;

import io.github.thingseal.core.Done;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/** A command without information lines in its reply: a success returns {@code OK} alone. */
public interface SilentCommand extends AtCommand<Done> {
  @Override
  default ReplyShape reply() {
    return ReplyShape.none();
  }

  @Override
  default Done read(List<InfoLine> lines) {
    Arguments.requiredElements(lines, "lines");
    return Done.DONE;
  }
}
