package io.github.thingseal.testkit.internal.module.command.security;

import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.AtPort;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.security.SecurityGuard;
import java.nio.charset.StandardCharsets;

/**
 * What was provisioned without touch: key, certificate and issuers as PEM. Where chip-to-chip is
 * enabled, which is taken to be where the module can do it and its device profile has it, paired or
 * not, only inside a session.
 */
public final class DeviceCertificateCommands {
  private static final String COMMAND = "+USECDEVCERT";
  private static final int KEY = 0;
  private static final int CERTIFICATE = 1;
  private static final int AUTHORITIES = 2;

  private final ModuleCore core;

  private DeviceCertificateCommands(ModuleCore core) {
    this.core = core;
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    if (!core.config().firmware().has(Trait.ZERO_TOUCH)) {
      return;
    }
    DeviceCertificateCommands commands = new DeviceCertificateCommands(core);
    SecurityGuard guard = new SecurityGuard(core.secureElement());
    Runnable provisioned = guard.sealedWith(DeviceFeature.ZTP);
    table
        .add(COMMAND)
        .guard(guard::ready)
        .read(port -> Reply.lines(COMMAND + ": " + (commands.isProvisioned() ? 1 : 0)))
        .set(
            (port, request) -> {
              provisioned.run();
              return commands.show(port, request);
            });
  }

  /** The status that the read form answers is assumed: 1 where there is something to read. */
  private boolean isProvisioned() {
    return core.secureElement().isSealed() && core.secureElement().has(DeviceFeature.ZTP);
  }

  private Reply show(AtPort port, Request request) {
    request.requireCount(1, 1);
    int type = request.number(0, KEY, AUTHORITIES);
    if (isChipToChipEnabled() && !port.isInSession()) {
      return Reply.failed(CmeError.OPERATION_NOT_ALLOWED);
    }
    String pem = pem(type);
    String text = core.config().traits().pemCrLf() ? pem.replace("\n", "\r\n") : pem;
    return Reply.lines(COMMAND + ": " + type + ",\"" + text + "\"");
  }

  private boolean isChipToChipEnabled() {
    return core.config().firmware().c2cVersion() > 0
        && core.secureElement().has(DeviceFeature.LOCAL_C2C);
  }

  private Air.Certificates certificates() {
    RootOfTrust root = core.config().rootOfTrust();
    return core.secureElement()
        .certificates()
        .orElseGet(
            () -> new Air.Certificates(root.certificatePem(), root.certificateAuthoritiesPem()));
  }

  private String pem(int type) {
    return switch (type) {
      case KEY -> {
        try (SecretBytes key = core.config().rootOfTrust().certificateKeyPem()) {
          yield key.expose(bytes -> new String(bytes, StandardCharsets.US_ASCII));
        }
      }
      case CERTIFICATE -> certificates().certificatePem();
      default -> certificates().authoritiesPem();
    };
  }
}
