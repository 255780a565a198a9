package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.at.command.SetCommand;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * {@code AT+CSGT=1,"<text>"}: what the module says when it has started; ubxlib uses {@code Module
 * has booted.} {@code AT+CSGT=0} turns it off. Evidence: published; turning it off derived.
 */
public final class SetGreeting extends SetCommand {
  /**
   * Sets the greeting.
   *
   * @param text the greeting, empty for none
   */
  public SetGreeting(Optional<String> text) {
    super(
        "AT+CSGT="
            + Arguments.required(text, "text")
                .map(greeting -> "1," + AtStrings.quote("A greeting", greeting))
                .orElse("0"));
  }
}
