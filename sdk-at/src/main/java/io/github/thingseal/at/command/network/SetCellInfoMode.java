package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.LineCommand;
import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.Done;

/**
 * {@code AT+UCGED=n}: how {@code +UCGED} reports the serving cell; asked by {@link ReadCellInfo}.
 * Evidence: published.
 */
public final class SetCellInfoMode extends LineCommand<Done> implements SettingCommand {
  /**
   * Sets the mode.
   *
   * @param mode 5 on SARA-R410M and SARA-R412M, else 2
   */
  public SetCellInfoMode(int mode) {
    super("AT+UCGED=" + Numbers.atLeast(0, mode, "mode"));
  }
}
