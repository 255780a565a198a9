package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.SetCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.OptionalInt;

/**
 * {@code AT+UPSV}: whether the module's UART sleeps when the line is idle. What first reaches a
 * sleeping UART wakes it and is lost. Evidence: published.
 */
public final class SetUartPowerSaving extends SetCommand {
  private static final int TIMED = 1;
  private static final int MAX_MODE = 4;

  private final UartPowerSaving setting;

  /**
   * Sets mode and idle time.
   *
   * @param setting the mode, 0 to 4, and the idle time: positive in mode 1, empty in any other
   */
  public SetUartPowerSaving(UartPowerSaving setting) {
    super("AT+UPSV=" + parameters(Arguments.required(setting, "setting")));
    this.setting = setting;
  }

  private static String parameters(UartPowerSaving setting) {
    int mode = Numbers.upTo(MAX_MODE, setting.mode(), "setting.mode");
    OptionalInt gsmFrames = setting.gsmFrames();
    if (gsmFrames.isPresent() != (mode == TIMED)) {
      throw new InvalidInputException(
          "AT+UPSV takes an idle time in mode 1, and in no other, but has the mode "
              + mode
              + (gsmFrames.isPresent() ? " and an idle time" : " and none"));
    }
    return gsmFrames.isPresent()
        ? mode + "," + Numbers.atLeast(1, gsmFrames.getAsInt(), "setting.gsmFrames")
        : Integer.toString(mode);
  }

  private static SetUartPowerSaving mode(int mode) {
    return new SetUartPowerSaving(new UartPowerSaving(mode, OptionalInt.empty()));
  }

  /** {@return {@code AT+UPSV=0}: it never sleeps} */
  public static SetUartPowerSaving off() {
    return mode(0);
  }

  /**
   * {@return {@code AT+UPSV=1,n}: it sleeps after a time without traffic}
   *
   * @param gsmFrames the time in GSM frames of 4.615 ms; ubxlib uses 1300, about 6 s
   */
  public static SetUartPowerSaving timed(int gsmFrames) {
    return new SetUartPowerSaving(new UartPowerSaving(TIMED, OptionalInt.of(gsmFrames)));
  }

  /**
   * {@return {@code AT+UPSV=2}: it sleeps while RTS is off; not with flow control by RTS and CTS}
   */
  public static SetUartPowerSaving byRts() {
    return mode(2);
  }

  /** {@return {@code AT+UPSV=3}: it sleeps while DTR is off} */
  public static SetUartPowerSaving byDtr() {
    return mode(3);
  }

  /**
   * {@return {@code AT+UPSV=4}: it wakes on activity, and sleeps after 6 s; the only form SARA-R4
   * has}
   */
  public static SetUartPowerSaving byActivity() {
    return mode(4);
  }

  /** {@return mode and idle time} */
  public UartPowerSaving setting() {
    return setting;
  }
}
