package io.github.thingseal.testkit.internal.module.dialogue;

import io.github.thingseal.testkit.internal.module.ModuleContext;
import io.github.thingseal.testkit.internal.module.line.Line;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The last stretch to the line: chunks, and the line that breaks in the middle of a reply. */
final class PortOutput {
  private final ModuleContext core;
  private final Line line;
  private final StringBuilder pending = new StringBuilder();
  private final Deque<byte[]> chunks = new ArrayDeque<>();
  private @Nullable Function<byte[], List<byte[]>> encryption;
  private boolean draining;
  private int untilCut;

  PortOutput(ModuleContext core, Line line) {
    this.core = core;
    this.line = line;
  }

  /** Arms the break, so many bytes of replies from now; 0 disarms it. */
  void cutAfter(int bytes) {
    untilCut = bytes;
  }

  /** Puts into frames what is added from now on. */
  void encrypt(Function<byte[], List<byte[]>> frames) {
    flush();
    encryption = frames;
  }

  /** Leaves in clear what is added from now on. */
  void decrypt() {
    flush();
    encryption = null;
  }

  /** A URC goes into a frame of its own, as was seen. */
  void endOfUrc() {
    if (encryption != null) {
      flush();
    }
  }

  /** Adds what is no reply: echo, URCs, noise. */
  void write(String text) {
    pending.append(text);
  }

  /** Adds a part of a reply, or as much of it as the line lives to see. */
  void reply(String text) {
    if (untilCut == 0) {
      write(text);
    } else if (text.length() < untilCut) {
      untilCut -= text.length();
      write(text);
    } else {
      write(text.substring(0, untilCut));
      untilCut = 0;
      flush();
      reset();
      line.hangUp();
    }
  }

  /** Sends what was added. */
  void flush() {
    if (pending.isEmpty()) {
      return;
    }
    byte[] bytes = pending.toString().getBytes(StandardCharsets.ISO_8859_1);
    pending.setLength(0);
    if (encryption == null) {
      cut(bytes);
    } else {
      encryption.apply(bytes).forEach(this::cut);
    }
    if (!draining) {
      drain();
    }
  }

  /** Forgets what was not sent: the power is gone. */
  void reset() {
    pending.setLength(0);
    chunks.clear();
    draining = false;
  }

  private void cut(byte[] bytes) {
    int most = core.faults().pieces().maxBytes();
    int size = most == 0 ? bytes.length : most;
    for (int start = 0; start < bytes.length; start += size) {
      int length = Math.min(size, bytes.length - start);
      byte[] chunk = new byte[length];
      System.arraycopy(bytes, start, chunk, 0, length);
      chunks.add(chunk);
    }
  }

  private void drain() {
    draining = false;
    while (!chunks.isEmpty() && !draining) {
      line.send(chunks.remove());
      Duration gap = core.faults().pieces().gap();
      if (!gap.isZero() && !chunks.isEmpty()) {
        draining = true;
        core.schedule(gap, this::drain);
      }
    }
  }
}
