package io.github.thingseal.testkit.internal.module.command.basic;

import io.github.thingseal.testkit.internal.module.ModuleConfig.Identity;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import java.util.List;

/** What the module and its SIM say of themselves; most of it without a prefix. */
public final class IdentityCommands {
  private static final String SOFTWARE_VERSION = "01";
  private static final int TYPE_ALLOCATION_AND_SERIAL = 14;

  private IdentityCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    Identity identity = core.config().identity();
    addText(table, "u-blox", "+CGMI", "+GMI");
    addText(table, identity.model(), "+CGMM", "+GMM");
    addText(table, identity.revision(), "+CGMR", "+GMR");
    addText(table, identity.imsi(), "+CIMI");
    addText(table, identity.imei(), "+GSN");
    table
        .add("I")
        .action(port -> Reply.lines(identity.product()))
        .set((port, request) -> product(identity, request.number(0, 0, 9)));
    table
        .add("+CGSN")
        .test("+CGSN: (0-3,255)")
        .action(port -> Reply.lines(identity.imei()))
        .set((port, request) -> serialNumber(identity, request.number(0, 0, 255)));
    table
        .add("+CCID")
        .action(port -> Reply.lines("+CCID: " + identity.iccid()))
        .read(port -> Reply.lines("+CCID: " + identity.iccid()));
    table.add("+CPIN").read(port -> Reply.lines("+CPIN: READY"));
  }

  private static void addText(CommandTable table, String text, String... names) {
    List.of(names).forEach(name -> table.add(name).action(port -> Reply.lines(text)));
  }

  private static Reply product(Identity identity, int number) {
    return switch (number) {
      case 0 -> Reply.lines(identity.product());
      case 9 -> Reply.lines(identity.application());
      default -> Reply.failed(CmeError.OPERATION_NOT_SUPPORTED);
    };
  }

  private static Reply serialNumber(Identity identity, int type) {
    return switch (type) {
      case 0, 255 -> Reply.lines(identity.imei());
      case 1 -> quoted(identity.imei());
      case 2 -> quoted(identity.imei().substring(0, TYPE_ALLOCATION_AND_SERIAL) + SOFTWARE_VERSION);
      case 3 -> quoted(SOFTWARE_VERSION);
      default -> Reply.failed(CmeError.INCORRECT_PARAMETERS);
    };
  }

  private static Reply quoted(String text) {
    return Reply.lines("+CGSN: \"" + text + "\"");
  }
}
