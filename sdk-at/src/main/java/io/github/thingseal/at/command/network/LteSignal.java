package io.github.thingseal.at.command.network;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.OptionalInt;

/**
 * The signal of an LTE cell, as the numbers that 3GPP 27.007 codes it in.
 *
 * @param rsrq the quality of the reference signal, empty if not known
 * @param rsrp the power of the reference signal, empty if not known
 */
public record LteSignal(OptionalInt rsrq, OptionalInt rsrp) {
  /**
   * Checks that nothing is null.
   *
   * @param rsrq the quality of the reference signal, empty if not known
   * @param rsrp the power of the reference signal, empty if not known
   */
  public LteSignal {
    Arguments.required(rsrq, "rsrq");
    Arguments.required(rsrp, "rsrp");
  }
}
