package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;
import java.util.OptionalInt;

/** {@code AT+CESQ}: the signal of an LTE cell. Evidence: published. */
public final class ReadLteSignal extends ReadCommand<LteSignal> {
  private static final int NOT_KNOWN = 255;

  /** Asks for the last two of six numbers; those before are of 2G and 3G. */
  public ReadLteSignal() {
    super(
        "AT+CESQ",
        Answer.line(
            "+CESQ", 6, 6, line -> new LteSignal(known(line.integer(4)), known(line.integer(5)))));
  }

  private static OptionalInt known(int number) {
    return number == NOT_KNOWN ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
