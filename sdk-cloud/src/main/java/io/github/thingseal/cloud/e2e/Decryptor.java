package io.github.thingseal.cloud.e2e;

import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.internal.cache.ParameterTable;
import io.github.thingseal.cloud.internal.cache.SecretCache;
import io.github.thingseal.cloud.internal.e2e.InsideSource;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.e2e.ProtectionParametersSource;
import io.github.thingseal.core.internal.packed.PackedCipher;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A cipher, and the cached parameters that it decrypts with. */
final class Decryptor implements AutoCloseable {
  private static final String LOOK_UP = "The look-up";

  private final E2eCipher cipher;
  private final PackedCipher<E2eCipher, E2eMessage> packedCipher;
  private final ParameterTable keys;
  private final SecretCache<KeyIdentity, ProtectionParameters> cache;

  Decryptor(ProtectionParametersSource source, E2eCipher cipher, KeyCacheSettings settings) {
    this.cipher = cipher;
    this.packedCipher = PackedCipher.of(cipher, E2eMessage.class);
    this.keys = new ParameterTable(settings);
    this.cache =
        SecretCache.of(LOOK_UP, settings, source::uplink, keys, source instanceof InsideSource);
  }

  /** Decrypts a message, and waits for its key if need be. */
  byte[] unprotect(E2eMessage message) {
    try (AtHand atHand = atHand()) {
      if (atHand.has(message)) {
        return atHand.unprotect(message);
      }
    }
    return cache.execute(
        message.keyIdentity(), parameters -> cipher.unprotect(message, parameters));
  }

  /** As {@link #unprotect(E2eMessage)}, into a buffer; returns how many bytes that are. */
  int unprotect(E2eMessage message, ByteBuffer plaintext) {
    try (AtHand atHand = atHand()) {
      if (atHand.has(message)) {
        return atHand.unprotect(message, plaintext);
      }
    }
    return unprotectLookedUp(message, plaintext);
  }

  /** The thread that ends a look-up writes to no buffer of a caller who may have given up. */
  private int unprotectLookedUp(E2eMessage message, ByteBuffer plaintext) {
    byte[] opened = new byte[Math.min(plaintext.remaining(), message.lengthBytes())];
    int lengthBytes =
        cache.execute(
            message.keyIdentity(), parameters -> cipher.unprotect(message, parameters, opened, 0));
    plaintext.put(opened, 0, lengthBytes);
    Arrays.fill(opened, (byte) 0);
    return lengthBytes;
  }

  /** As {@link #unprotect(E2eMessage)}, without waiting. */
  CompletableFuture<byte[]> submit(E2eMessage message) {
    try (AtHand atHand = atHand()) {
      return atHand.has(message)
          ? CompletableFuture.completedFuture(atHand.unprotect(message))
          : lend(message.keyIdentity(), parameters -> cipher.unprotect(message, parameters));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Lends parameters to a function once they are there. */
  <R> CompletableFuture<R> lend(KeyIdentity identity, Function<ProtectionParameters, R> use) {
    return cache.submit(identity, use);
  }

  /** As {@link #lend}, for what waits for nothing and runs no code of a caller's. */
  <R> CompletableFuture<R> lendInside(KeyIdentity identity, Function<ProtectionParameters, R> use) {
    return cache.submitInside(identity, use);
  }

  /** Threads for the code of callers that goes on after {@link #lendInside}. */
  Executor outside() {
    return cache.outside();
  }

  /** What is decrypted without a look-up; closed by the caller. */
  AtHand atHand() {
    return new AtHand(keys, cipher, packedCipher);
  }

  /** Decrypts with parameters that are lent. */
  UnprotectResult open(E2eMessage message, ProtectionParameters parameters) {
    return UnprotectResult.open(cipher, message, parameters);
  }

  /** Ends all look-ups and wipes the keys, those in use as soon as they are not. */
  @Override
  public void close() {
    cache.close();
    cipher.wipeIdleKeys();
  }
}
