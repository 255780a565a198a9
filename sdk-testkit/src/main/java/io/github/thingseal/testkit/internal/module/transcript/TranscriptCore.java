package io.github.thingseal.testkit.internal.module.transcript;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testkit.internal.module.line.Line;
import io.github.thingseal.testkit.internal.module.line.LineHost;
import io.github.thingseal.testkit.internal.module.transcript.TranscriptFile.Entry;
import io.github.thingseal.testkit.internal.module.transcript.TranscriptFile.Part;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Plays the module's part of a transcript: answers what was recorded if it hears what was. */
public final class TranscriptCore implements LineHost {
  private final List<Entry> entries;
  private final BiFunction<String, Integer, byte[]> restored;
  private final TranscriptC2c chipToChip = new TranscriptC2c(this::hearClear);
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private @Nullable Line line;
  private int next;
  private @Nullable String mismatch;

  /**
   * Begins at the beginning.
   *
   * @param text the transcript
   * @param restored what is sent for hidden bytes, given what stands before them and their number
   */
  public TranscriptCore(String text, BiFunction<String, Integer, byte[]> restored) {
    this.entries = TranscriptFile.parse(text);
    this.restored = restored;
  }

  /** Sets the keys of chip-to-chip sessions that were not paired for in the transcript. */
  public synchronized void chipToChipKeys(byte[] key, byte[] hmacKey) {
    chipToChip.useKeys(key, hmacKey);
  }

  @Override
  public synchronized Receiver attach(Line attached) {
    line = attached;
    return this::receive;
  }

  @Override
  public synchronized void connected(Line connected) {
    if (line == connected) {
      play();
    }
  }

  @Override
  public synchronized void detach(Line detached) {
    if (line == detached) {
      line = null;
    }
  }

  /** Whether all was heard and said. */
  public synchronized boolean isFinished() {
    return next == entries.size() && mismatch == null;
  }

  /** Waits until all was heard and said, or something else was heard; false if neither came. */
  public synchronized boolean awaitEnd(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (next < entries.size() && mismatch == null) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** What was heard that was not recorded. */
  public synchronized Optional<String> mismatch() {
    return Optional.ofNullable(mismatch);
  }

  /** Ends the line. */
  public void close() {
    Line open;
    synchronized (this) {
      open = line;
      line = null;
    }
    if (open != null) {
      open.close();
    }
  }

  private synchronized void receive(byte[] bytes, int length) {
    for (int i = 0; i < length && mismatch == null; i++) {
      if (chipToChip.isOpen()) {
        chipToChip.receive(bytes[i]);
      } else {
        hear(bytes[i]);
      }
    }
  }

  private void hearClear(byte[] bytes) {
    for (int i = 0; i < bytes.length && mismatch == null; i++) {
      hear(bytes[i]);
    }
  }

  private void hear(byte b) {
    if (next == entries.size()) {
      differ("nothing", b);
      return;
    }
    Entry entry = entries.get(next);
    int expected = byteAt(entry, heard.size());
    if (expected != TranscriptFile.HIDDEN && expected != (b & 0xFF)) {
      differ("line " + entry.number() + ", " + entry.text() + ", at byte " + heard.size(), b);
      return;
    }
    heard.write(b);
    if (heard.size() == length(entry)) {
      chipToChip.hostSaid(heard.toString(StandardCharsets.ISO_8859_1));
      heard.reset();
      next++;
      play();
    }
  }

  private void differ(String expected, byte heard) {
    hangUp(
        String.format(
            Locale.ROOT,
            "The transcript expects %s, but the host sent 0x%02X",
            expected,
            heard & 0xFF));
  }

  private void hangUp(String why) {
    mismatch = why;
    if (line != null) {
      line.hangUp();
    }
    notifyAll();
  }

  /** Says everything that the module said before the host spoke again. */
  private void play() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int number = 0;
    while (line != null && next < entries.size() && !entries.get(next).fromHost()) {
      number = entries.get(next).number();
      said.writeBytes(bytes(entries.get(next)));
      next++;
    }
    if (line != null && said.size() > 0) {
      say(line, said.toByteArray(), number);
    }
    if (next == entries.size()) {
      notifyAll();
    }
  }

  private void say(Line open, byte[] bytes, int number) {
    try {
      chipToChip.moduleSays(bytes).forEach(open::send);
    } catch (InvalidInputException e) {
      hangUp("Line " + number + " of the transcript cannot be played: " + e.getMessage());
    }
  }

  private byte[] bytes(Entry entry) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Part part : entry.parts()) {
      if (part.hiddenBytes() == 0) {
        all.writeBytes(part.bytes().getBytes(StandardCharsets.ISO_8859_1));
      } else {
        String before = all.toString(StandardCharsets.ISO_8859_1);
        all.writeBytes(
            Arrays.copyOf(restored.apply(before, part.hiddenBytes()), part.hiddenBytes()));
      }
    }
    return all.toByteArray();
  }

  private static int length(Entry entry) {
    return entry.parts().stream()
        .mapToInt(part -> part.bytes().length() + part.hiddenBytes())
        .sum();
  }

  private static int byteAt(Entry entry, int index) {
    int at = index;
    for (Part part : entry.parts()) {
      int length = part.bytes().length() + part.hiddenBytes();
      if (at < length) {
        return part.hiddenBytes() > 0 ? TranscriptFile.HIDDEN : part.bytes().charAt(at);
      }
      at -= length;
    }
    throw new IllegalStateException("An entry has no byte " + index);
  }
}
