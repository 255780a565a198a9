package io.github.thingseal.core.internal.ccm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The blocks that CCM makes of nonce, lengths and counters (RFC 3610 sections 2.2 and 2.3). */
final class CcmBlocks {
  static final int BLOCK = 16;

  private static final int MAX_ASSOCIATED = 0xFEFF;

  /** For what has no order, without turning bytes around. */
  private static final VarHandle BITS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private CcmBlocks() {}

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

  static void copyBlock(byte[] from, int at, byte[] block) {
    BITS.set(block, 0, (long) BITS.get(from, at));
    BITS.set(block, Long.BYTES, (long) BITS.get(from, at + Long.BYTES));
  }

  static void wipeBlock(byte[] block) {
    BITS.set(block, 0, 0L);
    BITS.set(block, Long.BYTES, 0L);
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
