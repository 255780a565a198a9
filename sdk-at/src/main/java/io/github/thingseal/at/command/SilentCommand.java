package io.github.thingseal.at.command;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/** A command that is answered by nothing but a final result code. */
interface SilentCommand extends AtCommand<Ok> {
  @Override
  default ReplyShape reply() {
    return ReplyShape.none();
  }

  @Override
  default Ok read(List<InfoLine> lines) {
    Arguments.requiredElements(lines, "lines");
    return Ok.OK;
  }
}
