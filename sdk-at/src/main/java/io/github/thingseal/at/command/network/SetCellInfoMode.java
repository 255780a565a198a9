package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.at.internal.text.Numbers;

/**
 * {@code AT+UCGED=n}: how {@code +UCGED} reports the serving cell; asked by {@link ReadCellInfo}.
 * Evidence: published.
 *
 * @param mode 5 on SARA-R410M and SARA-R412M, else 2
 */
public record SetCellInfoMode(int mode) implements SettingCommand {
  /**
   * Checks the mode.
   *
   * @param mode 0 or more
   */
  public SetCellInfoMode {
    Numbers.atLeast(0, mode, "mode");
  }

  @Override
  public String line() {
    return "AT+UCGED=" + mode;
  }
}
