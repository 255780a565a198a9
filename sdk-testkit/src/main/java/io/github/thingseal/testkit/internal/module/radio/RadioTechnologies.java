package io.github.thingseal.testkit.internal.module.radio;

import io.github.thingseal.testkit.internal.module.Firmware;
import io.github.thingseal.testkit.internal.module.memory.NonVolatileMemory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which radio technologies and bands the module may use. The values of a factory-fresh module are
 * assumed, and a change takes effect at once.
 */
public final class RadioTechnologies {
  private static final String TECHNOLOGIES = "URAT";
  private static final String BANDS = "UBANDMASK.";

  /** Bands 1 to 5, 8, 12, 13, 20, 26 and 28, a bit for each. */
  private static final String ALL_BANDS = "168302751,0";

  /** What {@code +CEREG} and {@code +COPS} say of a technology that +URAT numbers. */
  private static final Map<Integer, Integer> ACCESS = Map.of(7, 7, 8, 8, 9, 0, 3, 7, 2, 2, 0, 0);

  private final NonVolatileMemory memory;
  private final Firmware firmware;

  RadioTechnologies(NonVolatileMemory memory, Firmware firmware) {
    this.memory = memory;
    this.firmware = firmware;
  }

  /** The numbers of +URAT that are allowed; the first is the one that is used. */
  public List<Integer> selected() {
    return memory
        .text(TECHNOLOGIES)
        .map(text -> Stream.of(text.split(",")).map(Integer::valueOf).toList())
        .orElseGet(firmware::technologies);
  }

  /** Allows technologies, and no others. */
  public void select(List<Integer> technologies) {
    String text = technologies.stream().map(String::valueOf).collect(Collectors.joining(","));
    memory.put(TECHNOLOGIES, text).save();
  }

  /** The number of +URAT for the technology that is used. */
  public int first() {
    return selected().get(0);
  }

  /** The number of 3GPP TS 27.007 for the technology that is used; 8 stands for NB-IoT. */
  public int accessTechnology() {
    return ACCESS.getOrDefault(first(), 0);
  }

  /** The masks of the bands of a technology. */
  public String bands(int technology) {
    return memory.text(BANDS + technology).orElse(ALL_BANDS);
  }

  /** Sets the masks of the bands of some technologies. */
  public void selectBands(Map<Integer, String> masks) {
    masks.forEach((technology, mask) -> memory.put(BANDS + technology, mask));
    memory.save();
  }
}
