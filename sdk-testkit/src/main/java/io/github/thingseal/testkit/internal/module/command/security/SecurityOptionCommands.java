package io.github.thingseal.testkit.internal.module.command.security;

import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.security.SecurityGuard;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** Options and state of the security subsystem. */
public final class SecurityOptionCommands {
  private static final String E2E_FORMAT = "e2e_enc";
  private static final String IP_FORMAT = "cfgipv4";
  private static final String STORED = "USECOPCMD.";
  private static final Map<Integer, DeviceFeature> AUTHORISATIONS =
      Map.of(
          0, DeviceFeature.ZTP, 2, DeviceFeature.LOCAL_C2C_KEY_PAIRING, 3, DeviceFeature.LOCAL_C2C);
  private static final int CHIP_ID_BYTES = 16;

  private SecurityOptionCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    if (!core.config().firmware().has(Trait.ROOT_OF_TRUST)) {
      return;
    }
    SecurityGuard guard = new SecurityGuard(core.secureElement());
    table.add("+USECOPCMD").guard(guard::ready).set((port, request) -> option(core, request));
    table
        .add("+USECMODE")
        .guard(guard::ready)
        .read(port -> Reply.lines("+USECMODE: " + (core.secureElement().isEnabled() ? 1 : 0)))
        .set(
            (port, request) -> {
              core.secureElement().enable(request.number(0, 0, 1) == 1);
              return Reply.ok();
            });
    table
        .add("+USECCHIP")
        .guard(guard::ready)
        .action(port -> Reply.lines("+USECCHIP: " + chipId(core)))
        .read(port -> Reply.lines("+USECCHIP: " + chipId(core)));
    if (core.config().firmware().has(Trait.AUTHORISATION)) {
      table
          .add("+USECAFA")
          .guard(guard::ready)
          .set((port, request) -> authorisation(core, request));
    }
  }

  /** The format of uplink messages that is chosen. */
  static E2eVersion e2eVersion(ModuleCore core) {
    boolean second =
        core.config().firmware().has(Trait.E2E_V2)
            && core.memory().number(STORED + E2E_FORMAT, 0) == 1;
    return second ? E2eVersion.V2 : E2eVersion.V1;
  }

  private static Reply option(ModuleCore core, Request request) {
    request.requireCount(1, 2);
    return switch (request.string(0)) {
      case E2E_FORMAT ->
          core.config().firmware().has(Trait.E2E_V2)
              ? option(core, request, E2E_FORMAT, 0, 1)
              : Reply.failed(CmeError.OPERATION_NOT_SUPPORTED);
      case IP_FORMAT -> option(core, request, IP_FORMAT, 4, 6);
      default -> Reply.failed(CmeError.INCORRECT_PARAMETERS);
    };
  }

  private static Reply option(
      ModuleCore core, Request request, String name, int initially, int max) {
    if (request.count() == 1) {
      int value = core.memory().number(STORED + name, initially);
      return Reply.lines("+USECOPCMD: \"" + name + "\"," + value);
    }
    core.memory().put(STORED + name, request.number(1, 0, max)).save();
    return Reply.ok();
  }

  /** Our own, from the RoTPublicUID: how the silicon makes its own is not public. */
  private static String chipId(ModuleCore core) {
    byte[] uid = core.config().rootOfTrust().uid().toBytes();
    SHA256Digest digest = new SHA256Digest();
    digest.update(uid, 0, uid.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return HexFormat.of().withUpperCase().formatHex(hash, 0, CHIP_ID_BYTES);
  }

  private static Reply authorisation(ModuleCore core, Request request) {
    request.requireCount(1, 1);
    int number = request.number(0, 0, 3);
    DeviceFeature feature = AUTHORISATIONS.get(number);
    if (feature == null) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    int active = core.secureElement().has(feature) ? 1 : 0;
    return Reply.lines("+USECAFA: " + number + "," + active);
  }
}
