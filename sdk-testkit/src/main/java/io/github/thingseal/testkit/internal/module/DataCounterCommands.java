package io.github.thingseal.testkit.internal.module;

import io.github.thingseal.testkit.internal.module.Firmware.Trait;

/**
 * Counters of data. The simulated module sends no data, so it counts none. Evidence for the forms:
 * the vendor's C library.
 */
final class DataCounterCommands {
  private DataCounterCommands() {}

  static void addTo(CommandTable table, ModuleCore core) {
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
