package io.github.thingseal.at.mux;

/**
 * Finds frames in a stream of bytes. Flags may stand inside of a frame, so that what begins like a
 * frame and turns out to be none is searched again from its second byte on: a damaged frame costs
 * itself and no other.
 *
 * <p>Pure: no thread, no clock, no I/O; finds the same however the stream is cut.
 */
final class FrameDecoder {
  /** Receives frames. The bytes are lent for the duration of the call. */
  interface Sink {
    void frame(int dlci, int type, byte[] bytes, int offset, int length);
  }

  /** Receives what is no part of a sound frame. The bytes are lent for the duration of the call. */
  interface Outside {
    void bytes(byte[] bytes, int offset, int length);
  }

  /** Flag, address, control, two bytes of length, check sequence, flag. */
  private static final int OVERHEAD = 7;

  private static final int NOT_YET = -1;
  private static final int DAMAGED = -2;

  private final Sink sink;
  private final Outside outside;
  private final int maxInfoBytes;
  private final byte[] pending;
  private int count;
  private long damagedFrames;

  /** Whether the first pending byte has ended a frame: it begins another one, or nothing. */
  private boolean flagShared;

  FrameDecoder(int maxInfoBytes, Sink sink) {
    this(maxInfoBytes, sink, (bytes, offset, length) -> {});
  }

  FrameDecoder(int maxInfoBytes, Sink sink, Outside outside) {
    this.maxInfoBytes = maxInfoBytes;
    this.sink = sink;
    this.outside = outside;
    this.pending = new byte[maxInfoBytes + OVERHEAD];
  }

  void feed(byte[] block, int offset, int length) {
    int i = offset;
    int end = offset + length;
    while (i < end) {
      int taken = Math.min(end - i, pending.length - count);
      System.arraycopy(block, i, pending, count, taken);
      count += taken;
      i += taken;
      findFrames();
    }
  }

  /** Gives up a frame whose rest is not to come; another one may have begun within it. */
  void giveUp() {
    while (count > 0) {
      damaged();
      findFrames();
    }
  }

  /** Whether what came last may be the beginning of a frame. */
  boolean isWithinFrame() {
    return count > 1;
  }

  /** How many frames began and were none. */
  long damagedFrames() {
    return damagedFrames;
  }

  private void findFrames() {
    int length = find();
    while (length != NOT_YET) {
      if (length == DAMAGED) {
        damaged();
      } else {
        drop(length - 1);
        flagShared = true;
      }
      length = find();
    }
  }

  /** Looks at the first pending bytes, and hands a whole frame on. Returns its length. */
  private int find() {
    skipToFrame();
    if (count < 4) {
      return NOT_YET;
    }
    if (!MuxFrame.isAddress(pending[1]) || !MuxFrame.isType(MuxFrame.typeOf(pending[2]))) {
      return DAMAGED;
    }
    int info = (pending[3] & 0xFF) >> 1;
    int header = 3;
    if ((pending[3] & 1) == 0) {
      if (count == 4) {
        return NOT_YET;
      }
      info |= (pending[4] & 0xFF) << 7;
      header = 4;
    }
    if (info > maxInfoBytes) {
      return DAMAGED;
    }
    int total = header + info + 3;
    if (count < total) {
      return NOT_YET;
    }
    if (pending[total - 2] != Fcs8.of(pending, 1, header)
        || (pending[total - 1] & 0xFF) != MuxFrame.FLAG) {
      return DAMAGED;
    }
    sink.frame(MuxFrame.dlciOf(pending[1]), MuxFrame.typeOf(pending[2]), pending, header + 1, info);
    return total;
  }

  /** Drops what is before a flag, and all but the last of several flags in a row. */
  private void skipToFrame() {
    int start = 0;
    while (start < count && (pending[start] & 0xFF) != MuxFrame.FLAG) {
      start++;
    }
    outside.bytes(pending, 0, start);
    while (start + 1 < count && (pending[start + 1] & 0xFF) == MuxFrame.FLAG) {
      start++;
    }
    if (start > 0) {
      drop(start);
      flagShared = false;
    }
  }

  private void damaged() {
    if (!flagShared) {
      damagedFrames++;
    }
    flagShared = false;
    drop(1);
  }

  private void drop(int bytes) {
    count -= bytes;
    System.arraycopy(pending, bytes, pending, 0, count);
  }
}
