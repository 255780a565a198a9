package io.github.thingseal.testkit.internal.module;

import io.github.thingseal.testkit.SimulatedModuleFaults.RotFirmware;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;

/** The update of the root of trust: it restarts on its own when that is done. */
final class FirmwareCommands {
  private static final String COMMAND = "+USECFW";
  private static final String INSTALLED = "rotFirmware.installed";

  private FirmwareCommands() {}

  static void addTo(CommandTable table, ModuleCore core) {
    if (!core.config().firmware().has(Trait.ROT_FIRMWARE)) {
      return;
    }
    SecurityGuard guard = new SecurityGuard(core);
    table
        .add(COMMAND)
        .guard(guard::ready)
        .set(
            (port, request) -> {
              request.requireCount(1, 1);
              return request.number(0, 0, 1) == 0 ? answer(state(core)) : install(core);
            });
  }

  private static Reply install(ModuleCore core) {
    RotFirmware before = state(core);
    if (before != RotFirmware.UPDATE_WAITING) {
      return answer(before);
    }
    core.memory().put(INSTALLED, 1).save();
    core.restartSecurity();
    return answer(RotFirmware.UP_TO_DATE);
  }

  private static RotFirmware state(ModuleCore core) {
    RotFirmware wanted = core.faults().link().rotFirmware();
    boolean installed = wanted == RotFirmware.UPDATE_WAITING && core.memory().flag(INSTALLED);
    return installed ? RotFirmware.UP_TO_DATE : wanted;
  }

  private static Reply answer(RotFirmware state) {
    int number =
        switch (state) {
          case UP_TO_DATE -> 0;
          case UPDATE_WAITING -> 1;
          case FILE_ABSENT -> 3;
        };
    return Reply.lines(COMMAND + ": " + number);
  }
}
