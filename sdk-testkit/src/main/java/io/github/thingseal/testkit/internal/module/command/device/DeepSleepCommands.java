package io.github.thingseal.testkit.internal.module.command.device;

import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandRefused;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;

/** The setting of power saving mode, in the form of 3GPP TS 27.007. */
public final class DeepSleepCommands {
  private static final int PERIOD = 3;
  private static final int ACTIVE = 4;

  private DeepSleepCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    table
        .add("+CPSMS")
        .test("+CPSMS: (0,1),,,(\"00000000\"-\"11111111\"),(\"00000000\"-\"11111111\")")
        .read(port -> Reply.lines("+CPSMS: " + core.deepSleep().settings()))
        .set((port, request) -> set(core, request));
  }

  private static Reply set(ModuleCore core, Request request) {
    request.requireCount(1, 5);
    core.deepSleep().set(request.number(0, 0, 1), timer(request, PERIOD), timer(request, ACTIVE));
    return Reply.ok();
  }

  private static String timer(Request request, int index) {
    if (!request.has(index)) {
      return "";
    }
    String bits = request.string(index);
    if (!bits.matches("[01]{8}")) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
    return bits;
  }
}
