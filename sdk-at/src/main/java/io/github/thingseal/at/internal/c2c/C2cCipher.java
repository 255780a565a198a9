package io.github.thingseal.at.internal.c2c;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.c2c.C2cVersion;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The body of a frame: encrypted, authenticated, padded. For use by one thread.
 *
 * <p>V2: IV, AES-128-CBC of the padded data, HMAC-SHA256 over IV, ciphertext and TE secret cut to
 * 16 bytes. V1: AES-128-CBC of the padded data and its SHA-256, IV.
 */
final class C2cCipher {
  static final int IV_BYTES = 16;
  static final int MAC_BYTES = 16;
  static final int HASH_BYTES = 32;
  static final int BLOCK_BYTES = 16;

  private final C2cVersion version;
  private final SecretKeySpec key;
  private final byte[] teSecret;
  private final Cipher cipher;
  private final Mac mac;
  private final MessageDigest hash;

  C2cCipher(C2cKeys keys) {
    this.version = keys.version();
    this.key = keys.key().expose(bytes -> new SecretKeySpec(bytes, "AES"));
    this.teSecret = keys.teSecret().exposeCopy();
    try {
      this.cipher = Cipher.getInstance("AES/CBC/NoPadding");
      this.hash = MessageDigest.getInstance("SHA-256");
      this.mac = Mac.getInstance("HmacSHA256");
      mac.init(keys.hmacKey().expose(bytes -> new SecretKeySpec(bytes, "HmacSHA256")));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has AES/CBC and SHA-256", e);
    }
  }

  /** Wipes what can be wiped of the keys; nothing can be encrypted or decrypted afterwards. */
  void wipe() {
    Arrays.fill(teSecret, (byte) 0);
  }

  int overheadBytes() {
    return version == C2cVersion.V2 ? IV_BYTES + MAC_BYTES : HASH_BYTES + IV_BYTES;
  }

  static int paddedBytes(int length) {
    return length + BLOCK_BYTES - length % BLOCK_BYTES;
  }

  /** Encrypts data into a body; returns its length. */
  int encrypt(byte[] data, int offset, int length, SecureRandom random, byte[] body, int at) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    int padded = paddedBytes(length);
    byte[] clear = new byte[version == C2cVersion.V2 ? padded : padded + HASH_BYTES];
    try {
      System.arraycopy(data, offset, clear, 0, length);
      Arrays.fill(clear, length, padded, (byte) (padded - length));
      if (version == C2cVersion.V2) {
        encryptV2(iv, clear, body, at);
      } else {
        encryptV1(iv, clear, body, at);
      }
      return padded + overheadBytes();
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private void encryptV2(byte[] iv, byte[] padded, byte[] body, int at) {
    System.arraycopy(iv, 0, body, at, IV_BYTES);
    crypt(Cipher.ENCRYPT_MODE, iv, padded, 0, padded.length, body, at + IV_BYTES);
    int signed = IV_BYTES + padded.length;
    System.arraycopy(tag(body, at, signed), 0, body, at + signed, MAC_BYTES);
  }

  /** The last bytes of the clear are room for the hash of what is before them. */
  private void encryptV1(byte[] iv, byte[] clear, byte[] body, int at) {
    int padded = clear.length - HASH_BYTES;
    hash.update(clear, 0, padded);
    System.arraycopy(hash.digest(), 0, clear, padded, HASH_BYTES);
    crypt(Cipher.ENCRYPT_MODE, iv, clear, 0, clear.length, body, at);
    System.arraycopy(iv, 0, body, at + clear.length, IV_BYTES);
  }

  /**
   * Decrypts a body in a buffer of the caller's; returns how many bytes of clear begin at 0, or -1
   * if the body was not made with these keys.
   */
  int decrypt(byte[] body, int at, int length, byte[] clear) {
    return version == C2cVersion.V2
        ? decryptV2(body, at, length, clear)
        : decryptV1(body, at, length, clear);
  }

  private int decryptV2(byte[] body, int at, int length, byte[] clear) {
    int signed = length - MAC_BYTES;
    byte[] tag = tag(body, at, signed);
    byte[] received = Arrays.copyOfRange(body, at + signed, at + length);
    if (!MessageDigest.isEqual(tag, received)) {
      return -1;
    }
    byte[] iv = Arrays.copyOfRange(body, at, at + IV_BYTES);
    int padded = signed - IV_BYTES;
    crypt(Cipher.DECRYPT_MODE, iv, body, at + IV_BYTES, padded, clear, 0);
    return unpadded(clear, padded);
  }

  private int decryptV1(byte[] body, int at, int length, byte[] clear) {
    int encrypted = length - IV_BYTES;
    byte[] iv = Arrays.copyOfRange(body, at + encrypted, at + length);
    crypt(Cipher.DECRYPT_MODE, iv, body, at, encrypted, clear, 0);
    int padded = encrypted - HASH_BYTES;
    hash.update(clear, 0, padded);
    byte[] received = Arrays.copyOfRange(clear, padded, encrypted);
    return MessageDigest.isEqual(hash.digest(), received) ? unpadded(clear, padded) : -1;
  }

  private static int unpadded(byte[] clear, int padded) {
    int pad = clear[padded - 1] & 0xFF;
    if (pad < 1 || pad > BLOCK_BYTES) {
      return -1;
    }
    for (int i = padded - pad; i < padded; i++) {
      if ((clear[i] & 0xFF) != pad) {
        return -1;
      }
    }
    return padded - pad;
  }

  private byte[] tag(byte[] body, int at, int length) {
    mac.update(body, at, length);
    mac.update(teSecret);
    return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
  }

  private void crypt(int mode, byte[] iv, byte[] in, int at, int length, byte[] out, int outAt) {
    try {
      cipher.init(mode, key, new IvParameterSpec(iv));
      cipher.doFinal(in, at, length, out, outAt);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-CBC without padding takes any whole blocks", e);
    }
  }
}
