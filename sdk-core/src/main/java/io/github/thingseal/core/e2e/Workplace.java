package io.github.thingseal.core.e2e;

import io.github.thingseal.core.internal.Wiping;
import io.github.thingseal.core.internal.pool.Idle;
import io.github.thingseal.core.internal.pool.Pooled;
import java.util.Arrays;

/**
 * The arrays that a message is decrypted with: copies of key and nonce, and a plaintext whose tag
 * is not verified yet. Wiped and kept for the next message by {@link #close}.
 */
final class Workplace extends Pooled implements AutoCloseable {
  private static final Idle<Workplace> IDLE = new Idle<>(surplus -> {});
  private static final int KEY_BYTES = 16;
  private static final int MAX_NONCE_BYTES = 13;

  /** The longest message with a nonce of 13 bytes; no longer array is kept. */
  private static final int MAX_KEPT_BYTES = 1 << 16;

  private static final int SMALLEST_BYTES = 1 << 10;

  private final byte[] key = new byte[KEY_BYTES];
  private final byte[][] nonces = new byte[MAX_NONCE_BYTES + 1][];
  private int nonceBytes;
  private byte[] plaintext = new byte[SMALLEST_BYTES];
  private int plaintextBytes;

  private Workplace() {
    for (int i = 0; i < nonces.length; i++) {
      nonces[i] = new byte[i];
    }
  }

  static Workplace take() {
    Workplace idle = IDLE.take();
    return idle == null ? new Workplace() : idle;
  }

  byte[] key() {
    return key;
  }

  /** An array of just that length. */
  byte[] nonce(int lengthBytes) {
    nonceBytes = lengthBytes;
    return nonces[lengthBytes];
  }

  /** An array of that length or more. */
  byte[] plaintext(int lengthBytes) {
    if (plaintext.length < lengthBytes) {
      int kept = Math.min(2 * plaintext.length, MAX_KEPT_BYTES);
      plaintext = new byte[Math.max(lengthBytes, kept)];
    }
    plaintextBytes = lengthBytes;
    return plaintext;
  }

  @Override
  public void close() {
    Wiping.wipe(key);
    Wiping.wipe(nonces[nonceBytes]);
    if (plaintextBytes > 0) {
      wipePlaintext();
    }
    IDLE.keep(this);
  }

  private void wipePlaintext() {
    Arrays.fill(plaintext, 0, plaintextBytes, (byte) 0);
    plaintextBytes = 0;
    if (plaintext.length > MAX_KEPT_BYTES) {
      plaintext = new byte[SMALLEST_BYTES];
    }
  }
}
