package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SetCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+UBANDMASK=<technology>,<mask1>,<mask2>}: the bands that the module may use. Evidence:
 * that it can be set is published, the form is derived from that of the answer.
 */
public final class SetBandMask extends SetCommand {
  /**
   * Sets the bands of one technology.
   *
   * @param mask technology and bands
   */
  public SetBandMask(BandMask mask) {
    super(
        "AT+UBANDMASK="
            + Numbers.atLeast(0, Arguments.required(mask, "mask").technology(), "mask.technology")
            + ","
            + Long.toUnsignedString(mask.low())
            + ","
            + Long.toUnsignedString(mask.high()));
  }
}
