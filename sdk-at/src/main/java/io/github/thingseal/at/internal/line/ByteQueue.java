package io.github.thingseal.at.internal.line;

import java.util.Arrays;

/** Bytes that wait to be read; wiped as they leave. Not safe for use by several threads. */
public final class ByteQueue {
  private byte[] bytes = new byte[1024];
  private int start;
  private int end;

  public int size() {
    return end - start;
  }

  public void add(byte[] from, int offset, int length) {
    if (end + length > bytes.length) {
      makeRoom(length);
    }
    System.arraycopy(from, offset, bytes, end, length);
    end += length;
  }

  /** Takes out what fits into an array; returns how many bytes that are. */
  public int moveTo(byte[] target) {
    int count = Math.min(target.length, size());
    System.arraycopy(bytes, start, target, 0, count);
    Arrays.fill(bytes, start, start + count, (byte) 0);
    start += count;
    if (start == end) {
      start = 0;
      end = 0;
    }
    return count;
  }

  public void clear() {
    Arrays.fill(bytes, (byte) 0);
    start = 0;
    end = 0;
  }

  private void makeRoom(int length) {
    int used = size();
    byte[] roomier = new byte[Math.max(bytes.length, 2 * (used + length))];
    System.arraycopy(bytes, start, roomier, 0, used);
    Arrays.fill(bytes, (byte) 0);
    bytes = roomier;
    start = 0;
    end = used;
  }
}
