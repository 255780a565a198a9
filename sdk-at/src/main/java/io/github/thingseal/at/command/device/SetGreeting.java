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
   * Checks that nothing is null.
   *
   * @param text the greeting, empty for none
   */
  public SetGreeting {
    Arguments.required(text, "text");
  }

  @Override
  public String line() {
    return text.map(greeting -> "AT+CSGT=1," + AtStrings.quote("A greeting", greeting))
        .orElse("AT+CSGT=0");
  }
}
