package io.github.thingseal.testkit.internal.module.command.security;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.DigitCase;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SealStateReply;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.ModuleConfig.Traits;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandRefused;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.security.SecureElement;
import io.github.thingseal.testkit.internal.module.security.SecurityGuard;
import java.util.HexFormat;
import java.util.Locale;

/** Identity, registration and sealing, heartbeat, pre-shared keys. */
public final class RootOfTrustCommands {
  private RootOfTrustCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    if (!core.config().firmware().has(Trait.ROOT_OF_TRUST)) {
      return;
    }
    SecurityGuard guard = new SecurityGuard(core.secureElement());
    table.add("+USECROTUID").guard(guard::ready).action(port -> publicUid(core));
    table
        .add("+USECDEVINFO")
        .guard(guard::ready)
        .read(port -> sealState(core))
        .set((port, request) -> seal(core, request));
    table
        .add("+USECCONN")
        .guard(guard::ready)
        .action(
            port -> {
              core.secureElement().heartbeatNow();
              return Reply.ok();
            });
    table
        .add("+USECPSK")
        .guard(guard::ready)
        .set((port, request) -> preSharedKey(core, guard, request));
  }

  private static Reply publicUid(ModuleCore core) {
    Traits traits = core.config().traits();
    String hex = traits.hex(core.config().rootOfTrust().uid().hex(), DigitCase.UPPER);
    return Reply.lines("+USECROTUID: " + (traits.quotedRotUid() ? "\"" + hex + "\"" : hex));
  }

  private static Reply sealState(ModuleCore core) {
    SecureElement element = core.secureElement();
    SealStateReply wanted =
        element.isBootstrapped() ? SealStateReply.ZEROS : core.config().traits().sealState();
    return switch (wanted) {
      case ZEROS -> deviceInfo(element);
      case ERROR -> Reply.failed(CmeError.OPERATION_NOT_ALLOWED);
      case BLOCKED -> new Reply.Awaited(element::whenBootstrapped, () -> deviceInfo(element));
    };
  }

  private static Reply deviceInfo(SecureElement element) {
    return Reply.lines("+USECDEVINFO: " + element.deviceInfo());
  }

  private static Reply seal(ModuleCore core, Request request) {
    request.requireCount(2, 2);
    String profile = request.string(0);
    String serial = request.string(1);
    if (serial.length() > DeviceSerialNumber.MAX_LENGTH
        || profile.length() > DeviceProfileUid.MAX_LENGTH) {
      return Reply.failed(CmeError.TEXT_TOO_LONG);
    }
    try {
      core.secureElement().seal(DeviceProfileUid.of(profile), DeviceSerialNumber.of(serial));
      return Reply.ok();
    } catch (CommandRefused refused) {
      return Reply.failed(refused.error());
    } catch (InvalidInputException e) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
  }

  private static Reply preSharedKey(ModuleCore core, SecurityGuard guard, Request request) {
    request.requireCount(1, 1);
    PskSize size =
        PskSize.ofBytes(request.number(0, 1, 999))
            .orElseThrow(() -> new CommandRefused(CmeError.INCORRECT_PARAMETERS));
    guard.sealedWith(DeviceFeature.SYMMETRIC_KMS).run();
    RootOfTrust rootOfTrust = core.config().rootOfTrust();
    PskIdentity identity =
        rootOfTrust.newPskIdentity(size, core.secureElement().keySet(), core.config().random());
    try (Psk psk = rootOfTrust.psk(identity)) {
      String key = psk.key().expose(HexFormat.of()::formatHex);
      Traits traits = core.config().traits();
      return Reply.lines(
          String.format(
              Locale.ROOT,
              "+USECPSK: \"%s\",\"%s\"",
              traits.hex(identity.hex(), DigitCase.LOWER),
              traits.hex(key, DigitCase.LOWER)));
    }
  }
}
