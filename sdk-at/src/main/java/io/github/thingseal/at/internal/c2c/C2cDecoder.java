package io.github.thingseal.at.internal.c2c;

import java.util.Arrays;

/**
 * Finds frames in a stream of bytes, checks and decrypts them, and finds its way back after damage.
 * For use by one thread.
 *
 * <p>Whatever is not a frame is skipped up to the next {@code F9}; what is damaged, too, from the
 * next {@code F9} inside it on, so that one lost byte costs one frame. A frame whose MAC is wrong
 * is counted, and searched like damage. What looks like the beginning of a frame is given up as
 * soon as a whole and authentic frame is found behind it; no clock is needed for that.
 *
 * <p>Frames that were sent and come back are no news of the module's: the protocol distinguishes no
 * direction, but a module draws its own IVs.
 */
final class C2cDecoder {
  /** What the vendor's own implementation takes: 1,040 bytes of padded data. */
  private static final int MAX_PADDED_BYTES = 1040;

  private static final int TRAILER_BYTES = 3;

  private final C2cCipher cipher;
  private final SentFrames sent;
  private final byte[] clear = new byte[MAX_PADDED_BYTES + C2cCipher.HASH_BYTES];
  private final int maxBodyBytes;
  private final int minBodyBytes;
  private byte[] pending;
  private int start;
  private int end;
  private boolean stopped;
  private boolean atEndMarker;
  private long damaged;
  private long forged;

  C2cDecoder(C2cCipher cipher) {
    this(cipher, new SentFrames());
  }

  C2cDecoder(C2cCipher cipher, SentFrames sent) {
    this.cipher = cipher;
    this.sent = sent;
    this.minBodyBytes = cipher.overheadBytes() + C2cCipher.BLOCK_BYTES;
    this.maxBodyBytes = cipher.overheadBytes() + MAX_PADDED_BYTES;
    this.pending = new byte[2 * (maxBodyBytes + C2cEncoder.FRAME_OVERHEAD_BYTES)];
  }

  /** Takes bytes from the line and hands on what the frames among them protect. */
  void feed(byte[] bytes, int offset, int length, Output output) {
    append(bytes, offset, length);
    stopped = false;
    while (!stopped && next(output)) {
      // Each turn consumes a frame or skips a byte.
    }
    compact();
  }

  /** Gives up what has begun: whatever it was, its rest does not matter any more. */
  void restart() {
    start = 0;
    end = 0;
    atEndMarker = false;
  }

  /** Takes out what has not been looked at after the output asked to stop. */
  byte[] drain() {
    byte[] rest = Arrays.copyOfRange(pending, atEndMarker ? start + 1 : start, end);
    start = 0;
    end = 0;
    return rest;
  }

  /** How many times bytes were skipped because they are not, or no longer, a frame. */
  long damaged() {
    return damaged;
  }

  /** How many whole frames were dropped because they were not made with the keys. */
  long forged() {
    return forged;
  }

  private boolean next(Output output) {
    passEndMarker();
    skipTo(nextFlag(start), output);
    if (end - start < C2cEncoder.HEAD_BYTES) {
      return false;
    }
    int body = bodyBytes(start);
    if (!isPossible(body)) {
      return skipDamage();
    }
    if (!isThere(start, body)) {
      return skipToAuthenticFrame(output);
    }
    if (!isSound(start, body)) {
      return skipDamage();
    }
    if (!open(body, output)) {
      // Anyone can make the check fit around a frame that is authentic.
      forged++;
      start++;
      return true;
    }
    // The end marker stays: it may be the beginning of the next frame, if the true one was lost.
    start += body + C2cEncoder.FRAME_OVERHEAD_BYTES - 1;
    atEndMarker = true;
    return true;
  }

  private void passEndMarker() {
    if (atEndMarker && end - start > 1) {
      atEndMarker = false;
      if (pending[start + 1] == C2cEncoder.FLAG) {
        start++;
      }
    }
  }

  /**
   * What has begun may be no frame at all, and its length never come. The bytes of a true frame
   * cannot hold another that is authentic, so that one behind it proves the first to be damage.
   */
  private boolean skipToAuthenticFrame(Output output) {
    int at = nextFlag(start + 1);
    while (end - at >= C2cEncoder.HEAD_BYTES) {
      int body = bodyBytes(at);
      if (isPossible(body) && isThere(at, body) && isSound(at, body) && isAuthentic(at, body)) {
        skipTo(at, output);
        damaged++;
        return true;
      }
      at = nextFlag(at + 1);
    }
    return false;
  }

  private boolean isAuthentic(int at, int body) {
    int length = cipher.decrypt(pending, at + C2cEncoder.HEAD_BYTES, body, clear);
    wipeClear(body);
    return length >= 0;
  }

  /** Hands on what the frame at the start protects; false if it was not made with the keys. */
  private boolean open(int body, Output output) {
    int length = cipher.decrypt(pending, start + C2cEncoder.HEAD_BYTES, body, clear);
    try {
      if (length < 0) {
        return false;
      }
      if (sent.contain(pending, start + C2cEncoder.HEAD_BYTES)) {
        output.cameBack();
      } else {
        stopped = !output.accept(clear, length);
      }
      return true;
    } finally {
      wipeClear(body);
    }
  }

  /** What a body protects is never longer than the body. */
  private void wipeClear(int body) {
    Arrays.fill(clear, 0, Math.min(body, clear.length), (byte) 0);
  }

  private int nextFlag(int from) {
    int at = from;
    while (at < end && pending[at] != C2cEncoder.FLAG) {
      at++;
    }
    return at;
  }

  private int bodyBytes(int at) {
    return (pending[at + 1] & 0xFF) | (pending[at + 2] & 0xFF) << Byte.SIZE;
  }

  private boolean isThere(int at, int body) {
    return end - at >= body + C2cEncoder.FRAME_OVERHEAD_BYTES;
  }

  /** The marker was none. */
  private boolean skipDamage() {
    damaged++;
    start++;
    return true;
  }

  private void skipTo(int at, Output output) {
    if (at > start) {
      output.skipped(pending, start, at - start);
      start = at;
    }
  }

  private boolean isPossible(int body) {
    return body >= minBodyBytes
        && body <= maxBodyBytes
        && (body - cipher.overheadBytes()) % C2cCipher.BLOCK_BYTES == 0;
  }

  private boolean isSound(int at, int body) {
    int trailer = at + C2cEncoder.HEAD_BYTES + body;
    int fcs = (pending[trailer] & 0xFF) | (pending[trailer + 1] & 0xFF) << Byte.SIZE;
    return pending[trailer + TRAILER_BYTES - 1] == C2cEncoder.FLAG
        && fcs == Fcs16.of(pending, at + 1, body + 2);
  }

  private void append(byte[] bytes, int offset, int length) {
    if (end + length > pending.length) {
      compact();
      if (end + length > pending.length) {
        pending = Arrays.copyOf(pending, Math.max(2 * pending.length, end + length));
      }
    }
    System.arraycopy(bytes, offset, pending, end, length);
    end += length;
  }

  private void compact() {
    System.arraycopy(pending, start, pending, 0, end - start);
    end -= start;
    start = 0;
  }

  /** Receives what a frame protects; must not keep the array. */
  interface Output {
    /** Returns whether the frames behind this one are wanted, too. */
    boolean accept(byte[] clear, int length);

    /** Bytes came that are no frame, in order with the frames. */
    default void skipped(byte[] bytes, int offset, int length) {}

    /** A frame that was sent came back. */
    default void cameBack() {}
  }
}
