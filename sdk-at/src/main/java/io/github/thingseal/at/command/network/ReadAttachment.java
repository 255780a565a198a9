package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;

/** {@code AT+CGATT?}: whether the module is attached to the packet domain. Evidence: published. */
public final class ReadAttachment extends ReadCommand<Boolean> {
  /** Asks whether it is. */
  public ReadAttachment() {
    super("AT+CGATT?", Answer.line("+CGATT", 1, 1, line -> line.flag(0)));
  }
}
