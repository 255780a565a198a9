package io.github.thingseal.at.command;

import java.util.List;

/** A command that is answered by nothing but a final result code. */
interface SilentCommand extends AtCommand<Done> {
  @Override
  default ReplyShape reply() {
    return ReplyShape.none();
  }

  @Override
  default Done read(List<InfoLine> lines) {
    return Done.OK;
  }
}
