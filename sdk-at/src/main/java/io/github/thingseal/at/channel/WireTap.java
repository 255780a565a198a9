package io.github.thingseal.at.channel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reports what went over the wire to the byte, but for what is secret. What came is held back until
 * the lexer has said what it is; what it makes nothing of is hidden.
 */
final class WireTap {
  /** More than the longest line; what is longer is reported without waiting for its end. */
  private static final int MAX_PENDING = 2 * AtLexer.MAX_LINE_BYTES;

  private final Consumer<RedactedBytes> received;
  private byte[] pending = new byte[512];
  private int count;

  WireTap(Consumer<RedactedBytes> received) {
    this.received = received;
  }

  /** What is sent: a command line with its carriage return. */
  static RedactedBytes command(byte[] line, boolean secret) {
    RedactedBytes.Builder all = new RedactedBytes.Builder();
    int from =
        secret
            ? CommandLine.parameters(new String(line, StandardCharsets.ISO_8859_1))
            : line.length;
    for (int i = 0; i < line.length; i++) {
      add(all, line[i], i >= from);
    }
    return all.build();
  }

  static RedactedBytes payload(int lengthBytes) {
    return new RedactedBytes.Builder().hidden(lengthBytes).build();
  }

  void heard(byte[] block, int length) {
    if (count + length > MAX_PENDING) {
      flush();
    }
    if (count + length > pending.length) {
      byte[] smaller = pending;
      pending = Arrays.copyOf(smaller, Math.max(2 * smaller.length, count + length));
      Arrays.fill(smaller, (byte) 0);
    }
    System.arraycopy(block, 0, pending, count, length);
    count += length;
  }

  /** A line was found in what came. */
  void line(RawLine line, boolean secret) {
    int start = find(line);
    if (start < 0) {
      return;
    }
    RedactedBytes.Builder all = new RedactedBytes.Builder();
    unknown(all, start);
    byte[] bytes = Arrays.copyOfRange(pending, start, start + line.length());
    int from = secret ? secretFrom(line) : bytes.length;
    for (int i = 0; i < bytes.length; i++) {
      if (line.isInWindow(i)) {
        all.hidden(1);
      } else {
        add(all, bytes[i], i >= from);
      }
    }
    Arrays.fill(bytes, (byte) 0);
    int end = lineEnd(start + line.length());
    for (int i = start + line.length(); i < end; i++) {
      all.clear(pending[i]);
    }
    tell(all, end);
  }

  /**
   * What stands before a counted window is but its count, which a player needs; what stands behind
   * it is the rest of a secret whose count was damaged.
   */
  private static int secretFrom(RawLine line) {
    if (line.hasWindow()) {
      return line.windowEnd();
    }
    return line.hasPrefix() ? line.prefix().length() + 1 : 0;
  }

  /** A prompt was found in what came. */
  void prompt() {
    int at = 0;
    while (at < count && pending[at] != '>' && pending[at] != '@') {
      at++;
    }
    if (at < count) {
      RedactedBytes.Builder all = new RedactedBytes.Builder();
      unknown(all, at);
      all.clear(pending[at]);
      tell(all, at + 1);
    }
  }

  /** Reports what is left, as far as it is known to be harmless. */
  void flush() {
    RedactedBytes.Builder all = new RedactedBytes.Builder();
    unknown(all, count);
    tell(all, count);
  }

  private void unknown(RedactedBytes.Builder all, int end) {
    for (int i = 0; i < end; i++) {
      byte b = pending[i];
      if (b == '\r' || b == '\n' || b == 0 || b == ' ') {
        all.clear(b);
      } else {
        all.hidden(1);
      }
    }
  }

  private void tell(RedactedBytes.Builder all, int bytes) {
    System.arraycopy(pending, bytes, pending, 0, count - bytes);
    Arrays.fill(pending, count - bytes, count, (byte) 0);
    count -= bytes;
    if (!all.isEmpty()) {
      received.accept(all.build());
    }
  }

  private int find(RawLine line) {
    for (int start = 0; start + line.length() <= count; start++) {
      int same = 0;
      while (same < line.length() && pending[start + same] == line.at(same)) {
        same++;
      }
      if (same == line.length()) {
        return start;
      }
    }
    return -1;
  }

  private int lineEnd(int from) {
    int end = from;
    while (end < count && (pending[end] == '\r' || pending[end] == '\n') && end - from < 2) {
      end++;
    }
    return end;
  }

  /** Of secret parameters only the shape is shown. */
  private static void add(RedactedBytes.Builder all, byte b, boolean secret) {
    boolean shape = b == '"' || b == ',' || b == '\r' || b == '\n' || b == ' ';
    if (secret && !shape) {
      all.hidden(1);
    } else {
      all.clear(b);
    }
  }
}
