package io.github.thingseal.production;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a journal's lines one by one, so that a wrong file takes neither time nor memory. */
final class JournalLines {
  /** More than a line with its end can have. */
  static final int MAX_ENTRY_BYTES = 100;

  /** What a crash leaves in place of a line may be some blocks of zeros. */
  private static final int MAX_LINE_BYTES = 1 << 16;

  private final RandomAccessFile disk;
  private final byte[] block = new byte[8192];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int filled;
  private int at;
  private int number;
  private long end;

  JournalLines(RandomAccessFile disk) {
    this.disk = disk;
  }

  /** The next line that has an end, without it, or null. */
  @Nullable String next() throws IOException {
    line.reset();
    while (fill() && line.size() <= MAX_LINE_BYTES) {
      byte next = block[at++];
      if (next == '\n') {
        number++;
        end += line.size() + 1;
        return rest();
      }
      line.write(next);
    }
    return null;
  }

  private boolean fill() throws IOException {
    if (at == filled) {
      at = 0;
      filled = Math.max(0, disk.read(block));
    }
    return filled > 0;
  }

  /** Whether there is more after the last end of a line than a crash leaves. */
  boolean isEndless() {
    return line.size() > MAX_LINE_BYTES;
  }

  /** What comes after the last end of a line. */
  String rest() {
    return line.toString(StandardCharsets.US_ASCII);
  }

  /** The number of the line that was read last, from 1. */
  int number() {
    return number;
  }

  /** Where the lines that have an end are over. */
  long end() {
    return end;
  }
}
