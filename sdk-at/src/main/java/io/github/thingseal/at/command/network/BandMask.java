package io.github.thingseal.at.command.network;

import java.util.BitSet;
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
   * {@return the numbers of the bands, ascending} Evidence: derived; published are the masks as
   * numbers.
   */
  public List<Integer> bands() {
    BitSet bands = BitSet.valueOf(new long[] {low, high});
    return bands.stream().map(bit -> bit + 1).boxed().toList();
  }
}
