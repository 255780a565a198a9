package io.github.thingseal.testkit.internal.module.command.device;

import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.DeepSleep;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.radio.Radio;
import java.util.Set;

/** Power, reset, radio on and off, UART power saving. */
public final class PowerCommands {
  public static final String POWER_OFF = "+CPWROFF";

  private static final Set<Integer> RESETS = Set.of(15, 16);
  private static final Set<Integer> RADIO = Set.of(Radio.MINIMUM, Radio.FULL, Radio.OFF);
  private static final int FAST_POWER_OFF = 10;
  private static final int HIGHEST = 19;

  private PowerCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    table
        .add("+CFUN")
        .test("+CFUN: (0,1,4,10,11,15,16,19),(0-1)")
        .read(port -> Reply.lines("+CFUN: " + core.radio().functionality()))
        .set((port, request) -> functionality(core, request));
    table.add(POWER_OFF).action(port -> Reply.okThen(core::shutDown));
    table
        .add("+UPSV")
        .test(
            core.config().firmware().has(Trait.TIMED_UART_SLEEP)
                ? "+UPSV: (0-4),(40-65000)"
                : "+UPSV: (0,3,4)")
        .read(port -> Reply.lines("+UPSV: " + sleep(core)))
        .set((port, request) -> setSleep(core, request));
    table
        .add("+UPSMR")
        .test("+UPSMR: (0-2)")
        .read(
            port -> Reply.lines("+UPSMR: " + core.settings().volatileNumber(DeepSleep.URC_MODE, 0)))
        .set(
            (port, request) -> {
              core.settings().putVolatile(DeepSleep.URC_MODE, request.number(0, 0, 2));
              return Reply.ok();
            });
  }

  private static Reply functionality(ModuleCore core, Request request) {
    request.requireCount(1, 2);
    int level = request.number(0, 0, HIGHEST);
    boolean reset = request.has(1) && request.number(1, 0, 1) == 1;
    if (RESETS.contains(level)) {
      return Reply.okThen(core::reboot);
    }
    if (level == FAST_POWER_OFF) {
      return Reply.okThen(core::shutDown);
    }
    if (!RADIO.contains(level)) {
      return Reply.failed(CmeError.OPERATION_NOT_SUPPORTED);
    }
    return Reply.okThen(
        () -> {
          core.radio().functionality(level);
          if (reset) {
            core.reboot();
          }
        });
  }

  private static String sleep(ModuleCore core) {
    int mode = core.settings().sleepMode();
    return mode == 1 ? mode + "," + core.settings().sleepFrames() : Integer.toString(mode);
  }

  private static Reply setSleep(ModuleCore core, Request request) {
    request.requireCount(1, 2);
    int mode = request.number(0, 0, 4);
    boolean timed = mode == 1 || mode == 4;
    boolean supported =
        core.config().firmware().has(Trait.TIMED_UART_SLEEP)
            || (mode != 1 && mode != 2 && !request.has(1));
    if (!supported || (!timed && request.has(1))) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    int frames =
        request.has(1) ? request.number(1, 40, 65_000) : core.settings().defaultSleepFrames();
    core.settings().sleep(mode, frames);
    return Reply.ok();
  }
}
