package io.github.thingseal.testkit.internal.module.command.network;

import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the module sees of the cell it is in: {@code +UCGED}.
 *
 * <p>Evidence: the lines are those of the vendor's C library, which notes a sample of each; the
 * country and network code is that of the simulated network. SARA-R5 has mode 2 when it is fresh,
 * the others mode 0 (assumed).
 */
public final class ServingCellCommands {
  private static final String COMMAND = "+UCGED";
  private static final int CELLS = 2;
  private static final int SIGNALS = 5;
  private static final int GSM = 0;

  private ServingCellCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    table
        .add(COMMAND)
        .test("+UCGED: (0,2,5)")
        .read(port -> read(core, mode(core)))
        .set(
            (port, request) -> {
              core.settings().putVolatile(COMMAND, request.number(0, 0, SIGNALS));
              return Reply.ok();
            });
  }

  private static int mode(ModuleCore core) {
    boolean fresh = core.config().firmware().has(Trait.CELL_WHEN_FRESH);
    return core.settings().volatileNumber(COMMAND, fresh ? CELLS : 0);
  }

  private static Reply read(ModuleCore core, int mode) {
    String head = COMMAND + ": " + mode;
    if (mode != CELLS && mode != SIGNALS) {
      return Reply.lines(head);
    }
    if (!core.radio().isRegistered()) {
      return Reply.failed(CmeError.OPERATION_NOT_ALLOWED);
    }
    if (mode == SIGNALS) {
      return Reply.lines(head, "+RSRP: 162,5110,\"-86.00\",", "+RSRQ: 162,5110,\"-14.00\",");
    }
    boolean gsm = core.radio().technologies().accessTechnology() == GSM;
    List<String> cell = gsm ? core.config().firmware().gsmCell() : core.config().firmware().cell();
    return Reply.lines(Stream.concat(Stream.of(head), cell.stream()).toArray(String[]::new));
  }
}
