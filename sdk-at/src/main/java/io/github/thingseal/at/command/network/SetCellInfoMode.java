package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SettingCommand;

/**
 * {@code AT+UCGED=n}: how {@code +UCGED} reports the serving cell; asked by {@link ReadCellInfo}.
 * Evidence: published.
 *
 * @param mode 5 on SARA-R410M and SARA-R412M, else 2
 */
public record SetCellInfoMode(int mode) implements SettingCommand {
  @Override
  public String line() {
    return "AT+UCGED=" + mode;
  }
}
