package io.github.thingseal.core.internal.ccm;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * Lends a caller's key to ciphers while they are initialised, and wipes the copies that they were
 * given. {@code SecretKeySpec} would leave a copy of each message's key to the garbage collector.
 */
final class BorrowedKey implements SecretKey {
  private static final long serialVersionUID = 1L;
  private static final int MOST_COPIES = 4;
  private static final byte[] NONE = {};

  private final transient byte[][] copies = new byte[MOST_COPIES][];
  private transient byte[] key = NONE;
  private transient int given;

  /** Lends a key until {@link #giveBack}; not copied. */
  BorrowedKey lend(byte[] borrowed) {
    this.key = borrowed;
    return this;
  }

  /** Forgets the key, and wipes the copies. */
  void giveBack() {
    key = NONE;
    for (int i = 0; i < given; i++) {
      Arrays.fill(copies[i], (byte) 0);
    }
    given = 0;
  }

  @Override
  public String getAlgorithm() {
    return "AES";
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    byte[] copy = key.clone();
    if (given < MOST_COPIES) {
      copies[given] = copy;
      given++;
    }
    return copy;
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("A key is not written");
  }

  @Override
  public String toString() {
    return "BorrowedKey";
  }
}
