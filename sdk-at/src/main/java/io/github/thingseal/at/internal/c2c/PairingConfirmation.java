package io.github.thingseal.at.internal.c2c;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.c2c.C2cVersion;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import java.security.SecureRandom;

/**
 * What confirms a V2 pairing: the module's tag, encrypted and authenticated with the new keys.
 *
 * <p>IV, AES-128-CBC of the padded tag, HMAC-SHA256 over both and the TE secret cut to 16 bytes.
 * Evidence: published.
 */
public final class PairingConfirmation {
  private PairingConfirmation() {}

  /** Takes keys of V2 only, which alone have a confirmation, and a tag of 16 bytes. */
  public static byte[] of(C2cKeys keys, SecretBytes tag, SecureRandom random) {
    if (tag.lengthBytes() != C2cKeys.LENGTH_BYTES) {
      throw new InvalidInputException(
          "A chip-to-chip confirmation tag is 16 bytes, not " + tag.lengthBytes());
    }
    if (keys.version() != C2cVersion.V2) {
      throw new InvalidInputException("A V1 pairing has no confirmation");
    }
    C2cCipher cipher = new C2cCipher(keys);
    try {
      byte[] blob = new byte[C2cCipher.paddedBytes(C2cKeys.LENGTH_BYTES) + cipher.overheadBytes()];
      tag.expose(bytes -> cipher.encrypt(bytes, 0, bytes.length, random, blob, 0));
      return blob;
    } finally {
      cipher.wipe();
    }
  }
}
