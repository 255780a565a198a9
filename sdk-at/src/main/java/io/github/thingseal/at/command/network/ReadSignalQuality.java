package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;

/** {@code AT+CSQ}: the strength of the signal. Evidence: published. */
public record ReadSignalQuality() implements RepeatableCommand<SignalQuality> {
  @Override
  public String line() {
    return "AT+CSQ";
  }

  @Override
  public Answer<SignalQuality> answer() {
    return Answer.line("+CSQ", 2, 2, line -> new SignalQuality(line.integer(0), line.integer(1)));
  }
}
