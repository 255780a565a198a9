package io.github.thingseal.at.module;

import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.FixedCommand;
import io.github.thingseal.at.command.device.ListFiles;
import io.github.thingseal.at.command.device.ModuleClock;
import io.github.thingseal.at.command.device.ReadBaudRate;
import io.github.thingseal.at.command.device.ReadClock;
import io.github.thingseal.at.command.device.ReadSerialInterfaces;
import io.github.thingseal.at.command.device.ReadUartPowerSaving;
import io.github.thingseal.at.command.device.SetBaudRate;
import io.github.thingseal.at.command.device.SetGreeting;
import io.github.thingseal.at.command.device.UartPowerSaving;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.Optional;

/**
 * Housekeeping: clock, greeting, files, UART. Evidence: published. Methods throw {@link
 * CommandRejectedException} if the module refuses.
 */
public final class Settings extends ModulePart {
  Settings(ModuleContext context) {
    super(context);
  }

  /** {@return what the module's clock shows, which is right once the network has set it} */
  public ModuleClock clock() {
    return context.execute(new ReadClock());
  }

  /**
   * Makes the module say something, unasked, when it has started; a restart is noticed by it.
   *
   * @param text printable ASCII without quotes and commas
   * @throws io.github.thingseal.core.InvalidInputException if a command line cannot carry it
   */
  public void greeting(String text) {
    Arguments.required(text, "text");
    context.execute(new SetGreeting(Optional.of(text)));
  }

  /** Makes the module say nothing when it has started. */
  public void noGreeting() {
    context.execute(new SetGreeting(Optional.empty()));
  }

  /** {@return the names of the files in the module's file system, as the module writes them} */
  public List<String> files() {
    return context.execute(new ListFiles());
  }

  /** {@return the baud rate of the UART, 0 if it is detected} */
  public int baudRate() {
    return context.execute(new ReadBaudRate());
  }

  /**
   * Changes the baud rate of the UART from 100 ms after the return on. Nothing more is understood
   * at the old one: close this module, and open its port at the new rate.
   *
   * @param baud the rate, such as 115200; 0 to detect it
   * @throws io.github.thingseal.core.InvalidInputException if it is negative; nothing was sent
   */
  public void baudRate(int baud) {
    context.execute(new SetBaudRate(baud));
  }

  /**
   * {@return which interfaces the module gives to AT commands, trace and so on: the variant that is
   * active, such as {@code 5}, and with a star that of the next start}
   */
  public List<String> serialInterfaces() {
    return context.execute(new ReadSerialInterfaces());
  }

  /** {@return how the UART saves power: mode and idle time} */
  public UartPowerSaving uartPowerSaving() {
    return context.execute(new ReadUartPowerSaving());
  }

  /** Stores the current settings, so that they outlive a restart. */
  public void store() {
    context.execute(FixedCommand.STORE_PROFILE);
  }
}
