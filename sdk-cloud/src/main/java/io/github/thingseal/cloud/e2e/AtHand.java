package io.github.thingseal.cloud.e2e;

import io.github.thingseal.cloud.internal.cache.PackedParameters;
import io.github.thingseal.cloud.internal.cache.ParameterTable;
import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.packed.PackedCipher;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts messages whose parameters are in the cache, on the thread that asks: without an object
 * for each of the parameters, and without a lock while they are in use. Consecutive messages of one
 * key identity share one access to the cache. So a batch uses a copied key even if the cache is
 * closed or cleared, or the key becomes too old, in the meantime. The copy is wiped at the end of
 * the batch.
 */
final class AtHand implements AutoCloseable {
  /** A longer message has to be held against its nonce. */
  private static final int LONGEST_OF_ANY_NONCE = 65_535;

  private final ParameterTable keys;
  private final E2eCipher cipher;
  private final PackedCipher<E2eCipher, E2eMessage> packedCipher;
  private final byte[] packed = new byte[PackedParameters.LENGTH_BYTES];
  private long now;
  private @Nullable KeyIdentity identity;
  private @Nullable RotPublicUid module;

  AtHand(ParameterTable keys, E2eCipher cipher, PackedCipher<E2eCipher, E2eMessage> packedCipher) {
    this.keys = keys;
    this.cipher = cipher;
    this.packedCipher = packedCipher;
    this.now = keys.now();
  }

  /** Goes on to messages of a later time. Reading the clock takes longer than a look. */
  void readClock() {
    now = keys.now();
  }

  /** Whether the parameters of a message may be cached, see {@link ParameterTable#mayHave}. */
  boolean mayHave(E2eMessage message) {
    return keys.mayHave(packedCipher.bytes(message));
  }

  /** Whether the parameters of a message are cached now. */
  boolean has(E2eMessage message) {
    if (message.lengthBytes() > LONGEST_OF_ANY_NONCE) {
      return false;
    }
    if (identity == null || !identity.equals(message.keyIdentity())) {
      module = null;
      identity = keys.copy(packedCipher.bytes(message), now, packed) ? message.keyIdentity() : null;
    }
    return identity != null;
  }

  /** Decrypts a message whose parameters are cached. */
  byte[] unprotect(E2eMessage message) {
    return packedCipher.open(
        cipher,
        message,
        packed,
        PackedParameters.nonceBytes(packed),
        PackedParameters.tagBytes(packed));
  }

  /** As {@link #unprotect(E2eMessage)}, into a buffer; returns how many bytes that are. */
  int unprotect(E2eMessage message, ByteBuffer plaintext) {
    return packedCipher.open(
        cipher,
        message,
        packed,
        PackedParameters.nonceBytes(packed),
        PackedParameters.tagBytes(packed),
        plaintext);
  }

  /** Decrypts a message; null if its parameters are not cached. */
  @Nullable UnprotectResult open(E2eMessage message) {
    if (!has(message)) {
      return null;
    }
    try {
      byte[] plaintext = unprotect(message);
      if (module == null) {
        module = PackedParameters.rotPublicUid(packed).orElse(null);
      }
      return UnprotectResult.of(plaintext, module);
    } catch (RuntimeException | Error e) {
      return UnprotectResult.failed(Outcomes.typed(e, "Decrypting " + message));
    }
  }

  @Override
  public void close() {
    Arrays.fill(packed, (byte) 0);
  }
}
