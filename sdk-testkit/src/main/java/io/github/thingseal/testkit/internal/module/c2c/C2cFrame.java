package io.github.thingseal.testkit.internal.module.c2c;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The frames of chip-to-chip: marker, length, body, checksum, marker; nothing is stuffed.
 *
 * <p>The body of version 2 is IV, ciphertext, and half an HMAC over both and the TE secret. That of
 * version 1 is the ciphertext of data and their hash, then the IV.
 */
public final class C2cFrame {
  public static final byte MARKER = (byte) 0xF9;
  static final int OVERHEAD = 6;
  static final int HEADER = 3;
  public static final int MAX_DATA = 255;

  private static final int BLOCK = 16;
  private static final int HASH = 32;
  private static final int MAC = 16;
  private static final int MAX_CIPHERTEXT = 1040 + BLOCK;
  private static final int FCS_POLYNOMIAL = 0x8408;

  private C2cFrame() {}

  /** A frame of at most {@link #MAX_DATA} bytes. */
  public static byte[] encode(C2cKeys keys, byte[] iv, byte[] data) {
    return frame(keys.isSecondVersion() ? secondBody(keys, iv, data) : firstBody(keys, iv, data));
  }

  /** Markers, length and checksum around a body. */
  public static byte[] frame(byte[] body) {
    byte[] frame = new byte[body.length + OVERHEAD];
    frame[0] = MARKER;
    frame[1] = (byte) body.length;
    frame[2] = (byte) (body.length >> 8);
    System.arraycopy(body, 0, frame, HEADER, body.length);
    int checksum = checksum(frame, 1, HEADER + body.length);
    frame[HEADER + body.length] = (byte) checksum;
    frame[HEADER + body.length + 1] = (byte) (checksum >> 8);
    frame[frame.length - 1] = MARKER;
    return frame;
  }

  /** Whether a body can be that long. */
  static boolean isBodyLength(C2cKeys keys, int length) {
    int fixed = keys.isSecondVersion() ? BLOCK + MAC : HASH + BLOCK;
    int ciphertext = length - fixed;
    return ciphertext >= BLOCK && ciphertext <= MAX_CIPHERTEXT && ciphertext % BLOCK == 0;
  }

  /** What a body says, or nothing if it was not made with these keys. */
  public static Optional<byte[]> open(C2cKeys keys, byte[] body) {
    return keys.isSecondVersion() ? openSecond(keys, body) : openFirst(keys, body);
  }

  /** The FCS-16 of RFC 1662. */
  public static int checksum(byte[] bytes, int from, int to) {
    int crc = 0xFFFF;
    for (int i = from; i < to; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 1) == 1 ? crc >>> 1 ^ FCS_POLYNOMIAL : crc >>> 1;
      }
    }
    return crc ^ 0xFFFF;
  }

  private static byte[] secondBody(C2cKeys keys, byte[] iv, byte[] data) {
    byte[] ciphertext = cbc(Cipher.ENCRYPT_MODE, keys, iv, padded(data));
    return concat(iv, ciphertext, mac(keys, iv, ciphertext));
  }

  private static Optional<byte[]> openSecond(C2cKeys keys, byte[] body) {
    byte[] iv = Arrays.copyOf(body, BLOCK);
    byte[] ciphertext = Arrays.copyOfRange(body, BLOCK, body.length - MAC);
    byte[] mac = Arrays.copyOfRange(body, body.length - MAC, body.length);
    if (!MessageDigest.isEqual(mac, mac(keys, iv, ciphertext))) {
      return Optional.empty();
    }
    return unpadded(cbc(Cipher.DECRYPT_MODE, keys, iv, ciphertext));
  }

  private static byte[] firstBody(C2cKeys keys, byte[] iv, byte[] data) {
    byte[] content = padded(data);
    return concat(cbc(Cipher.ENCRYPT_MODE, keys, iv, concat(content, hash(content))), iv);
  }

  private static Optional<byte[]> openFirst(C2cKeys keys, byte[] body) {
    byte[] iv = Arrays.copyOfRange(body, body.length - BLOCK, body.length);
    byte[] clear = cbc(Cipher.DECRYPT_MODE, keys, iv, Arrays.copyOf(body, body.length - BLOCK));
    byte[] content = Arrays.copyOf(clear, clear.length - HASH);
    byte[] hash = Arrays.copyOfRange(clear, clear.length - HASH, clear.length);
    return MessageDigest.isEqual(hash, hash(content)) ? unpadded(content) : Optional.empty();
  }

  private static byte[] padded(byte[] data) {
    int pad = BLOCK - data.length % BLOCK;
    byte[] padded = Arrays.copyOf(data, data.length + pad);
    Arrays.fill(padded, data.length, padded.length, (byte) pad);
    return padded;
  }

  private static Optional<byte[]> unpadded(byte[] padded) {
    int pad = padded[padded.length - 1] & 0xFF;
    if (pad < 1 || pad > BLOCK) {
      return Optional.empty();
    }
    byte[] data = Arrays.copyOf(padded, padded.length - pad);
    return Arrays.equals(padded(data), padded) ? Optional.of(data) : Optional.empty();
  }

  private static byte[] cbc(int mode, C2cKeys keys, byte[] iv, byte[] bytes) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(mode, new SecretKeySpec(keys.key(), "AES"), new IvParameterSpec(iv));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot do AES-CBC", e);
    }
  }

  private static byte[] mac(C2cKeys keys, byte[] iv, byte[] ciphertext) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(keys.hmacKey(), "HmacSHA256"));
      mac.update(iv);
      mac.update(ciphertext);
      return Arrays.copyOf(mac.doFinal(keys.teSecret()), MAC);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot do HMAC-SHA-256", e);
    }
  }

  private static byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot do SHA-256", e);
    }
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
