package io.github.thingseal.testkit.internal.module.mux;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/** Finds frames between flags; a frame whose length or checksum does not fit is dropped. */
final class MuxReceiver {
  private static final int MAX_INFO = (1 << 15) - 1;
  private static final int LONG_HEADER = 4;
  private static final int TRAILER = 2;
  private static final Set<Integer> TYPES =
      Set.of(MuxFrame.SABM, MuxFrame.UA, MuxFrame.DM, MuxFrame.DISC, MuxFrame.UIH);

  /** Assumed: the specification waits for the end of a frame without limit. */
  private static final Duration LONGEST_GAP = Duration.ofSeconds(1);

  private final Sink sink;
  private final byte[] buffer = new byte[LONG_HEADER + MAX_INFO + TRAILER];
  private int count;
  private boolean inFrame;
  private Instant lastByte = Instant.EPOCH;

  MuxReceiver(Sink sink) {
    this.sink = sink;
  }

  /** Takes frames that are in order, and is notified of what is none. */
  interface Sink {
    void frame(int dlci, int control, byte[] info);

    void junk();
  }

  void accept(byte received, Instant now) {
    if (count > 0 && Duration.between(lastByte, now).compareTo(LONGEST_GAP) > 0) {
      count = 0;
      inFrame = false;
    }
    lastByte = now;
    if (!inFrame || (count == 0 && received == MuxFrame.FLAG)) {
      inFrame = received == MuxFrame.FLAG;
      if (!inFrame) {
        sink.junk();
      }
      return;
    }
    buffer[count++] = received;
    if (!isPlausible()) {
      inFrame = false;
      count = 0;
      sink.junk();
    } else if (count == needed()) {
      complete();
    }
  }

  /** Whether address and control can be those of a frame; this is what ends a hunt early. */
  private boolean isPlausible() {
    return switch (count) {
      case 1 -> (buffer[0] & 1) == 1;
      case 2 -> TYPES.contains(type());
      default -> true;
    };
  }

  private int type() {
    return buffer[1] & 0xFF & ~MuxFrame.FINAL;
  }

  private int needed() {
    return count < LONG_HEADER - 1 || count < header()
        ? LONG_HEADER + MAX_INFO + TRAILER
        : header() + infoLength() + TRAILER;
  }

  private int header() {
    return (buffer[2] & 1) == 1 ? LONG_HEADER - 1 : LONG_HEADER;
  }

  private int infoLength() {
    int low = (buffer[2] & 0xFF) >> 1;
    return header() == LONG_HEADER ? low | (buffer[3] & 0xFF) << 7 : low;
  }

  /** The flag at the end may be the next frame's first. */
  private void complete() {
    int header = header();
    int end = header + infoLength();
    boolean valid =
        buffer[end + 1] == MuxFrame.FLAG
            && (buffer[end] & 0xFF) == MuxFrame.checksum(buffer, 0, header);
    inFrame = buffer[end + 1] == MuxFrame.FLAG;
    count = 0;
    if (valid) {
      int dlci = (buffer[0] & 0xFF) >> 2;
      sink.frame(dlci, type(), Arrays.copyOfRange(buffer, header, end));
    } else {
      sink.junk();
    }
  }
}
