package io.github.thingseal.at.mux;

import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.internal.line.PortReader;
import io.github.thingseal.at.internal.text.LineScanner;
import java.time.Duration;
import java.util.function.Consumer;

/** Finds text or frames in what comes from the port of a multiplexer. */
final class MuxReader implements PortReader.Sink {
  /** A single character may be noise. */
  private static final int SHORTEST_TEXT = 2;

  /** After so much silence the rest of a frame does not come any more. */
  private static final Duration FRAME_GAP = Duration.ofMillis(500);

  private final Scheduler scheduler;
  private final MuxStart start;
  private final Consumer<String> onStrayText;
  private final Consumer<String> onEnd;
  private final LineScanner strayText = LineScanner.ofLines();
  private final FrameDecoder decoder;

  /** When bytes came last; with the decoder, guarded by it. */
  private long lastHeard;

  private boolean watchingForGap;

  /** What comes before the first frame is left to the start. */
  MuxReader(
      MuxOptions options,
      MuxStart start,
      FrameDecoder.Sink frames,
      Consumer<String> onStrayText,
      Consumer<String> onEnd) {
    this.scheduler = options.scheduler;
    this.start = start;
    this.onStrayText = onStrayText;
    this.onEnd = onEnd;
    this.decoder = new FrameDecoder(MuxFrame.MAX_INFO_BYTES, frames, this::outside);
  }

  long damagedFrames() {
    synchronized (decoder) {
      return decoder.damagedFrames();
    }
  }

  @Override
  public void receive(byte[] block, int length) {
    synchronized (decoder) {
      giveUpAfterGap();
      lastHeard = scheduler.nanoTime();
      int from = start.read(block, length);
      decoder.feed(block, from, length - from);
      watchForGap();
    }
  }

  @Override
  public void close(String reason) {
    onEnd.accept(reason);
  }

  /** What looks like the beginning of a frame and is none must not hold back what came behind. */
  private void watchForGap() {
    if (decoder.isWithinFrame() && !watchingForGap) {
      watchingForGap = true;
      scheduler.schedule(this::lookForGap, FRAME_GAP);
    }
  }

  private void lookForGap() {
    synchronized (decoder) {
      watchingForGap = false;
      giveUpAfterGap();
      watchForGap();
    }
  }

  private void giveUpAfterGap() {
    if (scheduler.nanoTime() - lastHeard >= FRAME_GAP.toNanos()) {
      decoder.giveUp();
    }
  }

  private void outside(byte[] bytes, int offset, int length) {
    if (start.isFramed()) {
      strayText.scan(bytes, offset, offset + length, this::stray);
    }
  }

  private boolean stray(String text) {
    if (text.length() >= SHORTEST_TEXT) {
      onStrayText.accept("text came outside of frames");
    }
    return false;
  }
}
