package io.github.thingseal.at.command.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The bands that a module may use for one radio technology.
 *
 * @param technology which of the module's LTE technologies: 0 LTE-M, 1 NB-IoT
 * @param low bands 1 to 64, the lowest bit for band 1
 * @param high bands 65 to 128, the lowest bit for band 65
 */
public record BandMask(int technology, long low, long high) {
  /**
   * The numbers of the bands. Evidence: derived; published are the masks as numbers.
   *
   * @return the bands, ascending
   */
  public List<Integer> bands() {
    List<Integer> bands = new ArrayList<>();
    for (int i = 0; i < 2 * Long.SIZE; i++) {
      long mask = i < Long.SIZE ? low : high;
      if ((mask >>> i & 1) == 1) {
        bands.add(i + 1);
      }
    }
    return bands;
  }
}
