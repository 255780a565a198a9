package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+UBANDMASK=<technology>,<mask1>,<mask2>}: the bands that the module may use. Evidence:
 * that it can be set is published, the form is derived from that of the answer.
 *
 * @param mask technology and bands
 */
public record SetBandMask(BandMask mask) implements SettingCommand {
  /**
   * Checks the technology.
   *
   * @param mask technology and bands
   */
  public SetBandMask {
    Numbers.atLeast(0, Arguments.required(mask, "mask").technology(), "mask.technology");
  }

  @Override
  public String line() {
    String low = Long.toUnsignedString(mask.low());
    String high = Long.toUnsignedString(mask.high());
    return "AT+UBANDMASK=" + mask.technology() + "," + low + "," + high;
  }
}
