package io.github.thingseal.at.internal.c2c;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.c2c.VectorKeys;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that were not made with the keys, and bodies that were, with odd padding. */
class C2cCipherTest {
  private static final byte[] TEXT = "AT+USECPSK=16 and so on, over blocks".getBytes(US_ASCII);

  private final byte[] clear = new byte[200];

  private static byte[] body(C2cCipher cipher) {
    byte[] body = new byte[200];
    int length = cipher.encrypt(TEXT, 0, TEXT.length, new SecureRandom(), body, 0);
    return Arrays.copyOf(body, length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void decrypt_whenAnyBitIsChanged_isRefused(int version) {
    C2cCipher cipher = new C2cCipher(VectorKeys.of(version));
    byte[] body = body(cipher);
    assertThat(cipher.decrypt(body, 0, body.length, clear)).isEqualTo(TEXT.length);
    for (int bit = 0; bit < body.length * Byte.SIZE; bit++) {
      byte[] changed = body.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThat(cipher.decrypt(changed, 0, changed.length, clear)).as("bit %d", bit).isNegative();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "41424344454647484142434445464701, 15",
    "41424344454647484142434403030303, 13",
    "10101010101010101010101010101010, 0",
    "41424344454647484142434445464700, -1",
    "41424344454647484142434445464711, -1",
    "11111111111111111111111111111111, -1",
    "414243444546474841424344454647FF, -1",
    "41424344454647484142434445040304, -1",
    "00101010101010101010101010101010, -1",
  })
  void decrypt_whenPaddingIsOddThoughAuthentic_isRefused(String padded, int length)
      throws GeneralSecurityException {
    byte[] block = HexFormat.of().parseHex(padded);
    for (byte[] body : new byte[][] {bodyV1(block), bodyV2(block)}) {
      C2cCipher cipher = new C2cCipher(VectorKeys.of(body.length == 64 ? 1 : 2));
      assertThat(cipher.decrypt(body, 0, body.length, clear)).isEqualTo(length);
    }
  }

  @Test
  void wipe_whenCalled_leavesNothingToDecryptWith() {
    C2cCipher cipher = new C2cCipher(VectorKeys.of(2));
    byte[] body = body(cipher);
    cipher.wipe();
    assertThat(cipher.decrypt(body, 0, body.length, clear)).isNegative();
  }

  private static byte[] bodyV1(byte[] block) throws GeneralSecurityException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(block);
    byte[] iv = new byte[16];
    byte[] encrypted = aes(1, iv, ByteBuffer.allocate(48).put(block).put(hash).array());
    return ByteBuffer.allocate(64).put(encrypted).put(iv).array();
  }

  private static byte[] bodyV2(byte[] block) throws GeneralSecurityException {
    C2cKeys keys = VectorKeys.of(2);
    byte[] iv = new byte[16];
    byte[] signed = ByteBuffer.allocate(32).put(iv).put(aes(2, iv, block)).array();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(keys.hmacKey().exposeCopy(), "HmacSHA256"));
    mac.update(signed);
    byte[] tag = mac.doFinal(keys.teSecret().exposeCopy());
    return ByteBuffer.allocate(48).put(signed).put(tag, 0, 16).array();
  }

  private static byte[] aes(int version, byte[] iv, byte[] blocks) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    byte[] key = VectorKeys.of(version).key().exposeCopy();
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
    return cipher.doFinal(blocks);
  }
}
