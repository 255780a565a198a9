package io.github.thingseal.at.internal.text;

import io.github.thingseal.core.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Secrets as hexadecimal digits, as command lines and replies carry them. */
public final class HexSecrets {
  /** ubxlib writes upper case; modules read both. */
  private static final HexFormat UPPER_CASE = HexFormat.of().withUpperCase();

  private HexSecrets() {}

  /** Reads digits of either case; wipes them. */
  public static SecretBytes read(byte[] digits) {
    CharBuffer text = StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(digits));
    try {
      return SecretBytes.fromHex(text);
    } finally {
      Arrays.fill(digits, (byte) 0);
      Arrays.fill(text.array(), '\0');
    }
  }

  /** The digits between quotes. */
  public static String quoted(SecretBytes secret) {
    return '"' + secret.expose(UPPER_CASE::formatHex) + '"';
  }

  /** The digits between quotes. */
  public static String quoted(byte[] bytes) {
    return '"' + UPPER_CASE.formatHex(bytes) + '"';
  }
}
