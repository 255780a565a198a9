package io.github.thingseal.testkit.internal.module.security;

import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.testkit.RootOfTrust;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.CCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * What the silicon does with a message: AES-128-CCM without associated data. Written apart from the
 * cipher of the SDK, so that each checks the other.
 */
public final class MessageCipher {
  private static final int TAG_BYTES = 16;

  private final RootOfTrust rootOfTrust;
  private final SecureRandom random;

  public MessageCipher(RootOfTrust rootOfTrust, SecureRandom random) {
    this.rootOfTrust = rootOfTrust;
    this.random = random;
  }

  /** Key identity, ciphertext, tag; in V2 a zero byte is encrypted ahead of the plaintext. */
  public byte[] protect(E2eVersion version, int keySet, byte[] plaintext) {
    KeyIdentity identity = rootOfTrust.newKeyIdentity(version, keySet, random);
    byte[] content = new byte[version.leadingBytes() + plaintext.length];
    System.arraycopy(plaintext, 0, content, version.leadingBytes(), plaintext.length);
    byte[] header = identity.toBytes();
    byte[] message = Arrays.copyOf(header, header.length + content.length + TAG_BYTES);
    try (ProtectionParameters parameters = rootOfTrust.uplink(identity)) {
      process(parameters, true, content, 0, message, header.length);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("Encryption does not verify anything", e);
    }
    return message;
  }

  /** The plaintext of a V1 message to this module, or nothing if it is not that. */
  public Optional<byte[]> unprotect(byte[] message) {
    int header = E2eVersion.V1.keyIdentityBytes();
    boolean readable =
        message.length >= header + TAG_BYTES
            && (message[0] & 0xF0) >> 4 == E2eVersion.V1.nibble()
            && rootOfTrust.owns(message);
    if (!readable) {
      return Optional.empty();
    }
    byte[] plaintext = new byte[message.length - header - TAG_BYTES];
    KeyIdentity identity = KeyIdentity.of(Arrays.copyOf(message, header));
    try (ProtectionParameters parameters = rootOfTrust.downlink(identity)) {
      process(parameters, false, message, header, plaintext, 0);
      return Optional.of(plaintext);
    } catch (InvalidCipherTextException e) {
      return Optional.empty();
    }
  }

  private static void process(
      ProtectionParameters parameters,
      boolean encrypt,
      byte[] in,
      int inOffset,
      byte[] out,
      int outOffset)
      throws InvalidCipherTextException {
    byte[] key = parameters.key().exposeCopy();
    try {
      CCMModeCipher cipher = CCMBlockCipher.newInstance(AESEngine.newInstance());
      byte[] nonce = parameters.nonce().exposeCopy();
      cipher.init(encrypt, new AEADParameters(new KeyParameter(key), TAG_BYTES * Byte.SIZE, nonce));
      int done = cipher.processBytes(in, inOffset, in.length - inOffset, out, outOffset);
      cipher.doFinal(out, outOffset + done);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
