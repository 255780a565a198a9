package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * {@code AT+CSGT=1,"<text>"}: what the module says when it has started; ubxlib uses {@code Module
 * has booted.} {@code AT+CSGT=0} turns it off. Evidence: published; turning it off derived.
 *
 * @param text the greeting, empty for none
 */
public record SetGreeting(Optional<String> text) implements SettingCommand {
  /**
   * Checks that a command line can carry it.
   *
   * @param text the greeting, empty for none
   */
  public SetGreeting {
    Optional<String> unused = Arguments.required(text, "text").map(SetGreeting::quoted);
  }

  private static String quoted(String greeting) {
    return AtStrings.quote("A greeting", greeting);
  }

  @Override
  public String line() {
    return text.map(greeting -> "AT+CSGT=1," + quoted(greeting)).orElse("AT+CSGT=0");
  }
}
