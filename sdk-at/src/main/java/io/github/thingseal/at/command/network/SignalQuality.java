package io.github.thingseal.at.command.network;

import java.util.OptionalInt;

/**
 * The strength of the signal.
 *
 * @param rssi 0 to 31, or 99 if not known
 * @param quality the second number of {@code +CSQ}; 99 if not known
 */
public record SignalQuality(int rssi, int quality) {
  private static final int MAX_RSSI = 31;

  /** {@return the strength of the signal, -113 to -51 dBm, empty if not known} */
  public OptionalInt dbm() {
    return rssi >= 0 && rssi <= MAX_RSSI ? OptionalInt.of(2 * rssi - 113) : OptionalInt.empty();
  }
}
