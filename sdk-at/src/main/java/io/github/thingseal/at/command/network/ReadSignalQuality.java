package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;

/** {@code AT+CSQ}: the strength of the signal. Evidence: published. */
public final class ReadSignalQuality extends ReadCommand<SignalQuality> {
  /** Asks for the strength. */
  public ReadSignalQuality() {
    super(
        "AT+CSQ",
        Answer.line("+CSQ", 2, 2, line -> new SignalQuality(line.integer(0), line.integer(1))));
  }
}
