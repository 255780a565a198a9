package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SetCommand;
import io.github.thingseal.at.internal.text.Numbers;

/**
 * {@code AT+UCGED=n}: how {@code +UCGED} reports the serving cell; asked by {@link ReadCellInfo}.
 * Evidence: published.
 */
public final class SetCellInfoMode extends SetCommand {
  /**
   * Sets the mode.
   *
   * @param mode 5 on SARA-R410M and SARA-R412M, else 2
   */
  public SetCellInfoMode(int mode) {
    super("AT+UCGED=" + Numbers.atLeast(0, mode, "mode"));
  }
}
