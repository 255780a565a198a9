package io.github.thingseal.testkit.internal.module.command.network;

import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandRefused;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Extended discontinuous reception, in the forms of 3GPP TS 27.007; the network grants what is
 * asked for. Evidence for what families say of a technology that has none: the vendor's C library.
 */
public final class EdrxCommands {
  private static final String SET = "+CEDRXS";
  private static final String DYNAMIC = "+CEDRXRDP";
  private static final String KEY = "CEDRXS.";
  private static final String DEFAULT_CYCLE = "0010";
  private static final String DEFAULT_WINDOW = "0000";
  private static final int WITH_URC = 2;
  private static final int RESET = 3;
  private static final String WANTS_URC = KEY + "urc";

  /** GSM, LTE and LTE Cat M1, NB-IoT by their access technologies of +CEREG. */
  private static final Map<Integer, Integer> TYPES = Map.of(0, 2, 7, 4, 8, 5);

  private final ModuleCore core;

  private EdrxCommands(ModuleCore core) {
    this.core = core;
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    EdrxCommands commands = new EdrxCommands(core);
    table
        .add(SET)
        .test("+CEDRXS: (0-3),(2,4,5),(\"0000\"-\"1111\")")
        .read(port -> Reply.lines(commands.requested()))
        .set((port, request) -> commands.request(request));
    table.add(DYNAMIC).action(port -> Reply.lines(DYNAMIC + ": " + commands.granted()));
  }

  private Optional<String[]> stored(int type) {
    return core.memory().text(KEY + type).map(text -> text.split(","));
  }

  /** SARA-R5 has a line for each technology, the others only where it is on. */
  private String[] requested() {
    List<String> lines = new ArrayList<>();
    for (int type : List.of(2, 4, 5)) {
      boolean always = core.config().firmware().has(Trait.ALL_EDRX_LINES) && type != 2;
      Optional<String[]> bits = stored(type);
      if (bits.isPresent() || always) {
        String[] shown = bits.orElse(new String[] {DEFAULT_CYCLE, DEFAULT_WINDOW});
        lines.add(
            String.format(Locale.ROOT, "%s: %d,\"%s\",\"%s\"", SET, type, shown[0], shown[1]));
      }
    }
    return lines.isEmpty() ? new String[] {SET + ":"} : lines.toArray(String[]::new);
  }

  private Reply request(Request request) {
    request.requireCount(1, 4);
    int mode = request.number(0, 0, RESET);
    core.settings().putVolatile(WANTS_URC, mode == WITH_URC ? 1 : 0);
    if (mode == RESET || (request.count() == 1 && mode == 0)) {
      TYPES.values().forEach(type -> core.memory().remove(KEY + type));
      core.memory().save();
      return Reply.ok();
    }
    int type = request.number(1, 2, 5);
    if (!TYPES.containsValue(type)) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    if (mode == 0) {
      core.memory().remove(KEY + type).save();
    } else {
      String[] before = stored(type).orElse(new String[] {DEFAULT_CYCLE, DEFAULT_WINDOW});
      String bits = bits(request, 2, before[0]) + "," + bits(request, 3, before[1]);
      core.memory().put(KEY + type, bits).save();
    }
    return mode == WITH_URC ? Reply.okThen(this::report) : Reply.ok();
  }

  private static String bits(Request request, int index, String otherwise) {
    if (!request.has(index)) {
      return otherwise;
    }
    String bits = request.string(index);
    if (!bits.matches("[01]{4}")) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
    return bits;
  }

  private int type() {
    return TYPES.getOrDefault(core.radio().technologies().accessTechnology(), 0);
  }

  /** Of the technology in use: asked for, granted, and the paging window; 0 if it is off. */
  private String granted() {
    if (!core.radio().isRegistered()) {
      return "0";
    }
    return stored(type())
        .map(
            bits ->
                String.format(
                    Locale.ROOT, "%d,\"%s\",\"%s\",\"%s\"", type(), bits[0], bits[0], bits[1]))
        .orElse("0");
  }

  private void report() {
    if (core.radio().isRegistered() && stored(type()).isPresent()) {
      core.ports().forEach(port -> port.urc("+CEDRXP: " + granted()));
    }
  }
}
