package io.github.thingseal.testkit.internal.module.command.device;

import io.github.thingseal.testkit.internal.module.ModuleConfig.Identity;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandRefused;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import java.util.Locale;
import java.util.Map;

/** Access to the SIM by its files and by its own commands; it has the files that identify it. */
public final class SimCommands {
  private static final int READ_BINARY = 176;
  private static final int READ_RECORD = 178;
  private static final int GET_RESPONSE = 192;
  private static final int UPDATE_BINARY = 214;
  private static final int UPDATE_RECORD = 220;
  private static final int STATUS = 242;
  private static final int ICCID = 0x2FE2;
  private static final int IMSI = 0x6F07;
  private static final int ADMINISTRATION = 0x6FAD;
  private static final String DONE = "144,0";
  private static final String NOT_FOUND = "106,130,\"\"";
  private static final String NOT_ALLOWED = "105,130,\"\"";
  private static final int MAX_APDU_DIGITS = 522;
  private static final String TRIES_LEFT = "63C3";
  private static final String UNKNOWN_INSTRUCTION = "6D00";

  private final Map<Integer, String> files;

  private SimCommands(Identity identity) {
    this.files =
        Map.of(
            ICCID,
            swapped(identity.iccid(), 20),
            IMSI,
            "08" + swapped("9" + identity.imsi(), 16),
            ADMINISTRATION,
            "00000002");
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    SimCommands commands = new SimCommands(core.config().identity());
    table.add("+CRSM").set((port, request) -> commands.access(request));
    table.add("+CSIM").set((port, request) -> exchange(request));
  }

  /** Digits as a SIM keeps them: two in a byte, the first one below. */
  private static String swapped(String digits, int length) {
    String filled = digits + "F".repeat(Math.max(length - digits.length(), 0));
    StringBuilder swapped = new StringBuilder();
    for (int i = 0; i + 1 < filled.length(); i += 2) {
      swapped.append(filled.charAt(i + 1)).append(filled.charAt(i));
    }
    return swapped.toString();
  }

  private Reply access(Request request) {
    request.requireCount(1, 7);
    int command = request.number(0, 0, 255);
    int file = request.has(1) ? request.number(1, 0, 0xFFFF) : 0;
    return Reply.lines(
        "+CRSM: "
            + switch (command) {
              case READ_BINARY -> read(file, request);
              case GET_RESPONSE, READ_RECORD -> NOT_FOUND;
              case UPDATE_BINARY, UPDATE_RECORD -> NOT_ALLOWED;
              case STATUS -> DONE + ",\"\"";
              default -> throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
            });
  }

  private String read(int file, Request request) {
    String content = files.get(file);
    if (content == null) {
      return NOT_FOUND;
    }
    int offset = request.has(3) ? request.number(3, 0, 255) : 0;
    int wanted = request.has(4) ? request.number(4, 0, 255) : 0;
    int size = content.length() / 2;
    if (offset + wanted > size) {
      // The length is wrong; this is the right one.
      return "108," + Math.max(size - offset, 0) + ",\"\"";
    }
    int end = wanted == 0 ? size : offset + wanted;
    return DONE + ",\"" + content.substring(2 * offset, 2 * end) + "\"";
  }

  /** An instruction for the SIM; the only one that it knows asks for the tries left for its PIN. */
  private static Reply exchange(Request request) {
    request.requireCount(2, 2);
    String command = request.string(1).toUpperCase(Locale.ROOT);
    int length = request.number(0, 8, MAX_APDU_DIGITS);
    if (length != command.length() || !command.matches("(?:[0-9A-F]{2})+")) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    boolean asksForTries = command.matches("..2000(?:01|81)(?:00)?");
    return Reply.lines("+CSIM: 4,\"" + (asksForTries ? TRIES_LEFT : UNKNOWN_INSTRUCTION) + "\"");
  }
}
