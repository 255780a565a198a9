package io.github.thingseal.testkit.internal.module.c2c;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds frames in what comes over a line that may be damaged. After whatever is no frame it looks
 * on at the next marker; a frame that was made with other keys is dropped as a whole.
 */
public final class C2cReceiver {
  private static final int MAX_FRAME = 1104 + C2cFrame.OVERHEAD;

  /** Assumed; a frame of the greatest length takes a tenth of it at 115,200 baud. */
  private static final Duration LONGEST_GAP = Duration.ofSeconds(1);

  private final C2cKeys keys;
  private final Consumer<byte[]> sink;
  private final byte[] buffer = new byte[MAX_FRAME];
  private int count;
  private Instant lastByte = Instant.EPOCH;

  public C2cReceiver(C2cKeys keys, Consumer<byte[]> sink) {
    this.keys = keys;
    this.sink = sink;
  }

  public void accept(byte received, Instant now) {
    if (count > 0 && Duration.between(lastByte, now).compareTo(LONGEST_GAP) > 0) {
      count = 0;
    }
    lastByte = now;
    buffer[count++] = received;
    while (count > 0 && isDecided()) {
      take();
    }
  }

  /** Whether the buffer begins with a whole frame, or with what cannot become one. */
  private boolean isDecided() {
    if (buffer[0] != C2cFrame.MARKER) {
      return true;
    }
    if (count < C2cFrame.HEADER) {
      return false;
    }
    return !C2cFrame.isBodyLength(keys, bodyLength()) || count >= bodyLength() + C2cFrame.OVERHEAD;
  }

  private void take() {
    if (!isFrame()) {
      resynchronise();
      return;
    }
    int length = bodyLength();
    byte[] body = Arrays.copyOfRange(buffer, C2cFrame.HEADER, C2cFrame.HEADER + length);
    // A marker that was lost may make the last one the next frame's first.
    remove(length + C2cFrame.OVERHEAD - 1);
    C2cFrame.open(keys, body).ifPresent(sink);
  }

  private boolean isFrame() {
    if (buffer[0] != C2cFrame.MARKER || !C2cFrame.isBodyLength(keys, bodyLength())) {
      return false;
    }
    int end = C2cFrame.HEADER + bodyLength();
    int checksum = (buffer[end] & 0xFF) | (buffer[end + 1] & 0xFF) << 8;
    return buffer[end + 2] == C2cFrame.MARKER && checksum == C2cFrame.checksum(buffer, 1, end);
  }

  private int bodyLength() {
    return (buffer[1] & 0xFF) | (buffer[2] & 0xFF) << 8;
  }

  private void resynchronise() {
    int next = 1;
    while (next < count && buffer[next] != C2cFrame.MARKER) {
      next++;
    }
    remove(next);
  }

  private void remove(int length) {
    System.arraycopy(buffer, length, buffer, 0, count - length);
    count -= length;
  }
}
