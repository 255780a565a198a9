package io.github.thingseal.testkit.internal.module.command.network;

import io.github.thingseal.testkit.internal.module.DeviceSettings;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CmsError;
import io.github.thingseal.testkit.internal.module.dialogue.Command;
import io.github.thingseal.testkit.internal.module.dialogue.CommandError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The short message service of 3GPP TS 27.005, in a network that has none: settings are kept, the
 * memory is empty, and nothing is sent.
 */
public final class MessageCommands {
  private static final String FORMAT = "+CMGF";
  private static final String INDICATIONS = "+CNMI";
  private static final String CENTRE = "+CSCA";
  private static final String MEMORIES = "+CPMS";
  private static final String SERVICE = "+CSMS";
  private static final List<String> STORAGES = List.of("ME", "SM");
  private static final int STORAGE_SIZE = 23;
  private static final int TEXT = 1;
  private static final int STORAGE_COUNT = 3;
  private static final int INTERNATIONAL = 145;
  private static final int UNKNOWN_NUMBER = 129;
  private static final List<String> STATES =
      List.of("REC UNREAD", "REC READ", "STO UNSENT", "STO SENT", "ALL");
  private static final int[] HIGHEST_INDICATIONS = {2, 3, 2, 2, 1};

  private final DeviceSettings settings;

  private MessageCommands(DeviceSettings settings) {
    this.settings = settings;
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    new MessageCommands(core.settings()).addTo(table);
  }

  private void addTo(CommandTable table) {
    add(table, FORMAT)
        .test("+CMGF: (0,1)")
        .read(port -> Reply.lines("+CMGF: " + settings.volatileNumber(FORMAT, 0)))
        .set((port, request) -> put(FORMAT, request.number(0, 0, 1)));
    add(table, "+CMGL")
        .test(() -> Reply.lines("+CMGL: " + states()))
        .action(port -> Reply.ok())
        .set((port, request) -> list(request));
    add(table, "+CMGR").set((port, request) -> index(request, CmsError.INVALID_MEMORY_INDEX));
    add(table, "+CMGD").test("+CMGD: (),(0-4)").set((port, request) -> delete(request));
    add(table, CENTRE)
        .read(port -> Reply.lines(CENTRE + ": " + centre()))
        .set((port, request) -> setCentre(request));
    add(table, MEMORIES)
        .test("+CPMS: (\"ME\",\"SM\"),(\"ME\",\"SM\"),(\"ME\",\"SM\")")
        .read(port -> Reply.lines(MEMORIES + ": " + memories(true)))
        .set((port, request) -> setMemories(request));
    add(table, INDICATIONS)
        .test("+CNMI: (0-2),(0-3),(0-2),(0-2),(0,1)")
        .read(port -> Reply.lines(INDICATIONS + ": " + indications()))
        .set((port, request) -> setIndications(request));
    add(table, SERVICE)
        .test("+CSMS: (0,1)")
        .read(port -> Reply.lines("+CSMS: " + settings.volatileNumber(SERVICE, 0) + ",1,1,1"))
        .set((port, request) -> setService(request));
    add(table, "+CSDH")
        .test("+CSDH: (0,1)")
        .read(port -> Reply.lines("+CSDH: " + settings.volatileNumber("+CSDH", 0)))
        .set((port, request) -> put("+CSDH", request.number(0, 0, 1)));
    for (String sending : List.of("+CMGS", "+CMSS", "+CMGW", "+CMGC")) {
      add(table, sending).set((port, request) -> Reply.failed(CmsError.OPERATION_NOT_SUPPORTED));
    }
  }

  private Command add(CommandTable table, String name) {
    return table.add(name).errors(this::ofMessages);
  }

  /** The errors of other commands in terms of the short message service. */
  private CommandError ofMessages(CommandError error) {
    if (error instanceof CmsError) {
      return error;
    }
    if (error == CmeError.INCORRECT_PARAMETERS) {
      return isText() ? CmsError.INVALID_TEXT_MODE_PARAMETER : CmsError.INVALID_PDU_MODE_PARAMETER;
    }
    return error == CmeError.OPERATION_NOT_SUPPORTED
        ? CmsError.OPERATION_NOT_SUPPORTED
        : CmsError.OPERATION_NOT_ALLOWED;
  }

  private boolean isText() {
    return settings.volatileNumber(FORMAT, 0) == TEXT;
  }

  private Reply put(String key, int value) {
    settings.putVolatile(key, value);
    return Reply.ok();
  }

  private String states() {
    return isText()
        ? STATES.stream().collect(Collectors.joining("\",\"", "(\"", "\")"))
        : "(0-" + (STATES.size() - 1) + ")";
  }

  private Reply list(Request request) {
    request.requireCount(1, 1);
    if (!isText()) {
      request.number(0, 0, STATES.size() - 1);
    } else if (!STATES.contains(request.string(0))) {
      return Reply.failed(CmsError.INVALID_TEXT_MODE_PARAMETER);
    }
    return Reply.ok();
  }

  /** There is no message at any index. */
  private static Reply index(Request request, CmsError error) {
    request.requireCount(1, 2);
    request.number(0, 0, Short.MAX_VALUE);
    return Reply.failed(error);
  }

  private static Reply delete(Request request) {
    request.requireCount(1, 2);
    boolean all = request.has(1) && request.number(1, 0, 4) > 0;
    return all ? Reply.ok() : index(request, CmsError.INVALID_MEMORY_INDEX);
  }

  private String centre() {
    return settings.volatileText(CENTRE).orElse("\"\"," + UNKNOWN_NUMBER);
  }

  private Reply setCentre(Request request) {
    request.requireCount(1, 2);
    String number = request.string(0);
    if (!number.matches("\\+?[0-9]{0,20}")) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    int usual = number.startsWith("+") ? INTERNATIONAL : UNKNOWN_NUMBER;
    int type = request.has(1) ? request.number(1, 0, 255) : usual;
    settings.putVolatileText(CENTRE, "\"" + number + "\"," + type);
    return Reply.ok();
  }

  private String memories(boolean named) {
    return IntStream.range(0, STORAGE_COUNT)
        .mapToObj(i -> (named ? "\"" + memory(i) + "\"," : "") + "0," + STORAGE_SIZE)
        .collect(Collectors.joining(","));
  }

  private String memory(int index) {
    return settings.volatileText(MEMORIES + index).orElse(STORAGES.get(0));
  }

  private Reply setMemories(Request request) {
    request.requireCount(1, STORAGE_COUNT);
    for (int i = 0; i < request.count(); i++) {
      if (!STORAGES.contains(request.string(i))) {
        return Reply.failed(CmsError.OPERATION_NOT_ALLOWED);
      }
    }
    for (int i = 0; i < request.count(); i++) {
      settings.putVolatileText(MEMORIES + i, request.string(i));
    }
    return Reply.lines(MEMORIES + ": " + memories(false));
  }

  private String indications() {
    return IntStream.range(0, HIGHEST_INDICATIONS.length)
        .mapToObj(i -> Integer.toString(settings.volatileNumber(INDICATIONS + i, i == 0 ? 1 : 0)))
        .collect(Collectors.joining(","));
  }

  private Reply setIndications(Request request) {
    request.requireCount(1, HIGHEST_INDICATIONS.length);
    int[] wanted = new int[request.count()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = request.has(i) ? request.number(i, 0, HIGHEST_INDICATIONS[i]) : -1;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] >= 0) {
        settings.putVolatile(INDICATIONS + i, wanted[i]);
      }
    }
    return Reply.ok();
  }

  private Reply setService(Request request) {
    put(SERVICE, request.number(0, 0, 1));
    return Reply.lines("+CSMS: 1,1,1");
  }
}
