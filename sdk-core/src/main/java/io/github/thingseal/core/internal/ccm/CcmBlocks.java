package io.github.thingseal.core.internal.ccm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The blocks that CCM makes of nonce, lengths and counters (RFC 3610 sections 2.2 and 2.3). */
final class CcmBlocks {
  static final int BLOCK = 16;

  private static final int ASSOCIATED = 0x40;
  private static final int MAX_ASSOCIATED = 0xFEFF;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private CcmBlocks() {}

  /** B_0: the first block of the CBC-MAC. */
  static void first(
      byte[] nonce, int tagBytes, boolean associated, int messageBytes, byte[] block) {
    int lengthBytes = BLOCK - 1 - nonce.length;
    int flags = (((tagBytes - 2) / 2) << 3) | (lengthBytes - 1);
    block[0] = (byte) (associated ? flags | ASSOCIATED : flags);
    System.arraycopy(nonce, 0, block, 1, nonce.length);
    number(messageBytes, lengthBytes, block, 0);
  }

  /** Associated data behind its length, filled up with zeros to whole blocks. */
  static byte[] associated(byte[] data) {
    if (data.length > MAX_ASSOCIATED) {
      throw new IllegalArgumentException("Associated data of " + data.length + " bytes");
    }
    if (data.length == 0) {
      return data;
    }
    byte[] blocks = new byte[(Short.BYTES + data.length + BLOCK - 1) / BLOCK * BLOCK];
    blocks[0] = (byte) (data.length >>> Byte.SIZE);
    blocks[1] = (byte) data.length;
    System.arraycopy(data, 0, blocks, Short.BYTES, data.length);
    return blocks;
  }

  /** A_i for i from a counter on: as many blocks of counters as fit in a length. */
  static void counters(byte[] nonce, int from, byte[] blocks, int lengthBytes) {
    int counterBytes = BLOCK - 1 - nonce.length;
    for (int at = 0, counter = from; at < lengthBytes; at += BLOCK, counter++) {
      blocks[at] = (byte) (counterBytes - 1);
      System.arraycopy(nonce, 0, blocks, at + 1, nonce.length);
      number(counter, counterBytes, blocks, at);
    }
  }

  /** Writes a number at the end of a block, in as many bytes as the nonce leaves. */
  private static void number(int number, int bytes, byte[] blocks, int at) {
    for (int i = 0, rest = number; i < bytes; i++, rest >>>= Byte.SIZE) {
      blocks[at + BLOCK - 1 - i] = (byte) rest;
    }
  }

  /** Writes the exclusive or of two ranges. */
  static void xor(
      byte[] one, int oneAt, byte[] other, int otherAt, byte[] out, int outAt, int length) {
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      LONGS.set(
          out, outAt + i, (long) LONGS.get(one, oneAt + i) ^ (long) LONGS.get(other, otherAt + i));
    }
    for (; i < length; i++) {
      out[outAt + i] = (byte) (one[oneAt + i] ^ other[otherAt + i]);
    }
  }

  /** Whether two ranges are equal, in a time that depends on the length only. */
  static boolean equal(byte[] one, byte[] other, int otherAt, int length) {
    int different = 0;
    for (int i = 0; i < length; i++) {
      different |= one[i] ^ other[otherAt + i];
    }
    return different == 0;
  }
}
