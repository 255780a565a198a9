package io.github.thingseal.testkit.internal.module.command.basic;

import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.AtPort;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.radio.PacketContexts;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls: packet data by {@code ATD*99***<cid>#}; no one can be phoned. */
public final class DialCommands {
  /** Tone or pulse, then what 3GPP TS 27.007 calls the called address, the protocol, contexts. */
  private static final Pattern PACKET_DATA =
      Pattern.compile("[TP]?\\*99(?:\\*[0-9.]*)?(?:\\*(?:1|PPP)?)?(?:\\*([0-9]{0,2})[0-9,]*)?#");

  private static final Reply NO_CARRIER = new Reply.Result(AtPort.NO_CARRIER);

  private final ModuleCore core;

  private DialCommands(ModuleCore core) {
    this.core = core;
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    DialCommands commands = new DialCommands(core);
    table.add("D").set((port, request) -> commands.dial(port, request));
    table.add("A").action(port -> NO_CARRIER);
    table.add("O").action(DialCommands::online).set((port, request) -> online(port));
    table.add("H").action(DialCommands::hangUp).set((port, request) -> hangUp(port, request));
    table.add("+CHUP").action(DialCommands::hangUp);
    table.add("+CLCC").action(port -> Reply.ok());
    table
        .add("+CGDATA")
        .test("+CGDATA: (\"PPP\")")
        .set((port, request) -> commands.enterData(port, request));
  }

  private Reply dial(AtPort port, Request request) {
    Matcher parts = PACKET_DATA.matcher(request.arguments().get(0).text().toUpperCase(Locale.ROOT));
    return parts.matches() ? connect(port, context(parts.group(1))) : NO_CARRIER;
  }

  private static int context(@Nullable String digits) {
    return digits == null || digits.isEmpty() ? PacketContexts.DEFAULT : Integer.parseInt(digits);
  }

  private Reply enterData(AtPort port, Request request) {
    request.requireCount(0, 2);
    if (request.has(0) && !request.string(0).equals("PPP")) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    int context =
        request.has(1) ? request.number(1, 1, PacketContexts.HIGHEST) : PacketContexts.DEFAULT;
    return connect(port, context);
  }

  private Reply connect(AtPort port, int context) {
    if (port.hasCall()) {
      return Reply.failed(CmeError.OPERATION_NOT_ALLOWED);
    }
    boolean possible =
        core.radio().contexts().find(context).isPresent()
            && core.radio().activate(Set.of(context), true);
    if (!possible) {
      return NO_CARRIER;
    }
    port.call(context);
    return new Reply.Connect();
  }

  private static Reply online(AtPort port) {
    return port.hasCall() ? new Reply.Connect() : NO_CARRIER;
  }

  private static Reply hangUp(AtPort port, Request request) {
    request.number(0, 0, 1);
    return hangUp(port);
  }

  private static Reply hangUp(AtPort port) {
    port.hangUp();
    return Reply.ok();
  }
}
