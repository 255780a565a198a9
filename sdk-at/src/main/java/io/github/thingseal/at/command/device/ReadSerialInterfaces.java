package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import java.util.List;

/**
 * {@code AT+USIO?}: the variant of the serial interfaces that is active, and with a star the one
 * that is used after the next restart. Evidence: published.
 */
public final class ReadSerialInterfaces extends ReadCommand<List<String>> {
  /** Asks for the variants, which come as they are, such as {@code 5} and {@code *5}. */
  public ReadSerialInterfaces() {
    super("AT+USIO?", Answer.line("+USIO", 1, 2, InfoLine::texts));
  }
}
