package io.github.thingseal.core.internal.ccm;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.CCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * AES-CCM (NIST SP 800-38C, RFC 3610) by Bouncy Castle.
 *
 * <p>Bouncy Castle keeps its own copy of the key and of the round keys, and offers no way to wipe
 * them. A cipher lives for one message only, so that they are soon garbage.
 */
public final class BouncyCastleCcm implements Ccm {
  @Override
  public void seal(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] associatedData,
      byte[] plaintext,
      byte[] sealed,
      int offset) {
    try {
      cipher(true, key, nonce, tagLengthBytes, associatedData)
          .processPacket(plaintext, 0, plaintext.length, sealed, offset);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("Encryption does not verify anything", e);
    }
  }

  @Override
  public boolean open(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] associatedData,
      byte[] sealed,
      int offset,
      int length,
      byte[] plaintext) {
    try {
      cipher(false, key, nonce, tagLengthBytes, associatedData)
          .processPacket(sealed, offset, length, plaintext, 0);
      return true;
    } catch (InvalidCipherTextException e) {
      return false;
    }
  }

  private static CCMBlockCipher cipher(
      boolean encrypt, byte[] key, byte[] nonce, int tagLengthBytes, byte[] associatedData) {
    CCMModeCipher cipher = CCMBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(
        encrypt,
        new AEADParameters(
            new KeyParameter(key), tagLengthBytes * Byte.SIZE, nonce, associatedData));
    return (CCMBlockCipher) cipher;
  }
}
