package io.github.thingseal.at.internal.c2c;

import java.security.SecureRandom;

/**
 * Cuts bytes into frames. For use by one thread.
 *
 * <p>{@code F9}, body length (16 bits, little endian), body, FCS-16 over length and body (little
 * endian), {@code F9}; nothing is stuffed, {@code F9} may occur inside.
 *
 * <p>A module that has left the session reads frames as text. From the letters A and T on, it would
 * read the rest, and the next command, as one command line. A frame that holds these letters is
 * encrypted again with another IV. Evidence: derived (what stands before the letters is passed
 * over).
 */
final class C2cEncoder {
  /** The vendor's hard limit: a padded block of 256 bytes, so 255 of data. */
  static final int MAX_DATA_BYTES = 255;

  static final byte FLAG = (byte) 0xF9;
  static final int HEAD_BYTES = 3;
  static final int FRAME_OVERHEAD_BYTES = 6;

  /** The bit by which capital and small letters differ. */
  private static final int CASE = 0x20;

  /** Of the largest frames one in 60 is made again. */
  private static final int TRIES = 8;

  private final C2cCipher cipher;
  private final SecureRandom random;
  private final SentFrames sent;

  C2cEncoder(C2cCipher cipher, SecureRandom random) {
    this(cipher, random, new SentFrames());
  }

  C2cEncoder(C2cCipher cipher, SecureRandom random, SentFrames sent) {
    this.cipher = cipher;
    this.random = random;
    this.sent = sent;
  }

  /** Frames of all the data, one behind the other; none for no data. */
  byte[] encode(byte[] data, int offset, int length) {
    byte[] frames = new byte[encodedBytes(length)];
    int at = 0;
    for (int done = 0; done < length; done += MAX_DATA_BYTES) {
      at = frame(data, offset + done, Math.min(MAX_DATA_BYTES, length - done), frames, at);
    }
    return frames;
  }

  private int encodedBytes(int length) {
    int whole = length / MAX_DATA_BYTES;
    int rest = length % MAX_DATA_BYTES;
    int bytes = whole * frameBytes(MAX_DATA_BYTES);
    return rest == 0 ? bytes : bytes + frameBytes(rest);
  }

  private int frameBytes(int length) {
    return C2cCipher.paddedBytes(length) + cipher.overheadBytes() + FRAME_OVERHEAD_BYTES;
  }

  private int frame(byte[] data, int offset, int length, byte[] frames, int at) {
    int end = makeFrame(data, offset, length, frames, at);
    for (int tries = 1; tries < TRIES && beginsCommand(frames, at, end); tries++) {
      end = makeFrame(data, offset, length, frames, at);
    }
    sent.add(frames, at + HEAD_BYTES);
    return end;
  }

  private static boolean beginsCommand(byte[] frame, int from, int end) {
    for (int i = from; i < end - 1; i++) {
      if (isLetter(frame[i], 'A') && isLetter(frame[i + 1], 'T')) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLetter(byte b, char upper) {
    return (b & ~CASE) == upper;
  }

  private int makeFrame(byte[] data, int offset, int length, byte[] frames, int at) {
    int body = cipher.encrypt(data, offset, length, random, frames, at + HEAD_BYTES);
    frames[at] = FLAG;
    frames[at + 1] = (byte) body;
    frames[at + 2] = (byte) (body >>> Byte.SIZE);
    int fcs = Fcs16.of(frames, at + 1, body + 2);
    int end = at + HEAD_BYTES + body;
    frames[end] = (byte) fcs;
    frames[end + 1] = (byte) (fcs >>> Byte.SIZE);
    frames[end + 2] = FLAG;
    return end + 3;
  }
}
