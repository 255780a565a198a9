package io.github.thingseal.testkit.internal.module.command.security;

import io.github.thingseal.testkit.RotFirmware;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.security.SecurityGuard;

/** The update of the root of trust: it restarts on its own when that is done. */
public final class FirmwareCommands {
  private static final String COMMAND = "+USECFW";
  private static final String INSTALLED = "rotFirmware.installed";

  private FirmwareCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    if (!core.config().firmware().has(Trait.ROT_FIRMWARE)) {
      return;
    }
    SecurityGuard guard = new SecurityGuard(core.secureElement());
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
    core.secureElement().start();
    return answer(RotFirmware.UP_TO_DATE);
  }

  private static RotFirmware state(ModuleCore core) {
    RotFirmware wanted = core.config().traits().rotFirmware();
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
