package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;

/**
 * {@code AT+USECCHIP}: the immutable identity of the chip, on SARA-R5, SARA-R42 and LARA-R6.
 * Evidence: published, but for the form of the answer, which is taken as it comes.
 */
public final class ReadChipId extends SecurityQuery<String> {
  /** Asks for the identity, which is the last parameter. */
  public ReadChipId() {
    super(
        "AT+USECCHIP",
        Answer.line("+USECCHIP", 1, Integer.MAX_VALUE, line -> line.text(line.size() - 1)));
  }
}
