package io.github.thingseal.testkit.internal.module.command.basic;

import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.AtPort;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.PortSettings;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import java.util.stream.Collectors;

/**
 * The settings in use and those of the stored profile: {@code AT&V}. Evidence for the layout: the
 * vendor's C library, which reads the second and third line and looks for {@code +IPR:}.
 */
public final class ProfileCommands {
  private static final String LINE = "S3:013, S4:010, S5:008,";

  private ProfileCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    table.add("&V").action(port -> view(core, port)).set((port, request) -> view(core, port));
  }

  private static Reply view(ModuleCore core, AtPort port) {
    PortSettings stored = new PortSettings();
    stored.restore(core.memory());
    String rate = "+IPR:" + core.settings().baudRate() + ",";
    return Reply.lines(
        "ACTIVE PROFILE:",
        settings(port.settings()),
        "+CMEE:" + port.settings().cmee() + ", " + rate,
        "STORED PROFILE 0:",
        settings(stored),
        "+CMEE:" + stored.cmee() + ", " + rate);
  }

  private static String settings(PortSettings of) {
    return PortSettings.STORED.stream()
            .map(name -> name + of.value(name) + ", ")
            .collect(Collectors.joining())
        + LINE;
  }
}
