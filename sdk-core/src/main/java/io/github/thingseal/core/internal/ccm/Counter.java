package io.github.thingseal.core.internal.ccm;

import static io.github.thingseal.core.internal.ccm.CcmBlocks.BLOCK;

import java.util.Arrays;
import javax.crypto.spec.IvParameterSpec;

/**
 * The first counter block of a message, for one cipher at a time. {@code IvParameterSpec} makes two
 * copies for each message, and leaves them to the garbage collector; this one lends its own block,
 * which a cipher may keep until its next message.
 */
final class Counter extends IvParameterSpec {
  private final byte[] block = new byte[BLOCK];

  Counter() {
    super(new byte[BLOCK]);
  }

  /** Sets the block A_0 of a message. */
  Counter of(byte[] nonce) {
    CcmBlocks.counters(nonce, 0, block, BLOCK);
    return this;
  }

  /** Forgets the nonce. */
  void wipe() {
    Arrays.fill(block, (byte) 0);
  }

  @Override
  public byte[] getIV() {
    return block;
  }
}
