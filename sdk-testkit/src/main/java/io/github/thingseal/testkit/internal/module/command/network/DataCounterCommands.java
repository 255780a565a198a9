package io.github.thingseal.testkit.internal.module.command.network;

import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.radio.PacketContexts;

/**
 * Counters of data. The simulated module sends no data, so it counts none. Evidence for the forms:
 * the vendor's C library.
 */
public final class DataCounterCommands {
  private DataCounterCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    if (!core.config().firmware().has(Trait.DATA_COUNTERS)) {
      return;
    }
    table
        .add("+UGCNTRD")
        .action(
            port ->
                Reply.lines(
                    core.radio().contexts().all().stream()
                        .map(context -> "+UGCNTRD: " + context.id() + ",0,0,0,0")
                        .toArray(String[]::new)));
    table
        .add("+UGCNTSET")
        .set(
            (port, request) -> {
              request.requireCount(3, 3);
              request.number(0, 1, PacketContexts.HIGHEST);
              request.unsignedLong(1);
              request.unsignedLong(2);
              return Reply.ok();
            });
  }
}
