package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;

/** {@code AT+CGSN=2}: IMEI and software version, 16 digits. Evidence: published. */
public record ReadImeiSv() implements RepeatableCommand<String> {
  @Override
  public String line() {
    return "AT+CGSN=2";
  }

  @Override
  public Answer<String> answer() {
    return Answer.line("+CGSN", 1, 1, line -> line.text(0));
  }
}
