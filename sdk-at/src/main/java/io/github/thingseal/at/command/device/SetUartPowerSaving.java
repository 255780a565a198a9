package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.core.InvalidInputException;
import java.util.OptionalInt;

/**
 * {@code AT+UPSV}: whether the module's UART sleeps when the line is idle. What first reaches a
 * sleeping UART wakes it and is lost. Evidence: published.
 */
public final class SetUartPowerSaving implements SettingCommand {
  private final UartPowerSaving setting;

  private SetUartPowerSaving(int mode) {
    this(new UartPowerSaving(mode, OptionalInt.empty()));
  }

  private SetUartPowerSaving(UartPowerSaving setting) {
    this.setting = setting;
  }

  /**
   * {@code AT+UPSV=0}: it never sleeps.
   *
   * @return the command
   */
  public static SetUartPowerSaving off() {
    return new SetUartPowerSaving(0);
  }

  /**
   * {@code AT+UPSV=1,n}: it sleeps after a time without traffic.
   *
   * @param gsmFrames the time in GSM frames of 4.615 ms; ubxlib uses 1300, about 6 s
   * @return the command
   * @throws InvalidInputException if the number is not positive
   */
  public static SetUartPowerSaving timed(int gsmFrames) {
    if (gsmFrames < 1) {
      throw new InvalidInputException(
          "The idle time of AT+UPSV is a positive number of GSM frames, not " + gsmFrames);
    }
    return new SetUartPowerSaving(new UartPowerSaving(1, OptionalInt.of(gsmFrames)));
  }

  /**
   * {@code AT+UPSV=2}: it sleeps while RTS is off; not with flow control by RTS and CTS.
   *
   * @return the command
   */
  public static SetUartPowerSaving byRts() {
    return new SetUartPowerSaving(2);
  }

  /**
   * {@code AT+UPSV=3}: it sleeps while DTR is off.
   *
   * @return the command
   */
  public static SetUartPowerSaving byDtr() {
    return new SetUartPowerSaving(3);
  }

  /**
   * {@code AT+UPSV=4}: it wakes on activity, and sleeps after 6 s; the only form SARA-R4 has.
   *
   * @return the command
   */
  public static SetUartPowerSaving byActivity() {
    return new SetUartPowerSaving(4);
  }

  /**
   * What it sets.
   *
   * @return the mode, and the idle time of {@link #timed}
   */
  public UartPowerSaving setting() {
    return setting;
  }

  @Override
  public String line() {
    String frames = setting.gsmFrames().isPresent() ? "," + setting.gsmFrames().getAsInt() : "";
    return "AT+UPSV=" + setting.mode() + frames;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SetUartPowerSaving that && setting.equals(that.setting);
  }

  @Override
  public int hashCode() {
    return setting.hashCode();
  }

  @Override
  public String toString() {
    return "SetUartPowerSaving[" + line() + "]";
  }
}
