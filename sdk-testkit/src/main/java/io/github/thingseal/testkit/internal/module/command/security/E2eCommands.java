package io.github.thingseal.testkit.internal.module.command.security;

import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Info;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.security.MessageCipher;
import io.github.thingseal.testkit.internal.module.security.SecurityGuard;
import java.util.Optional;
import java.util.function.Function;

/** End-to-end protection: encryption on the way up, decryption on the way down. */
public final class E2eCommands {
  private static final String ENCRYPT = "+USECE2EDATAENC";
  private static final String DECRYPT = "+USECE2EDATADEC";
  private static final String FILE_ENCRYPT = "+USECE2EFILEENC";
  private static final String FILE_DECRYPT = "+USECE2EFILEDEC";

  private E2eCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    if (!core.config().firmware().has(Trait.ROOT_OF_TRUST)) {
      return;
    }
    Runnable ready =
        new SecurityGuard(core.secureElement()).sealedWith(DeviceFeature.E2E_DATA_PROTECTION);
    MessageCipher cipher = new MessageCipher(core.config().rootOfTrust(), core.config().random());
    table
        .add(ENCRYPT)
        .guard(ready)
        .set((port, request) -> prompt(core, request, 0, bytes -> encrypt(core, cipher, bytes)));
    table
        .add(DECRYPT)
        .guard(ready)
        .set(
            (port, request) ->
                prompt(
                    core, request, E2eVersion.V1.overheadBytes(), bytes -> decrypt(cipher, bytes)));
    FileCipher.addTo(
        table, core, FILE_ENCRYPT, ready, bytes -> Optional.of(protect(core, cipher, bytes)));
    FileCipher.addTo(table, core, FILE_DECRYPT, ready, cipher::unprotect);
  }

  private static Reply prompt(
      ModuleCore core, Request request, int overhead, Function<byte[], Reply> payload) {
    request.requireCount(1, 1);
    int longest = core.config().traits().longestPlaintext() + overhead;
    return new Reply.Prompt(request.number(0, 1, longest), payload);
  }

  private static Reply encrypt(ModuleCore core, MessageCipher cipher, byte[] plaintext) {
    return Reply.line(Info.binary(ENCRYPT, protect(core, cipher, plaintext)));
  }

  private static byte[] protect(ModuleCore core, MessageCipher cipher, byte[] plaintext) {
    return cipher.protect(
        SecurityOptionCommands.e2eVersion(core), core.secureElement().keySet(), plaintext);
  }

  private static Reply decrypt(MessageCipher cipher, byte[] message) {
    return cipher
        .unprotect(message)
        .map(plaintext -> Reply.line(Info.binary(DECRYPT, plaintext)))
        .orElseGet(() -> Reply.failed(CmeError.OPERATION_NOT_ALLOWED));
  }
}
