package io.github.thingseal.testkit.internal.module.command.basic;

import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.AtPort;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import java.util.List;

/**
 * What 3GPP TS 27.007 asks of a phone, and modem programs expect of any modem. The values are
 * assumed where the standard leaves a choice.
 */
public final class PhoneCommands {
  private static final List<String> CHARACTER_SETS = List.of("IRA", "GSM");
  private static final String CHARACTER_SET = "CSCS";
  private static final List<String> PHONE_BOOKS = List.of("SM", "ON", "LD", "FD");
  private static final String PHONE_BOOK = "CPBS";
  private static final int PHONE_BOOK_SIZE = 250;
  private static final int NUMBER_LENGTH = 40;
  private static final int TEXT_LENGTH = 18;
  private static final List<String> LOCKS = List.of("SC", "FD", "PS", "PN", "PU", "PP", "PC");
  private static final int QUERY = 2;
  private static final int INDICATORS = 9;

  private final ModuleCore core;

  private PhoneCommands(ModuleCore core) {
    this.core = core;
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    new PhoneCommands(core).addTo(table);
  }

  private void addTo(CommandTable table) {
    table
        .add("+CSCS")
        .test("+CSCS: (\"IRA\",\"GSM\")")
        .read(port -> Reply.lines("+CSCS: \"" + chosen(CHARACTER_SET, "IRA") + "\""))
        .set((port, request) -> choose(request, CHARACTER_SET, CHARACTER_SETS));
    table
        .add("+CLCK")
        .test("+CLCK: (\"SC\",\"FD\",\"PS\",\"PN\",\"PU\",\"PP\",\"PC\")")
        .set((port, request) -> lock(request));
    table.add("+CPAS").test("+CPAS: (0,3,4)").action(port -> Reply.lines("+CPAS: " + activity()));
    table
        .add("+CIND")
        .test(
            "+CIND: (\"battchg\",(0-5)),(\"signal\",(0-5)),(\"service\",(0,1)),"
                + "(\"sounder\",(0,1)),(\"message\",(0,1)),(\"call\",(0,1)),(\"vox\",(0,1)),"
                + "(\"roam\",(0,1)),(\"smsfull\",(0,1))")
        .read(port -> Reply.lines("+CIND: " + indicators()))
        .set((port, request) -> report(request));
    table
        .add("+CMER")
        .test("+CMER: (0-3),(0),(0),(0-2),(0,1)")
        .read(port -> Reply.lines("+CMER: 0,0,0,0,0"))
        .set((port, request) -> reportEvents(request));
    table.add("+CBC").test("+CBC: (0-3),(0-100)").action(port -> Reply.lines("+CBC: 0,100"));
    table.add("+CNUM").action(port -> Reply.ok());
    table.add("+CLAC").action(port -> Reply.lines(table.names().toArray(String[]::new)));
    table
        .add("+CTZR")
        .test("+CTZR: (0-3)")
        .read(port -> Reply.lines("+CTZR: " + core.settings().volatileNumber("+CTZR", 0)))
        .set((port, request) -> setTimeZoneReport(request));
    table
        .add("+WS46")
        .test("+WS46: (28)")
        .read(port -> Reply.lines("+WS46: 28"))
        .set((port, request) -> evolvedRadioOnly(request));
    addPhoneBook(table);
  }

  private void addPhoneBook(CommandTable table) {
    table
        .add("+CPBS")
        .test("+CPBS: (\"SM\",\"ON\",\"LD\",\"FD\")")
        .read(
            port -> Reply.lines("+CPBS: \"" + chosen(PHONE_BOOK, "SM") + "\",0," + PHONE_BOOK_SIZE))
        .set((port, request) -> choose(request, PHONE_BOOK, PHONE_BOOKS));
    table
        .add("+CPBR")
        .test("+CPBR: (1-" + PHONE_BOOK_SIZE + ")," + NUMBER_LENGTH + "," + TEXT_LENGTH)
        .set((port, request) -> readPhoneBook(request));
  }

  private String chosen(String key, String otherwise) {
    return core.settings().volatileText(key).orElse(otherwise);
  }

  private Reply choose(Request request, String key, List<String> known) {
    request.requireCount(1, 2);
    if (!known.contains(request.string(0))) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    core.settings().putVolatileText(key, request.string(0));
    return Reply.ok();
  }

  /** Nothing is locked, and no one knows the password that would change that. */
  private static Reply lock(Request request) {
    request.requireCount(2, 4);
    int mode = request.number(1, 0, QUERY);
    if (!LOCKS.contains(request.string(0))) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    if (mode == QUERY) {
      return Reply.lines("+CLCK: 0");
    }
    return mode == 0 ? Reply.ok() : Reply.failed(CmeError.INCORRECT_PASSWORD);
  }

  private int activity() {
    return core.ports().stream().anyMatch(AtPort::hasCall) ? 4 : 0;
  }

  /** Charge, signal, service, and in the end roaming and a full memory. */
  private String indicators() {
    return core.radio().isRegistered() ? "5,3,1,0,0,0,0,0,0" : "5,0,0,0,0,0,0,0,0";
  }

  private static Reply report(Request request) {
    request.requireCount(1, INDICATORS);
    for (int i = 0; i < request.count(); i++) {
      if (request.has(i)) {
        request.number(i, 0, 1);
      }
    }
    return Reply.ok();
  }

  /** None of the indicators changes. */
  private static Reply reportEvents(Request request) {
    request.requireCount(0, 5);
    for (int i = 0; i < request.count(); i++) {
      if (request.has(i)) {
        request.number(i, 0, 3);
      }
    }
    return Reply.ok();
  }

  private Reply setTimeZoneReport(Request request) {
    core.settings().putVolatile("+CTZR", request.number(0, 0, 3));
    return Reply.ok();
  }

  private static Reply evolvedRadioOnly(Request request) {
    request.number(0, 28, 28);
    return Reply.ok();
  }

  /** It is empty. */
  private static Reply readPhoneBook(Request request) {
    request.requireCount(1, 2);
    for (int i = 0; i < request.count(); i++) {
      request.number(i, 1, PHONE_BOOK_SIZE);
    }
    return Reply.ok();
  }
}
