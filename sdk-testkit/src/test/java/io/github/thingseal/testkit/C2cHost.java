package io.github.thingseal.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A host's end of chip-to-chip version 2 that trusts the line: frames whole and in order. Written
 * apart from that of the module.
 */
final class C2cHost {
  private static final byte[] IV = HexFormat.of().parseHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");

  private final byte[] teSecret;
  private final byte[] key;
  private final byte[] hmacKey;

  C2cHost(String teSecret, String key, String hmacKey) {
    this.teSecret = HexFormat.of().parseHex(teSecret);
    this.key = HexFormat.of().parseHex(key);
    this.hmacKey = HexFormat.of().parseHex(hmacKey);
  }

  /** The body of one frame, which is also the form of the confirmation. */
  byte[] body(byte[] data) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(IV));
      byte[] ciphertext = cipher.doFinal(data);
      byte[] body = Arrays.copyOf(IV, 32 + ciphertext.length);
      System.arraycopy(ciphertext, 0, body, 16, ciphertext.length);
      System.arraycopy(mac(body, body.length - 16), 0, body, body.length - 16, 16);
      return body;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  byte[] frame(String text) {
    byte[] body = body(text.getBytes(StandardCharsets.ISO_8859_1));
    byte[] frame = new byte[body.length + 6];
    frame[0] = (byte) 0xF9;
    frame[1] = (byte) body.length;
    frame[2] = (byte) (body.length >> 8);
    System.arraycopy(body, 0, frame, 3, body.length);
    int fcs = fcs(frame, body.length + 3);
    frame[frame.length - 3] = (byte) fcs;
    frame[frame.length - 2] = (byte) (fcs >> 8);
    frame[frame.length - 1] = (byte) 0xF9;
    return frame;
  }

  /** What frames say, one frame after the other, with a bar after each. */
  String read(String frames) {
    byte[] bytes = frames.getBytes(StandardCharsets.ISO_8859_1);
    StringBuilder text = new StringBuilder();
    int start = 0;
    while (start < bytes.length) {
      int length = (bytes[start + 1] & 0xFF) | (bytes[start + 2] & 0xFF) << 8;
      byte[] body = Arrays.copyOfRange(bytes, start + 3, start + 3 + length);
      text.append(open(body)).append('|');
      start += length + 6;
    }
    return text.toString();
  }

  private String open(byte[] body) {
    try {
      byte[] mac = Arrays.copyOfRange(body, body.length - 16, body.length);
      if (!Arrays.equals(mac, mac(body, body.length - 16))) {
        return "<MAC>";
      }
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(body, 0, 16));
      return new String(cipher.doFinal(body, 16, body.length - 32), StandardCharsets.ISO_8859_1);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] mac(byte[] bytes, int length) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(hmacKey, "HmacSHA256"));
    mac.update(bytes, 0, length);
    mac.update(teSecret);
    return Arrays.copyOf(mac.doFinal(), 16);
  }

  static int fcs(byte[] bytes, int end) {
    int fcs = 0xFFFF;
    for (int i = 1; i < end; i++) {
      for (int bit = 0; bit < 8; bit++) {
        int low = (fcs ^ (bytes[i] & 0xFF) >> bit) & 1;
        fcs = fcs >> 1 ^ (low == 1 ? 0x8408 : 0);
      }
    }
    return ~fcs & 0xFFFF;
  }
}
