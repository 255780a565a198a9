package io.github.thingseal.testkit.internal.module;

import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which radio technologies and bands the module may use: {@code +URAT} and {@code +UBANDMASK}.
 *
 * <p>Evidence: the forms are those of the vendor's C library; the values of a factory-fresh module
 * are assumed, and a change takes effect at once.
 */
final class RadioTechnologies {
  private static final String TECHNOLOGIES = "URAT";
  private static final String BANDS = "UBANDMASK.";

  /** Bands 1 to 5, 8, 12, 13, 20, 26 and 28, a bit for each. */
  private static final String ALL_BANDS = "168302751,0";

  /** What {@code +CEREG} and {@code +COPS} say of a technology that +URAT numbers. */
  private static final Map<Integer, Integer> ACCESS = Map.of(7, 7, 8, 8, 9, 0, 3, 7, 2, 2, 0, 0);

  private final NonVolatileMemory memory;
  private final Firmware firmware;

  private RadioTechnologies(ModuleCore core) {
    this.memory = core.memory();
    this.firmware = core.config().firmware();
  }

  static void addTo(CommandTable table, ModuleCore core) {
    RadioTechnologies technologies = new RadioTechnologies(core);
    String numbers = joined(technologies.firmware.technologies());
    table
        .add("+URAT")
        .test("+URAT: (" + numbers + ")" + (",(" + numbers + ")").repeat(technologies.most() - 1))
        .read(port -> Reply.lines("+URAT: " + technologies.selected()))
        .set((port, request) -> technologies.select(request));
    table
        .add("+UBANDMASK")
        .read(port -> Reply.lines("+UBANDMASK: " + technologies.bands()))
        .set((port, request) -> technologies.selectBands(request));
  }

  /** The first technology that is allowed is the one that is used. */
  static int first(ModuleCore core) {
    return new RadioTechnologies(core).first();
  }

  private int first() {
    return Integer.parseInt(selected().split(",", 2)[0]);
  }

  /** The number of 3GPP TS 27.007 for the technology that is used; 8 stands for NB-IoT. */
  static int accessTechnology(ModuleCore core) {
    return ACCESS.getOrDefault(first(core), 0);
  }

  private int most() {
    return firmware.technologies().size();
  }

  private String selected() {
    return memory.text(TECHNOLOGIES).orElseGet(() -> joined(firmware.technologies()));
  }

  private Reply select(Request request) {
    request.requireCount(1, most());
    List<Integer> wanted =
        IntStream.range(0, request.count()).mapToObj(i -> request.number(i, 0, 9)).toList();
    boolean twice = wanted.stream().distinct().count() < wanted.size();
    if (twice || !firmware.technologies().containsAll(wanted)) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    memory.put(TECHNOLOGIES, joined(wanted)).save();
    return Reply.ok();
  }

  /** SARA-R5 shows those of the technology in use only. */
  private String bands() {
    List<Integer> all = firmware.bands();
    int used = Math.max(0, firmware.technologies().indexOf(first()));
    return (firmware.has(Trait.BANDS_IN_USE_ONLY) ? all.subList(used, used + 1) : all)
        .stream()
            .map(of -> of + "," + memory.text(BANDS + of).orElse(ALL_BANDS))
            .collect(Collectors.joining(","));
  }

  /** One technology at a time, or several in the form of the answer. */
  private Reply selectBands(Request request) {
    Map<Integer, String> masks = new TreeMap<>();
    boolean triples = request.count() % 3 == 0;
    int step = triples ? 3 : 2;
    request.requireCount(step, step * firmware.bands().size());
    for (int i = 0; i < request.count(); i += step) {
      String second = triples ? mask(request, i + 2) : "0";
      masks.put(technology(request, i), mask(request, i + 1) + "," + second);
    }
    masks.forEach((of, mask) -> memory.put(BANDS + of, mask));
    memory.save();
    return Reply.ok();
  }

  private int technology(Request request, int index) {
    return Optional.of(request.number(index, 0, 9))
        .filter(firmware.bands()::contains)
        .orElseThrow(() -> new CommandRefused(CmeError.INCORRECT_PARAMETERS));
  }

  private static String mask(Request request, int index) {
    return Long.toUnsignedString(request.unsignedLong(index));
  }

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
