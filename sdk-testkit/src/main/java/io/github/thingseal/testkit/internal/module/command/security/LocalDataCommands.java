package io.github.thingseal.testkit.internal.module.command.security;

import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Info;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.security.SecurityGuard;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Local data protection: what one module sealed, it alone can open. Names, syntax and the form of
 * what comes out are assumed, by analogy with end-to-end protection.
 */
public final class LocalDataCommands {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int OVERHEAD = NONCE_BYTES + TAG_BITS / Byte.SIZE;

  private final ModuleCore core;

  private LocalDataCommands(ModuleCore core) {
    this.core = core;
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    if (!core.config().firmware().has(Trait.LOCAL_DATA)) {
      return;
    }
    LocalDataCommands commands = new LocalDataCommands(core);
    commands.add(table, "ENC", 0, commands::encrypt);
    commands.add(table, "DEC", OVERHEAD, commands::decrypt);
  }

  private void add(
      CommandTable table, String way, int overhead, Function<byte[], Optional<byte[]>> cipher) {
    Runnable ready =
        new SecurityGuard(core.secureElement()).sealedWith(DeviceFeature.LOCAL_DATA_PROTECTION);
    String data = "+USECDATA" + way;
    table
        .add(data)
        .guard(ready)
        .set(
            (port, request) -> {
              request.requireCount(1, 1);
              return new Reply.Prompt(
                  request.number(0, 1, core.config().traits().longestPlaintext() + overhead),
                  bytes ->
                      cipher
                          .apply(bytes)
                          .map(result -> Reply.line(Info.binary(data, result)))
                          .orElseGet(() -> Reply.failed(CmeError.OPERATION_NOT_ALLOWED)));
            });
    FileCipher.addTo(table, core, "+USECFILE" + way, ready, cipher);
  }

  private Optional<byte[]> encrypt(byte[] plaintext) {
    byte[] nonce = new byte[NONCE_BYTES];
    core.config().random().nextBytes(nonce);
    byte[] sealed = gcm(Cipher.ENCRYPT_MODE, nonce, plaintext).orElseThrow();
    byte[] result = Arrays.copyOf(nonce, nonce.length + sealed.length);
    System.arraycopy(sealed, 0, result, nonce.length, sealed.length);
    return Optional.of(result);
  }

  private Optional<byte[]> decrypt(byte[] bytes) {
    if (bytes.length < OVERHEAD) {
      return Optional.empty();
    }
    byte[] sealed = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
    return gcm(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES), sealed);
  }

  private Optional<byte[]> gcm(int mode, byte[] nonce, byte[] bytes) {
    try (SecretBytes secret = core.config().rootOfTrust().localKey()) {
      return secret.expose(
          key -> {
            try {
              Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
              cipher.init(
                  mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
              return Optional.of(cipher.doFinal(bytes));
            } catch (GeneralSecurityException e) {
              return Optional.empty();
            }
          });
    }
  }
}
