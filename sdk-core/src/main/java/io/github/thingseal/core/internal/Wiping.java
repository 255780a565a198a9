package io.github.thingseal.core.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Overwrites secrets. */
public final class Wiping {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private Wiping() {}

  /**
   * Overwrites an array with zeros. One of 8 to 16 bytes, as keys and nonces are, by two stores,
   * which may overlap: the JDK's fill takes longer for so few.
   */
  public static void wipe(byte[] secret) {
    int length = secret.length;
    if (length >= Long.BYTES && length <= 2 * Long.BYTES) {
      LONG.set(secret, 0, 0L);
      LONG.set(secret, length - Long.BYTES, 0L);
    } else {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
