package io.github.thingseal.core.internal.ccm;

import static io.github.thingseal.core.internal.ccm.CcmBlocks.BLOCK;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import javax.crypto.spec.IvParameterSpec;

/**
 * The blocks that CCM makes of a nonce (RFC 3610 sections 2.2 and 2.3), for one cipher at a time.
 *
 * <p>Itself it is the first counter block. {@code IvParameterSpec} makes two copies for each
 * message, and leaves them to the garbage collector; this one lends its own block, which a cipher
 * may keep until its next message.
 */
final class Counter extends IvParameterSpec {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int ASSOCIATED = 0x40;

  private final byte[] block = new byte[BLOCK];

  Counter() {
    super(new byte[BLOCK]);
  }

  /** Sets the block A_0 of a message: flags, the nonce, and zeros in place of the number. */
  void of(byte[] nonce) {
    wipe();
    block[0] = (byte) (BLOCK - 2 - nonce.length);
    System.arraycopy(nonce, 0, block, 1, nonce.length);
  }

  /** Writes the first block of the CBC-MAC, B_0. */
  void first(int tagBytes, boolean associated, int messageBytes, byte[] out) {
    int flags = ((tagBytes - 2) / 2) << 3 | (associated ? ASSOCIATED : 0);
    LONGS.set(out, 0, left() | (long) flags << (Long.SIZE - Byte.SIZE));
    LONGS.set(out, Long.BYTES, right() + messageBytes);
  }

  /** Writes A_i for i from a number on: as many blocks as fit in a length. */
  void blocks(int from, byte[] out, int lengthBytes) {
    long left = left();
    long right = right() + from;
    for (int at = 0; at < lengthBytes; at += BLOCK, right++) {
      LONGS.set(out, at, left);
      LONGS.set(out, at + Long.BYTES, right);
    }
  }

  /** Forgets the nonce. */
  void wipe() {
    CcmBlocks.wipeBlock(block);
  }

  private long left() {
    return (long) LONGS.get(block, 0);
  }

  private long right() {
    return (long) LONGS.get(block, Long.BYTES);
  }

  @Override
  public byte[] getIV() {
    return block;
  }
}
