package io.github.thingseal.testkit.internal.module.command.basic;

import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.AtPort;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.PortSettings;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import java.util.Locale;
import java.util.Map;

/**
 * What V.250 asks of any modem, and modem programs say before all else. Settings without a meaning
 * here are kept as they are set.
 */
public final class BasicCommands {
  /** Highest values of settings. */
  private static final Map<String, Integer> HIGHEST =
      Map.of("X", 4, "L", 3, "M", 2, "&S", 1, "\\Q", 3);

  private BasicCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    HIGHEST.forEach((name, highest) -> addSetting(table, name, highest));
    PortSettings.REGISTERS.forEach((name, factory) -> addRegister(table, name, factory));
    table.add("T").action(port -> Reply.ok());
    table.add("P").action(port -> Reply.ok());
    table.add("+GCAP").action(port -> Reply.lines("+GCAP: +FCLASS,+CGSM"));
    table
        .add("+FCLASS")
        .test("+FCLASS: (0)")
        .read(port -> Reply.lines("+FCLASS: 0"))
        .set((port, request) -> only(request, 0));
    addPair(table, "+IFC", new int[] {2, 2}, new int[] {2, 2});
    addPair(table, "+ICF", new int[] {3, 1}, new int[] {6, 3});
  }

  private static Reply only(Request request, int value) {
    request.requireCount(1, 1);
    request.number(0, value, value);
    return Reply.ok();
  }

  private static void addSetting(CommandTable table, String name, int highest) {
    table
        .add(name)
        .action(port -> set(port, name, 0))
        .set((port, request) -> set(port, name, request.number(0, 0, highest)));
  }

  private static void addRegister(CommandTable table, String name, int factory) {
    table
        .add(name)
        .read(
            port ->
                Reply.lines(
                    String.format(Locale.ROOT, "%03d", port.settings().register(name, factory))))
        .set((port, request) -> set(port, name, request.number(0, 0, 255)));
  }

  private static Reply set(AtPort port, String name, int value) {
    port.settings().keepRegister(name, value);
    return Reply.ok();
  }

  /** Two numbers of which the second may be left out. */
  private static void addPair(CommandTable table, String name, int[] factory, int[] highest) {
    String second = name + ",";
    table
        .add(name)
        .test(String.format(Locale.ROOT, "%s: (0-%d),(0-%d)", name, highest[0], highest[1]))
        .read(
            port ->
                Reply.lines(
                    name
                        + ": "
                        + port.settings().register(name, factory[0])
                        + ","
                        + port.settings().register(second, factory[1])))
        .set(
            (port, request) -> {
              request.requireCount(1, 2);
              int first = request.number(0, 0, highest[0]);
              if (request.has(1)) {
                port.settings().keepRegister(second, request.number(1, 0, highest[1]));
              }
              return set(port, name, first);
            });
  }
}
