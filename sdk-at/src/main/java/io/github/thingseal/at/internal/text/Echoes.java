package io.github.thingseal.at.internal.text;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.UnexpectedReplyException;

/** What an answer repeats of its command. */
public final class Echoes {
  private Echoes() {}

  /** Returns the line, which is about what was asked for; that is shown, what came is not. */
  public static InfoLine require(InfoLine line, int index, String what, Object asked) {
    if (!line.text(index).equals(asked.toString())) {
      throw new UnexpectedReplyException(what + " " + asked + " was asked for, but another came");
    }
    return line;
  }
}
