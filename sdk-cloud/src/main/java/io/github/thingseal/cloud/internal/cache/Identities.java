package io.github.thingseal.cloud.internal.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Key identities, alone or at the beginning of a message, as two numbers. */
final class Identities {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int V1 = 1;
  private static final int BITS_OF_VERSION = 4;
  private static final int V2_LOW_BITS = 24;

  private Identities() {}

  /** The first eight bytes; never 0, as the first digit is the version. */
  static long high(byte[] identity) {
    return (long) LONG.get(identity, 0);
  }

  /** The other eight of V1, or three of V2. */
  static long low(byte[] identity) {
    if (identity[0] >>> BITS_OF_VERSION == V1) {
      return (long) LONG.get(identity, Long.BYTES);
    }
    // A message of V2 has 15 bytes or more, its identity alone 11: the last eight of these.
    long last = (long) LONG.get(identity, 3);
    return last & ((1L << V2_LOW_BITS) - 1);
  }

  /** A well mixed number; its halves are independent. */
  static long hash(long high, long low, long seed) {
    long mixed = (high ^ seed) * 0x9E3779B97F4A7C15L;
    mixed = (Long.rotateLeft(mixed, 32) ^ low) * 0xBF58476D1CE4E5B9L;
    mixed ^= mixed >>> 29;
    mixed *= 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 32);
  }
}
