package io.github.thingseal.libcrypto;

import io.github.thingseal.core.internal.pool.KeyHolder;
import java.lang.foreign.MemorySegment;

/** A cipher context for each direction, made when it is needed; for one thread at a time. */
final class Context extends KeyHolder {
  private static final int SET_NONCE_LENGTH = 0x9;
  private static final int GET_TAG = 0x10;
  private static final int SET_TAG = 0x11;
  private static final int SEAL = 1;
  private static final int OPEN = 0;
  private static final int NONE = -1;

  /** A pointer to no bytes must not be NULL, which OpenSSL takes for something else. */
  private static final byte[] NO_BYTES = new byte[1];

  private final Libcrypto libcrypto;
  private final TagParameter tag = new TagParameter();
  private long context = Libcrypto.NULL;
  private int direction = NONE;
  private int nonceBytes = NONE;
  private int tagBytes = NONE;
  private boolean usedOfLate;

  Context(Libcrypto libcrypto) {
    this.libcrypto = libcrypto;
  }

  void seal(
      byte[] key,
      byte[] nonce,
      int tagBytes,
      byte[] associatedData,
      byte[] plaintext,
      byte[] sealed,
      int offset) {
    MemorySegment target = MemorySegment.ofArray(sealed);
    boolean done = false;
    try {
      begin(SEAL, key, nonce, tagBytes, MemorySegment.NULL);
      absorb(associatedData, plaintext.length);
      MemorySegment in = MemorySegment.ofArray(plaintext.length == 0 ? NO_BYTES : plaintext);
      require(libcrypto.update(context, target.asSlice(offset), tag.written, in, plaintext.length));
      MemorySegment made = target.asSlice(offset + plaintext.length);
      require(libcrypto.control(context, GET_TAG, tagBytes, made));
      done = true;
    } finally {
      endUnless(done);
    }
  }

  /** Returns whether the tag is right. */
  boolean open(
      byte[] key,
      byte[] nonce,
      int tagBytes,
      byte[] associatedData,
      byte[] sealed,
      int offset,
      int length,
      byte[] plain) {
    MemorySegment source = MemorySegment.ofArray(sealed);
    int bytes = length - tagBytes;
    boolean right = false;
    try {
      begin(OPEN, key, nonce, tagBytes, tag.of(sealed, offset + bytes, tagBytes));
      absorb(associatedData, bytes);
      MemorySegment out = MemorySegment.ofArray(plain.length == 0 ? NO_BYTES : plain);
      right = libcrypto.update(context, out, tag.written, source.asSlice(offset), bytes);
      return right;
    } finally {
      endUnless(right);
    }
  }

  @Override
  public void wipe() {
    if (direction != NONE) {
      direction = NONE;
      long freed = context;
      context = Libcrypto.NULL;
      libcrypto.free(freed);
    }
  }

  /** Whether a key is in there. */
  boolean holdsKey() {
    return direction != NONE;
  }

  @Override
  public boolean usedOfLate() {
    boolean used = usedOfLate;
    usedOfLate = false;
    return used;
  }

  private void begin(
      int wanted, byte[] key, byte[] nonce, int wantedTagBytes, MemorySegment parameters) {
    usedOfLate = true;
    if (direction != wanted) {
      renew(wanted);
    }
    if (nonceBytes != nonce.length) {
      require(libcrypto.control(context, SET_NONCE_LENGTH, nonce.length, MemorySegment.NULL));
      nonceBytes = nonce.length;
    }
    // What init takes of the parameters comes too late for the length.
    if (tagBytes != wantedTagBytes) {
      require(libcrypto.control(context, SET_TAG, wantedTagBytes, MemorySegment.NULL));
      tagBytes = wantedTagBytes;
    }
    require(
        libcrypto.init(
            context,
            Libcrypto.NULL,
            MemorySegment.ofArray(key),
            MemorySegment.ofArray(nonce),
            wanted,
            parameters));
  }

  private void renew(int wanted) {
    wipe();
    context = libcrypto.newContext();
    direction = wanted;
    nonceBytes = NONE;
    tagBytes = NONE;
    MemorySegment none = MemorySegment.NULL;
    require(libcrypto.init(context, libcrypto.aes128Ccm, none, none, wanted, none));
  }

  /** Associated data go by a call without output, behind one with the length of the message. */
  private void absorb(byte[] associatedData, int messageBytes) {
    if (associatedData.length > 0) {
      MemorySegment none = MemorySegment.NULL;
      MemorySegment data = MemorySegment.ofArray(associatedData);
      require(libcrypto.update(context, none, tag.written, none, messageBytes));
      require(libcrypto.update(context, none, tag.written, data, associatedData.length));
    }
  }

  /** After a wrong tag OpenSSL 3.0 refuses the next message, right or not, in the same context. */
  private void endUnless(boolean done) {
    if (!done) {
      wipe();
    }
  }

  private static void require(boolean worked) {
    if (!worked) {
      throw new IllegalStateException(
          "libcrypto refuses AES-128-CCM with a key or nonce of this size");
    }
  }
}
