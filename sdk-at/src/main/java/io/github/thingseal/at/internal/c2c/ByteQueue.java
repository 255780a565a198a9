package io.github.thingseal.at.internal.c2c;

import java.util.Arrays;

/** Bytes that were decrypted and wait to be read; wiped as they leave. */
final class ByteQueue {
  private byte[] bytes = new byte[1024];
  private int start;
  private int end;

  void add(byte[] from, int offset, int length) {
    if (end + length > bytes.length) {
      makeRoom(length);
    }
    System.arraycopy(from, offset, bytes, end, length);
    end += length;
  }

  int moveTo(byte[] target) {
    int count = Math.min(target.length, end - start);
    System.arraycopy(bytes, start, target, 0, count);
    Arrays.fill(bytes, start, start + count, (byte) 0);
    start += count;
    if (start == end) {
      start = 0;
      end = 0;
    }
    return count;
  }

  void clear() {
    Arrays.fill(bytes, (byte) 0);
    start = 0;
    end = 0;
  }

  private void makeRoom(int length) {
    int used = end - start;
    byte[] roomier = new byte[Math.max(bytes.length, 2 * (used + length))];
    System.arraycopy(bytes, start, roomier, 0, used);
    Arrays.fill(bytes, (byte) 0);
    bytes = roomier;
    start = 0;
    end = used;
  }
}
