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

  /** For what has no order, without turning bytes around. */
  private static final VarHandle BITS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private CcmBlocks() {}

  /** B_0: the first block of the CBC-MAC. */
  static void first(
      byte[] nonce, int tagBytes, boolean associated, int messageBytes, byte[] block) {
    int flags = (((tagBytes - 2) / 2) << 3) | (BLOCK - 2 - nonce.length);
    LONGS.set(block, 0, leftHalf(associated ? flags | ASSOCIATED : flags, nonce));
    LONGS.set(block, Long.BYTES, rightHalf(nonce) + messageBytes);
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
    long left = leftHalf(BLOCK - 2 - nonce.length, nonce);
    long right = rightHalf(nonce) + from;
    for (int at = 0; at < lengthBytes; at += BLOCK, right++) {
      LONGS.set(blocks, at, left);
      LONGS.set(blocks, at + Long.BYTES, right);
    }
  }

  /** Flags and the first seven bytes of a nonce, which has no fewer. */
  private static long leftHalf(int flags, byte[] nonce) {
    long half = flags;
    for (int i = 0; i < Long.BYTES - 1; i++) {
      half = (half << Byte.SIZE) | (nonce[i] & 0xFF);
    }
    return half;
  }

  /** The rest of a nonce, and zeros in place of the number behind it. */
  private static long rightHalf(byte[] nonce) {
    long half = 0;
    for (int i = Long.BYTES - 1; i < BLOCK - 1; i++) {
      half = (half << Byte.SIZE) | (i < nonce.length ? nonce[i] & 0xFF : 0);
    }
    return half;
  }

  /** Writes the exclusive or of a block and another one. */
  static void xorBlock(byte[] one, byte[] other, int otherAt, byte[] out) {
    BITS.set(out, 0, (long) BITS.get(one, 0) ^ (long) BITS.get(other, otherAt));
    BITS.set(
        out,
        Long.BYTES,
        (long) BITS.get(one, Long.BYTES) ^ (long) BITS.get(other, otherAt + Long.BYTES));
  }

  /** Writes the exclusive or of two ranges. */
  static void xor(
      byte[] one, int oneAt, byte[] other, int otherAt, byte[] out, int outAt, int length) {
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      BITS.set(
          out, outAt + i, (long) BITS.get(one, oneAt + i) ^ (long) BITS.get(other, otherAt + i));
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
