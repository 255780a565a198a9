package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.CommandName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * Reports what went over the wire to the byte, as transcripts write it, but for what is secret.
 * What came is held back until the lexer has said what it is; what it makes nothing of is hidden.
 */
final class WireTap {
  /** More than the longest line; what is longer is reported without waiting for its end. */
  private static final int MAX_PENDING = 2 * AtLexer.MAX_LINE_BYTES;

  /** Takes what goes over the wire, behind its direction in the format. */
  private final BiConsumer<Character, String> recorder;

  private byte[] pending = new byte[512];
  private int count;

  WireTap(BiConsumer<Character, String> recorder) {
    this.recorder = recorder;
  }

  /**
   * Reports what is sent, a {@link #command} or a {@link #payload}, behind all that came before.
   */
  void sent(String text) {
    flush();
    recorder.accept('>', text);
  }

  /** What is sent: a command line with its carriage return. */
  static String command(byte[] line, boolean secret) {
    Text all = new Text();
    int from =
        secret ? CommandName.end(new String(line, StandardCharsets.ISO_8859_1)) : line.length;
    for (int i = 0; i < line.length; i++) {
      add(all, line[i], i >= from);
    }
    return all.toString();
  }

  static String payload(int lengthBytes) {
    Text all = new Text();
    all.hide(lengthBytes);
    return all.toString();
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

  void line(ReceivedLine line, boolean secret) {
    int start = find(line);
    if (start < 0) {
      return;
    }
    Text all = new Text();
    unknown(all, start);
    int from = secret ? secretFrom(line) : line.length();
    for (int i = 0; i < line.length(); i++) {
      if (line.isInWindow(i)) {
        all.hide(1);
      } else {
        add(all, line.at(i), i >= from);
      }
    }
    int end = lineEnd(start + line.length());
    for (int i = start + line.length(); i < end; i++) {
      all.show(pending[i]);
    }
    tell(all, end);
  }

  /**
   * What stands before a counted window is but its count, which a player needs; what stands behind
   * it is the rest of a secret whose count was damaged.
   */
  private static int secretFrom(ReceivedLine line) {
    if (line.hasWindow()) {
      return line.windowEnd();
    }
    return line.hasPrefix() ? line.prefix().length() + 1 : 0;
  }

  void prompt() {
    int at = 0;
    while (at < count && pending[at] != '>' && pending[at] != '@') {
      at++;
    }
    if (at < count) {
      Text all = new Text();
      unknown(all, at);
      all.show(pending[at]);
      tell(all, at + 1);
    }
  }

  /** Reports what is left, as far as it is known to be harmless. */
  void flush() {
    Text all = new Text();
    unknown(all, count);
    tell(all, count);
  }

  private void unknown(Text all, int end) {
    for (int i = 0; i < end; i++) {
      byte b = pending[i];
      if (b == '\r' || b == '\n' || b == 0 || b == ' ') {
        all.show(b);
      } else {
        all.hide(1);
      }
    }
  }

  private void tell(Text all, int bytes) {
    System.arraycopy(pending, bytes, pending, 0, count - bytes);
    Arrays.fill(pending, count - bytes, count, (byte) 0);
    count -= bytes;
    String text = all.toString();
    if (!text.isEmpty()) {
      recorder.accept('<', text);
    }
  }

  private int find(ReceivedLine line) {
    for (int start = 0; start + line.length() <= count; start++) {
      if (line.isAt(pending, start)) {
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
  private static void add(Text all, byte b, boolean secret) {
    boolean shape = b == '"' || b == ',' || b == '\r' || b == '\n' || b == ' ';
    if (secret && !shape) {
      all.hide(1);
    } else {
      all.show(b);
    }
  }

  /** Bytes in the format of transcripts; of hidden ones only the number is shown. */
  private static final class Text {
    private final StringBuilder text = new StringBuilder();
    private int hidden;

    void show(byte b) {
      endHidden();
      switch (b) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n");
        case '\\' -> text.append("\\\\");
        default -> {
          if (b > ' ' && b < 0x7F && b != '{') {
            text.append((char) b);
          } else {
            text.append(String.format(Locale.ROOT, "\\x%02X", b & 0xFF));
          }
        }
      }
    }

    void hide(int bytes) {
      hidden += bytes;
    }

    private void endHidden() {
      if (hidden > 0) {
        text.append('{').append(hidden).append('}');
        hidden = 0;
      }
    }

    @Override
    public String toString() {
      endHidden();
      return text.toString();
    }
  }
}
