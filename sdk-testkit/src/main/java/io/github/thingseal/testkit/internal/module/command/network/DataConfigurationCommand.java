package io.github.thingseal.testkit.internal.module.command.network;

import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;

/**
 * {@code +UDCONF}: 1 is whether socket payloads are in hexadecimal digits; 92 has a value for each
 * of its own numbers with LARA-R6 and SARA-R422, which take effect with the next boot and are used
 * by no one here. Evidence: the vendor's C library.
 */
public final class DataConfigurationCommand {
  private static final String COMMAND = "+UDCONF";
  private static final int SOCKET_HEX = 1;
  private static final int NUMBERED = 92;
  private static final String SOCKET_HEX_KEY = "UDCONF.1";
  private static final int BYTE = 255;

  private final ModuleCore core;

  private DataConfigurationCommand(ModuleCore core) {
    this.core = core;
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    DataConfigurationCommand command = new DataConfigurationCommand(core);
    table.add(COMMAND).set((port, request) -> command.configure(request));
  }

  private Reply configure(Request request) {
    request.requireCount(1, 3);
    return switch (request.number(0, 0, BYTE)) {
      case SOCKET_HEX -> socketHex(request);
      case NUMBERED -> numbered(request);
      default -> Reply.failed(CmeError.INCORRECT_PARAMETERS);
    };
  }

  /** Only some firmwares keep it over a reset. */
  private Reply socketHex(Request request) {
    request.requireCount(1, 2);
    boolean remembers = core.config().firmware().has(Trait.KEEPS_SOCKET_HEX);
    if (request.count() == 1) {
      int value =
          remembers
              ? core.memory().number(SOCKET_HEX_KEY, 0)
              : core.settings().volatileNumber(SOCKET_HEX_KEY, 0);
      return Reply.lines(COMMAND + ": 1," + value);
    }
    int value = request.number(1, 0, 1);
    if (remembers) {
      core.memory().put(SOCKET_HEX_KEY, value).save();
    } else {
      core.settings().putVolatile(SOCKET_HEX_KEY, value);
    }
    return Reply.ok();
  }

  private Reply numbered(Request request) {
    if (!core.config().firmware().has(Trait.NUMBERED_UDCONF)) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    int number = request.number(1, 0, BYTE);
    String key = "UDCONF.92." + number;
    if (request.count() == 2) {
      return Reply.lines(COMMAND + ": 92," + number + "," + core.memory().number(key, 0));
    }
    core.memory().put(key, request.number(2, 0, BYTE)).save();
    return Reply.ok();
  }
}
