package io.github.thingseal.testkit.internal.module.command.security;

import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.DigitCase;
import io.github.thingseal.testkit.internal.module.c2c.C2cFrame;
import io.github.thingseal.testkit.internal.module.c2c.C2cKeys;
import io.github.thingseal.testkit.internal.module.c2c.C2cPairings;
import io.github.thingseal.testkit.internal.module.c2c.C2cPairings.Pairing;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.AtPort;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandRefused;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.security.SecurityGuard;
import java.util.HexFormat;
import java.util.Optional;

/** Chip-to-chip: pairing, its confirmation in version 2, and sessions on the port that asks. */
public final class C2cCommands {
  private static final String COMMAND = "+USECC2C";
  private static final int PAIR = 0;
  private static final int OPEN = 1;
  private static final int CLOSE = 2;
  private static final int CONFIRM = 4;
  private static final int CONFIRMATION_BYTES = 64;

  private final ModuleCore core;
  private final C2cPairings pairings;

  private C2cCommands(ModuleCore core) {
    this.core = core;
    this.pairings = new C2cPairings(core.memory(), core.config().random());
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    if (core.config().firmware().c2cVersion() == 0) {
      return;
    }
    C2cCommands commands = new C2cCommands(core);
    SecurityGuard guard = new SecurityGuard(core.secureElement());
    table.add(COMMAND).guard(guard::ready).set(commands::execute);
  }

  private Reply execute(AtPort port, Request request) {
    return switch (request.number(0, PAIR, CONFIRM)) {
      case PAIR -> pair(request);
      case OPEN -> open(port, request);
      case CLOSE -> close(port, request);
      case CONFIRM -> confirm(request);
      default -> Reply.failed(CmeError.INCORRECT_PARAMETERS);
    };
  }

  private Reply pair(Request request) {
    request.requireCount(2, 2);
    byte[] teSecret = hex(request, 1, C2cKeys.BYTES);
    requireFeatureOnceBootstrapped(DeviceFeature.LOCAL_C2C_KEY_PAIRING);
    Pairing pairing = pairings.make(teSecret, isSecondVersion()).orElseThrow(C2cCommands::refused);
    StringBuilder answer = new StringBuilder(COMMAND + ": 0,0," + quoted(pairing.keys().key()));
    pairing
        .tag()
        .ifPresent(
            tag ->
                answer
                    .append(',')
                    .append(quoted(pairing.keys().hmacKey()))
                    .append(',')
                    .append(quoted(HexFormat.of().parseHex(tag))));
    return Reply.lines(answer.toString());
  }

  /** The tag comes back as the only data of a body of version 2. */
  private Reply confirm(Request request) {
    request.requireCount(3, 3);
    byte[] teSecret = hex(request, 1, C2cKeys.BYTES);
    byte[] blob = hex(request, 2, CONFIRMATION_BYTES);
    if (!isSecondVersion()) {
      return Reply.failed(CmeError.OPERATION_NOT_SUPPORTED);
    }
    Pairing pairing = pairings.find(teSecret).orElseThrow(C2cCommands::refused);
    String tag = pairing.tag().orElseThrow(C2cCommands::refused);
    Optional<String> confirmed =
        C2cFrame.open(pairing.keys(), blob).map(HexFormat.of()::formatHex).filter(tag::equals);
    if (confirmed.isEmpty()) {
      throw refused();
    }
    pairings.confirm(teSecret);
    return Reply.ok();
  }

  private Reply open(AtPort port, Request request) {
    request.requireCount(2, 2);
    byte[] teSecret = hex(request, 1, C2cKeys.BYTES);
    requireFeatureOnceBootstrapped(DeviceFeature.LOCAL_C2C);
    Pairing pairing = pairings.find(teSecret).orElseThrow(C2cCommands::refused);
    if (port.isInSession() || pairing.tag().isPresent()) {
      throw refused();
    }
    return Reply.okThen(() -> port.beginSession(pairing.keys()));
  }

  private static Reply close(AtPort port, Request request) {
    request.requireCount(1, 1);
    if (!port.isInSession()) {
      throw refused();
    }
    return Reply.okThen(port::endSession);
  }

  private void requireFeatureOnceBootstrapped(DeviceFeature feature) {
    if (core.secureElement().isBootstrapped() && !core.secureElement().has(feature)) {
      throw refused();
    }
  }

  private boolean isSecondVersion() {
    return core.config().firmware().c2cVersion() == 2;
  }

  private String quoted(byte[] bytes) {
    return "\""
        + core.config().traits().hex(HexFormat.of().formatHex(bytes), DigitCase.LOWER)
        + "\"";
  }

  private static byte[] hex(Request request, int index, int length) {
    String digits = request.string(index);
    if (!digits.matches("[0-9a-fA-F]{" + 2 * length + "}")) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
    return HexFormat.of().parseHex(digits);
  }

  private static CommandRefused refused() {
    return new CommandRefused(CmeError.OPERATION_NOT_ALLOWED);
  }
}
