package io.github.thingseal.testkit.internal.module.command.basic;

import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.AtPort;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import java.util.Locale;
import java.util.Map;

/** How the dialogue on one port looks: echo, verbosity, error codes, profiles, lines. */
public final class PortCommands {
  private static final Map<String, Integer> HIGHEST =
      Map.of("E", 1, "V", 1, "Q", 1, "&C", 1, "&D", 2, "&K", 6);

  private PortCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    table.add("AT").action(port -> Reply.ok());
    HIGHEST.forEach((name, highest) -> addSetting(table, name, highest));
    table.add("Z").action(port -> restore(port, core)).set((port, r) -> restore(port, core));
    table.add("&F").action(PortCommands::factory).set((port, r) -> factory(port));
    table.add("&W").action(port -> store(port, core)).set((port, r) -> store(port, core));
    addSRegisters(table);
    table
        .add("+CMEE")
        .test("+CMEE: (0-2)")
        .read(port -> Reply.lines("+CMEE: " + port.settings().cmee()))
        .set(PortCommands::setErrorCodes);
  }

  private static void addSetting(CommandTable table, String name, int highest) {
    table
        .add(name)
        .read(port -> Reply.lines(Integer.toString(port.settings().value(name))))
        .action(port -> set(port, name, 0))
        .set((port, request) -> set(port, name, request.number(0, 0, highest)));
  }

  private static Reply set(AtPort port, String name, int value) {
    port.settings().value(name, value);
    return Reply.ok();
  }

  private static Reply restore(AtPort port, ModuleCore core) {
    port.settings().restore(core.memory());
    core.settings().restore();
    return Reply.ok();
  }

  private static Reply factory(AtPort port) {
    port.settings().factory();
    return Reply.ok();
  }

  private static Reply store(AtPort port, ModuleCore core) {
    core.settings().store();
    port.settings().store(core.memory());
    return Reply.ok();
  }

  /** Line end and line feed as they are: the module knows no others. */
  private static void addSRegisters(CommandTable table) {
    Map.of("S3", 13, "S4", 10, "S5", 8)
        .forEach(
            (name, value) ->
                table
                    .add(name)
                    .read(port -> Reply.lines(String.format(Locale.ROOT, "%03d", value)))
                    .set(
                        (port, request) -> {
                          request.number(0, value, value);
                          return Reply.ok();
                        }));
  }

  private static Reply setErrorCodes(AtPort port, Request request) {
    request.requireCount(1, 1);
    port.settings().cmee(request.number(0, 0, 2));
    return Reply.ok();
  }
}
