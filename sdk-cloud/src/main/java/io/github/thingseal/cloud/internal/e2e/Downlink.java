package io.github.thingseal.cloud.internal.e2e;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;

/**
 * Protects messages with parameters that were not used before. The cipher rejects used parameters;
 * this rejects a used key identity, in case the service, or something on the way, repeats an
 * answer.
 */
public final class Downlink {
  private static final int REMEMBERED = 100_000;

  private final E2eCipher cipher;
  private final Cache<KeyIdentity, Boolean> used =
      Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();

  /** Remembers what it uses from here on. */
  public Downlink(E2eCipher cipher) {
    this.cipher = cipher;
  }

  /** Makes one message; the parameters are closed by this, also where it fails. */
  public E2eMessage protect(byte[] plaintext, ProtectionParameters parameters) {
    if (used.asMap().putIfAbsent(parameters.keyIdentity(), true) != null) {
      parameters.close();
      throw new PermanentException(
          "The service answered parameters of key identity "
              + parameters.keyIdentity()
              + " again, with which a message was protected before; nothing was encrypted, because"
              + " a second message under one key and nonce betrays both. Look for what repeats"
              + " answers: a cache or a proxy on the way");
    }
    return cipher.protect(plaintext, parameters);
  }
}
