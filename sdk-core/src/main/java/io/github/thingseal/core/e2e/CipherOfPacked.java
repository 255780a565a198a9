package io.github.thingseal.core.e2e;

import io.github.thingseal.core.internal.packed.PackedCipher;
import java.nio.ByteBuffer;

/** The cipher's side of {@link PackedCipher}. */
final class CipherOfPacked extends PackedCipher<E2eCipher, E2eMessage> {
  @Override
  public byte[] bytes(E2eMessage message) {
    return message.array();
  }

  @Override
  public byte[] open(
      E2eCipher cipher, E2eMessage message, byte[] keyAndNonce, int nonceBytes, int tagBytes) {
    return cipher.unprotect(message, keyAndNonce, nonceBytes, tagBytes);
  }

  @Override
  public int open(
      E2eCipher cipher,
      E2eMessage message,
      byte[] keyAndNonce,
      int nonceBytes,
      int tagBytes,
      ByteBuffer plaintext) {
    return cipher.unprotect(message, keyAndNonce, nonceBytes, tagBytes, plaintext);
  }
}
