package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;
import java.util.OptionalInt;

/** {@code AT+CESQ}: the signal of an LTE cell. Evidence: published. */
public record ReadLteSignal() implements RepeatableCommand<LteSignal> {
  private static final int NOT_KNOWN = 255;

  @Override
  public String line() {
    return "AT+CESQ";
  }

  /** The last two of six numbers; those before are of 2G and 3G. */
  @Override
  public Answer<LteSignal> answer() {
    return Answer.line(
        "+CESQ", 6, 6, line -> new LteSignal(known(line.integer(4)), known(line.integer(5))));
  }

  private static OptionalInt known(int number) {
    return number == NOT_KNOWN ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
