package io.github.thingseal.libcrypto;

import io.github.thingseal.core.internal.pool.KeyHolder;
import java.lang.foreign.MemorySegment;

/** A cipher context for each direction, made when it is needed; for one thread at a time. */
final class Context extends KeyHolder {
  private static final int NONE = -1;

  /** Up to so many bytes, a copy costs less than what the JDK at times makes for a slice. */
  private static final int SHORT_BYTES = 1 << 10;

  private final CcmFunctions ccm;
  private final CcmParameters parameters = new CcmParameters();
  private long context = CcmFunctions.NULL;
  private boolean seals;
  private int nonceBytes = NONE;
  private int tagBytes = NONE;
  private boolean usedOfLate;

  Context(CcmFunctions ccm) {
    this.ccm = ccm;
  }

  void seal(
      byte[] key,
      byte[] nonce,
      int tagBytes,
      byte[] associatedData,
      byte[] plaintext,
      byte[] sealed,
      int offset) {
    boolean done = false;
    try {
      begin(true, key, nonce, tagBytes, MemorySegment.NULL);
      absorb(associatedData, plaintext.length);
      MemorySegment out = MemorySegment.ofArray(sealed).asSlice(offset);
      MemorySegment in = plaintext.length == 0 ? out : MemorySegment.ofArray(plaintext);
      require(ccm.update(context, out, parameters.written, in, plaintext.length));
      require(ccm.get(context, parameters.room(tagBytes)));
      parameters.copyTag(sealed, offset + plaintext.length, tagBytes);
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
    int bytes = length - tagBytes;
    boolean right = false;
    try {
      begin(false, key, nonce, tagBytes, parameters.tag(sealed, offset + bytes, tagBytes));
      absorb(associatedData, bytes);
      right = decrypt(sealed, offset, bytes, plain);
      return right;
    } finally {
      endUnless(right);
    }
  }

  @Override
  public void wipe() {
    if (context != CcmFunctions.NULL) {
      long freed = context;
      context = CcmFunctions.NULL;
      ccm.free(freed);
    }
  }

  /** Whether a key is in there. */
  boolean holdsKey() {
    return context != CcmFunctions.NULL;
  }

  @Override
  public boolean usedOfLate() {
    boolean used = usedOfLate;
    usedOfLate = false;
    return used;
  }

  private void begin(
      boolean seal, byte[] key, byte[] nonce, int wantedTagBytes, MemorySegment tag) {
    usedOfLate = true;
    if (context == CcmFunctions.NULL || seals != seal) {
      renew(seal);
    }
    // What init takes of the parameters comes too late for the lengths.
    if (nonceBytes != nonce.length || tagBytes != wantedTagBytes) {
      require(ccm.set(context, parameters.lengths(nonce.length, wantedTagBytes)));
      nonceBytes = nonce.length;
      tagBytes = wantedTagBytes;
    }
    require(ccm.init(context, seal, key, nonce, tag));
  }

  private void renew(boolean seal) {
    wipe();
    context = ccm.newContext();
    seals = seal;
    nonceBytes = NONE;
    tagBytes = NONE;
  }

  private boolean decrypt(byte[] sealed, int offset, int bytes, byte[] plain) {
    if (bytes <= SHORT_BYTES) {
      System.arraycopy(sealed, offset, plain, 0, bytes);
      return ccm.update(context, plain, bytes, parameters.written);
    }
    MemorySegment in = MemorySegment.ofArray(sealed).asSlice(offset);
    return ccm.update(context, MemorySegment.ofArray(plain), parameters.written, in, bytes);
  }

  /** Associated data go by a call without output, behind one with the length of the message. */
  private void absorb(byte[] associatedData, int messageBytes) {
    if (associatedData.length > 0) {
      MemorySegment none = MemorySegment.NULL;
      MemorySegment data = MemorySegment.ofArray(associatedData);
      require(ccm.update(context, none, parameters.written, none, messageBytes));
      require(ccm.update(context, none, parameters.written, data, associatedData.length));
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
