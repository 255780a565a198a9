package io.github.thingseal.testkit.internal.module.command.network;

import io.github.thingseal.testkit.internal.module.Firmware;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandRefused;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.radio.RadioTechnologies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which radio technologies and bands the module may use: {@code +URAT} and {@code +UBANDMASK}.
 * Evidence: the forms are those of the vendor's C library.
 */
public final class RadioTechnologyCommands {
  private final RadioTechnologies technologies;
  private final Firmware firmware;

  private RadioTechnologyCommands(ModuleCore core) {
    this.technologies = core.radio().technologies();
    this.firmware = core.config().firmware();
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    RadioTechnologyCommands commands = new RadioTechnologyCommands(core);
    String numbers = joined(commands.firmware.technologies());
    table
        .add("+URAT")
        .test("+URAT: (" + numbers + ")" + (",(" + numbers + ")").repeat(commands.most() - 1))
        .read(port -> Reply.lines("+URAT: " + joined(commands.technologies.selected())))
        .set((port, request) -> commands.select(request));
    table
        .add("+UBANDMASK")
        .read(port -> Reply.lines("+UBANDMASK: " + commands.bands()))
        .set((port, request) -> commands.selectBands(request));
  }

  private int most() {
    return firmware.technologies().size();
  }

  private Reply select(Request request) {
    request.requireCount(1, most());
    List<Integer> wanted =
        IntStream.range(0, request.count()).mapToObj(i -> request.number(i, 0, 9)).toList();
    boolean twice = wanted.stream().distinct().count() < wanted.size();
    if (twice || !firmware.technologies().containsAll(wanted)) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    technologies.select(wanted);
    return Reply.ok();
  }

  /** SARA-R5 shows those of the technology in use only. */
  private String bands() {
    List<Integer> all = firmware.bands();
    int used = Math.max(0, firmware.technologies().indexOf(technologies.first()));
    return (firmware.has(Trait.BANDS_IN_USE_ONLY) ? all.subList(used, used + 1) : all)
        .stream().map(of -> of + "," + technologies.bands(of)).collect(Collectors.joining(","));
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
    technologies.selectBands(masks);
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
