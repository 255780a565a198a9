package io.github.thingseal.testkit.internal.module.command.network;

import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.PortSettings.Registration;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import java.time.Duration;
import java.util.Locale;

/** Registration, operator and signal. */
public final class NetworkCommands {
  private static final String OPERATOR = "Thingseal";
  private static final String OPERATOR_NUMBER = "00101";
  private static final String FORMAT = "COPS.format";
  private static final int NUMERIC = 2;
  private static final int MANUAL = 1;
  private static final int MANUAL_OR_AUTOMATIC = 4;
  private static final int FORMAT_ONLY = 3;
  private static final Duration SCAN = Duration.ofSeconds(15);

  private NetworkCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    addRegistration(table, core, Registration.CREG, 2);
    addRegistration(table, core, Registration.CGREG, 2);
    addRegistration(table, core, Registration.CEREG, 5);
    table
        .add("+COPS")
        .test(() -> scan(core))
        .read(port -> Reply.lines("+COPS: " + operator(core)))
        .set((port, request) -> select(core, request));
    table.add("+CEER").action(port -> Reply.lines("+CEER: \"No report available\""));
    table
        .add("+CSQ")
        .test("+CSQ: (0-31,99),(0-7,99)")
        .action(port -> Reply.lines("+CSQ: " + choose(core, "20,99", "99,99")));
    table
        .add("+CESQ")
        .test("+CESQ: (0-63,99),(0-7,99),(0-96,255),(0-49,255),(0-34,255),(0-97,255)")
        .action(port -> Reply.lines("+CESQ: 99,99,255,255," + choose(core, "20,46", "255,255")));
    table
        .add("+CSCON")
        .test("+CSCON: (0-1)")
        .read(
            port ->
                Reply.lines(
                    "+CSCON: " + port.settings().signallingUrc() + "," + choose(core, "1", "0")))
        .set(
            (port, request) -> {
              port.settings().signallingUrc(request.number(0, 0, 1));
              return Reply.ok();
            });
  }

  private static void addRegistration(
      CommandTable table, ModuleCore core, Registration of, int highest) {
    table
        .add("+" + of)
        .test("+" + of + ": (0-" + highest + ")")
        .read(
            port ->
                Reply.lines(
                    "+"
                        + of
                        + ": "
                        + core.radio().report().answer(of, port.settings().urcMode(of))))
        .set(
            (port, request) -> {
              port.settings().urcMode(of, request.number(0, 0, highest));
              return Reply.ok();
            });
  }

  private static String choose(ModuleCore core, String registered, String otherwise) {
    return core.radio().isRegistered() ? registered : otherwise;
  }

  private static String technology(ModuleCore core) {
    return Integer.toString(core.radio().technologies().accessTechnology());
  }

  private static String operator(ModuleCore core) {
    int format = core.settings().volatileNumber(FORMAT, 0);
    String name = ",\"" + name(format) + "\"," + technology(core);
    return core.radio().selection() + choose(core, "," + format + name, "");
  }

  /** Formats 0 and 1 are the long and the short name, which are the same. */
  private static String name(int format) {
    return format == NUMERIC ? OPERATOR_NUMBER : OPERATOR;
  }

  private static Reply select(ModuleCore core, Request request) {
    request.requireCount(1, 4);
    int mode = request.number(0, 0, MANUAL_OR_AUTOMATIC);
    int format = request.has(1) ? request.number(1, 0, NUMERIC) : 0;
    if (mode == FORMAT_ONLY && !request.has(1)) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    if (mode == MANUAL && !request.string(2).equals(name(format))) {
      return Reply.failed(CmeError.NO_NETWORK_SERVICE);
    }
    if (request.has(1)) {
      core.settings().putVolatile(FORMAT, format);
    }
    if (mode != FORMAT_ONLY) {
      core.radio().select(mode);
    }
    return Reply.ok();
  }

  private static Reply scan(ModuleCore core) {
    String found =
        String.format(
            Locale.ROOT,
            "(2,\"%s\",\"%s\",\"%s\",%s)",
            OPERATOR,
            OPERATOR,
            OPERATOR_NUMBER,
            technology(core));
    boolean any = core.config().air().isPresent();
    return new Reply.Later(
        SCAN, () -> Reply.lines("+COPS: " + (any ? found : "") + ",,(0-4),(0-2)"));
  }
}
