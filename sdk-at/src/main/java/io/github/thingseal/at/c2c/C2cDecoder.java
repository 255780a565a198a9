package io.github.thingseal.at.c2c;

import java.util.Arrays;

/**
 * Finds frames in a stream of bytes, checks and decrypts them, and finds its way back after damage.
 * For use by one thread.
 *
 * <p>Whatever is not a frame is skipped up to the next {@code F9}; what is damaged, too, from the
 * next {@code F9} inside it on, so that one lost byte costs one frame. A frame whose MAC is wrong
 * is dropped and counted.
 */
final class C2cDecoder {
  /** What the vendor's own implementation takes: 1,040 bytes of padded data. */
  private static final int MAX_PADDED_BYTES = 1040;

  private static final int TRAILER_BYTES = 3;

  private final C2cCipher cipher;
  private final byte[] clear = new byte[MAX_PADDED_BYTES + C2cCipher.HASH_BYTES];
  private final int maxBodyBytes;
  private final int minBodyBytes;
  private byte[] pending;
  private int start;
  private int end;
  private boolean stopped;
  private long damaged;
  private long forged;

  C2cDecoder(C2cCipher cipher) {
    this.cipher = cipher;
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

  /** Takes out what has not been looked at after the output asked to stop. */
  byte[] drain() {
    byte[] rest = Arrays.copyOfRange(pending, start, end);
    start = 0;
    end = 0;
    return rest;
  }

  /** Gives up on a frame whose rest does not come, and looks for others in what is there. */
  void abandonPartial(Output output) {
    if (start < end) {
      damaged++;
      start++;
      feed(pending, 0, 0, output);
    }
  }

  boolean hasPartial() {
    return start < end;
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
    skipToFlag();
    if (end - start < C2cEncoder.HEAD_BYTES) {
      return false;
    }
    int body = (pending[start + 1] & 0xFF) | (pending[start + 2] & 0xFF) << Byte.SIZE;
    if (!isPossible(body)) {
      return skipDamage();
    }
    int frame = body + C2cEncoder.FRAME_OVERHEAD_BYTES;
    if (end - start < frame) {
      return false;
    }
    if (!isSound(body)) {
      return skipDamage();
    }
    open(body, output);
    start += frame;
    return true;
  }

  private void open(int body, Output output) {
    int length = cipher.decrypt(pending, start + C2cEncoder.HEAD_BYTES, body, clear);
    try {
      if (length < 0) {
        forged++;
      } else {
        stopped = !output.accept(clear, length);
      }
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private void skipToFlag() {
    while (start < end && pending[start] != C2cEncoder.FLAG) {
      start++;
    }
  }

  private boolean skipDamage() {
    damaged++;
    start++;
    return true;
  }

  private boolean isPossible(int body) {
    return body >= minBodyBytes
        && body <= maxBodyBytes
        && (body - cipher.overheadBytes()) % C2cCipher.BLOCK_BYTES == 0;
  }

  private boolean isSound(int body) {
    int trailer = start + C2cEncoder.HEAD_BYTES + body;
    int fcs = (pending[trailer] & 0xFF) | (pending[trailer + 1] & 0xFF) << Byte.SIZE;
    return pending[trailer + TRAILER_BYTES - 1] == C2cEncoder.FLAG
        && fcs == Fcs16.of(pending, start + 1, body + 2);
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
  }
}
