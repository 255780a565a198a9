package io.github.thingseal.at.c2c;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@link C2cKeys} as one encrypted block of bytes, to be stored wherever the user stores things.
 *
 * <p>The format is our own, version 1:
 *
 * <pre>
 * "TSC2C" | version 01 | kind | kind 02 only: salt (16), iterations (4, big endian) | nonce (12)
 *   | AES-256-GCM (TE secret 16, key 16, HMAC key 16; all zero in V1) | tag (16)
 * </pre>
 *
 * <p>Kind 01 is encrypted under a key of the user's; kind 02 under PBKDF2-HMAC-SHA256 of a
 * passphrase. Everything before the ciphertext is authenticated with it.
 */
public final class C2cKeyBlob {
  /** The length of the user's key, in bytes. */
  public static final int WRAPPING_KEY_BYTES = 32;

  private static final byte[] MAGIC = "TSC2C".getBytes(StandardCharsets.US_ASCII);
  private static final byte VERSION = 1;
  private static final byte UNDER_KEY = 1;
  private static final byte UNDER_PASSPHRASE = 2;
  private static final int HEAD_BYTES = MAGIC.length + 2;
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int CLEAR_BYTES = 3 * C2cKeys.LENGTH_BYTES;
  private static final int SEALED_BYTES = NONCE_BYTES + CLEAR_BYTES + TAG_BYTES;
  private static final int PASSPHRASE_HEAD_BYTES = HEAD_BYTES + SALT_BYTES + Integer.BYTES;
  private static final int ITERATIONS = 600_000;

  /** More would let a forged block keep the processor busy. */
  private static final int MAX_ITERATIONS = 10_000_000;

  private C2cKeyBlob() {}

  /**
   * Encrypts keys under a key.
   *
   * @param keys the keys; they stay open
   * @param wrappingKey 32 bytes; stays open
   * @return the block, 83 bytes, different each time
   * @throws InvalidInputException if the wrapping key has another length, or something is closed
   */
  public static byte[] seal(C2cKeys keys, SecretBytes wrappingKey) {
    Arguments.required(keys, "keys");
    Arguments.required(wrappingKey, "wrappingKey");
    requireKeyLength(wrappingKey);
    byte[] head = head(UNDER_KEY, HEAD_BYTES).array();
    return wrappingKey.expose(key -> encrypt(keys, key, head));
  }

  /**
   * Decrypts what {@link #seal(C2cKeys, SecretBytes)} made.
   *
   * @param blob the block
   * @param wrappingKey the same key; stays open
   * @return the keys; the caller closes them
   * @throws InvalidInputException if the key is another, the block is damaged, or it is no such
   *     block at all
   */
  public static C2cKeys open(byte[] blob, SecretBytes wrappingKey) {
    Arguments.required(blob, "blob");
    Arguments.required(wrappingKey, "wrappingKey");
    requireKeyLength(wrappingKey);
    requireKind(blob, UNDER_KEY, HEAD_BYTES, "under a key");
    return wrappingKey.expose(key -> decrypt(blob, key, HEAD_BYTES));
  }

  /**
   * Encrypts keys under a passphrase. It is slow on purpose.
   *
   * @param keys the keys; they stay open
   * @param passphrase 1 character or more, without NUL; wiping it is up to the caller
   * @return the block, 103 bytes, different each time
   * @throws InvalidInputException if there is no passphrase, it has a NUL or half of a surrogate
   *     pair, by which it would equal another one, or something is closed
   */
  public static byte[] seal(C2cKeys keys, char[] passphrase) {
    Arguments.required(keys, "keys");
    Arguments.required(passphrase, "passphrase");
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    byte[] head =
        head(UNDER_PASSPHRASE, PASSPHRASE_HEAD_BYTES).put(salt).putInt(ITERATIONS).array();
    try (SecretBytes wrappingKey = derive(passphrase, salt, ITERATIONS)) {
      return wrappingKey.expose(key -> encrypt(keys, key, head));
    }
  }

  /**
   * Decrypts what {@link #seal(C2cKeys, char[])} made.
   *
   * @param blob the block
   * @param passphrase the same passphrase; wiping it is up to the caller
   * @return the keys; the caller closes them
   * @throws InvalidInputException if the passphrase is another, the block is damaged, or it is no
   *     such block at all
   */
  public static C2cKeys open(byte[] blob, char[] passphrase) {
    Arguments.required(blob, "blob");
    Arguments.required(passphrase, "passphrase");
    requireKind(blob, UNDER_PASSPHRASE, PASSPHRASE_HEAD_BYTES, "under a passphrase");
    byte[] salt = Arrays.copyOfRange(blob, HEAD_BYTES, HEAD_BYTES + SALT_BYTES);
    int iterations = ByteBuffer.wrap(blob).getInt(HEAD_BYTES + SALT_BYTES);
    if (iterations < 1 || iterations > MAX_ITERATIONS) {
      throw damaged();
    }
    try (SecretBytes wrappingKey = derive(passphrase, salt, iterations)) {
      return wrappingKey.expose(key -> decrypt(blob, key, PASSPHRASE_HEAD_BYTES));
    }
  }

  private static ByteBuffer head(byte kind, int bytes) {
    return ByteBuffer.allocate(bytes).put(MAGIC).put(VERSION).put(kind);
  }

  private static byte[] encrypt(C2cKeys keys, byte[] wrappingKey, byte[] head) {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    byte[] clear = new byte[CLEAR_BYTES];
    try {
      ByteBuffer parts = ByteBuffer.wrap(clear);
      keys.teSecret().expose(parts::put);
      keys.key().expose(parts::put);
      keys.hmacKey().expose(parts::put);
      byte[] sealed = gcm(Cipher.ENCRYPT_MODE, wrappingKey, nonce, head).doFinal(clear);
      return ByteBuffer.allocate(head.length + SEALED_BYTES)
          .put(head)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has AES/GCM", e);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private static C2cKeys decrypt(byte[] blob, byte[] wrappingKey, int headBytes) {
    byte[] head = Arrays.copyOf(blob, headBytes);
    int sealedAt = headBytes + NONCE_BYTES;
    byte[] nonce = Arrays.copyOfRange(blob, headBytes, sealedAt);
    byte[] clear = {};
    try {
      clear =
          gcm(Cipher.DECRYPT_MODE, wrappingKey, nonce, head)
              .doFinal(blob, sealedAt, blob.length - sealedAt);
      return C2cKeys.of(part(clear, 0), part(clear, 1), part(clear, 2));
    } catch (AEADBadTagException e) {
      throw damaged();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has AES/GCM", e);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private static Cipher gcm(int mode, byte[] key, byte[] nonce, byte[] head)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(head);
    return cipher;
  }

  private static SecretBytes derive(char[] passphrase, byte[] salt, int iterations) {
    requirePassphrase(passphrase);
    PBEKeySpec spec = new PBEKeySpec(passphrase, salt, iterations, WRAPPING_KEY_BYTES * Byte.SIZE);
    try {
      return SecretBytes.takeFrom(
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }

  /**
   * HMAC fills its key with NULs, and UTF-8 has one replacement for everything that is no
   * character.
   */
  private static void requirePassphrase(char[] passphrase) {
    if (passphrase.length == 0) {
      throw new InvalidInputException("The passphrase for chip-to-chip keys has no characters");
    }
    for (int i = 0; i < passphrase.length; i++) {
      char c = passphrase[i];
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < passphrase.length
              && Character.isLowSurrogate(passphrase[i + 1]);
      if (c == 0 || (Character.isSurrogate(c) && !pair)) {
        throw new InvalidInputException(
            "The passphrase for chip-to-chip keys has a NUL, or half of a surrogate pair: another"
                + " passphrase would open what it closes. Leave it out");
      }
      i += pair ? 1 : 0;
    }
  }

  private static SecretBytes part(byte[] clear, int number) {
    int from = number * C2cKeys.LENGTH_BYTES;
    return SecretBytes.takeFrom(Arrays.copyOfRange(clear, from, from + C2cKeys.LENGTH_BYTES));
  }

  private static void requireKeyLength(SecretBytes wrappingKey) {
    if (wrappingKey.lengthBytes() != WRAPPING_KEY_BYTES) {
      String lengths = WRAPPING_KEY_BYTES + " bytes, not " + wrappingKey.lengthBytes();
      throw new InvalidInputException("Chip-to-chip keys are encrypted under a key of " + lengths);
    }
  }

  private static void requireKind(byte[] blob, byte kind, int headBytes, String how) {
    boolean named =
        blob.length >= HEAD_BYTES && Arrays.equals(blob, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    if (!named) {
      throw new InvalidInputException(
          "These " + blob.length + " bytes are no stored chip-to-chip keys");
    }
    if (blob[MAGIC.length] != VERSION) {
      String versions = blob[MAGIC.length] + ", but only " + VERSION;
      throw new InvalidInputException(
          ("Stored chip-to-chip keys are of version " + versions + " is known: a newer release may")
              + " have written them");
    }
    if (blob[MAGIC.length + 1] != kind) {
      throw new InvalidInputException(
          "Stored chip-to-chip keys are not encrypted " + how + ": use the other way to open them");
    }
    if (blob.length != headBytes + SEALED_BYTES) {
      throw damaged();
    }
  }

  private static InvalidInputException damaged() {
    return new InvalidInputException(
        "Stored chip-to-chip keys cannot be opened: the key or passphrase is not the one they were"
            + " stored under, or the bytes are damaged");
  }
}
