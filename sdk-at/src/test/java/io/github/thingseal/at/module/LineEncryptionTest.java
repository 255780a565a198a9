package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.channel.FakeChannel;
import io.github.thingseal.at.internal.c2c.C2cTransport;
import io.github.thingseal.core.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineEncryptionTest {
  @Test
  void wipe_whenASignCameAfterTheLineWasClosed_leavesNoKeysInIt() {
    C2cTransport line = new C2cTransport(new InMemoryModule());
    ModuleContext context =
        new ModuleContext(
            new FakeChannel("port", FakeDialogue.saraR5()), () -> line, ModuleOptions.standard());
    try (C2cKeys keys = C2cKeys.of(secret(), secret(), secret())) {
      LineEncryption encryption = new LineEncryption(context, () -> line, Optional.of(keys));
      line.close();
      encryption.doubtAndAsk();
      encryption.prepare(line);
      assertThat(line.isEncrypted()).isTrue();

      encryption.wipe();
      encryption.prepare(line);
      assertThat(line.isEncrypted()).isFalse();
    }
  }

  private static SecretBytes secret() {
    return SecretBytes.random(C2cKeys.LENGTH_BYTES, new SecureRandom());
  }
}
