package io.github.thingseal.at.command.device;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.OptionalInt;

/**
 * The power saving of a module's UART.
 *
 * @param mode 0 off, 1 timed, 2 by RTS, 3 by DTR, 4 by activity
 * @param gsmFrames the idle time in GSM frames of 4.615 ms, where the module reports one
 */
public record UartPowerSaving(int mode, OptionalInt gsmFrames) {
  /**
   * Checks that nothing is null.
   *
   * @param mode 0 off, 1 timed, 2 by RTS, 3 by DTR, 4 by activity
   * @param gsmFrames the idle time in GSM frames of 4.615 ms, where the module reports one
   */
  public UartPowerSaving {
    Arguments.required(gsmFrames, "gsmFrames");
  }
}
