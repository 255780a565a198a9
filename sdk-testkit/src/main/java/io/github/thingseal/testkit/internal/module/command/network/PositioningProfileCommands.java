package io.github.thingseal.testkit.internal.module.command.network;

import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;

/**
 * Where positions would go: {@code +UGPRF}. There is no GNSS receiver behind it; the value is kept
 * and used by no one. Evidence for the form: the vendor's C library.
 */
public final class PositioningProfileCommands {
  private static final String COMMAND = "+UGPRF";
  private static final String PROFILE = "UGPRF";

  private PositioningProfileCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    table
        .add(COMMAND)
        .read(port -> Reply.lines(COMMAND + ": " + core.memory().text(PROFILE).orElse("0,0,\"\"")))
        .set((port, request) -> set(core, request));
  }

  private static Reply set(ModuleCore core, Request request) {
    request.requireCount(1, 3);
    int bits = request.number(0, 0, 255);
    int port = request.has(1) ? request.number(1, 0, 65_535) : 0;
    String server = request.has(2) ? request.string(2) : "";
    core.memory().put(PROFILE, bits + "," + port + ",\"" + server + "\"").save();
    return Reply.ok();
  }
}
