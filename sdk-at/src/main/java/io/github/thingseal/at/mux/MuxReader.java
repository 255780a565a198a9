package io.github.thingseal.at.mux;

import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.internal.text.LineScanner;
import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that reads the port of a multiplexer, and finds text or frames in what comes. */
final class MuxReader {
  private static final Logger LOG = LoggerFactory.getLogger(MuxReader.class);

  private static final int BLOCK_BYTES = 4096;
  private static final long JOIN_MILLIS = 2000;

  /** A single character may be noise. */
  private static final int SHORTEST_TEXT = 2;

  /** After so much silence the rest of a frame does not come any more. */
  private static final Duration FRAME_GAP = Duration.ofMillis(500);

  private final Transport port;
  private final Scheduler scheduler;
  private final MuxStart start;
  private final Consumer<String> onStrayText;
  private final Consumer<String> onEnd;
  private final LineScanner strayText = LineScanner.ofLines();
  private final FrameDecoder decoder;
  private final Thread thread;

  /** When bytes came last; with the decoder, guarded by it. */
  private long lastHeard;

  private boolean watchingForGap;
  private volatile long damagedFrames;

  /**
   * Does not read yet.
   *
   * @param start reads what comes before the first frame
   * @param frames takes the frames
   * @param onStrayText is notified of text outside of frames
   * @param onEnd receives the reason why nothing more comes
   */
  MuxReader(
      Transport port,
      MuxOptions options,
      MuxStart start,
      FrameDecoder.Sink frames,
      Consumer<String> onStrayText,
      Consumer<String> onEnd) {
    this.port = port;
    this.scheduler = options.scheduler();
    this.start = start;
    this.onStrayText = onStrayText;
    this.onEnd = onEnd;
    this.decoder = new FrameDecoder(options.frameBytes(), frames, this::outside);
    this.thread = new Thread(this::read, "thingseal-mux-reader " + port.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Waits for its end, unless it is this thread itself. */
  void join() {
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  long damagedFrames() {
    return damagedFrames;
  }

  private void read() {
    byte[] block = new byte[BLOCK_BYTES];
    String reason = "the line was closed, by the other side or in this program";
    try {
      int length = port.read(block);
      while (length >= 0) {
        receive(block, length);
        length = port.read(block);
      }
    } catch (IOException e) {
      reason = "the line was lost: " + e.getMessage();
    } catch (RuntimeException e) {
      LOG.error("{}: reading failed in an unforeseen way", port.name(), e);
      reason = "reading failed: " + e;
    }
    onEnd.accept(reason);
  }

  private void receive(byte[] block, int length) {
    synchronized (decoder) {
      giveUpAfterGap();
      lastHeard = scheduler.nanoTime();
      int from = start.read(block, length);
      decoder.feed(block, from, length - from);
      damagedFrames = decoder.damagedFrames();
      watchForGap();
    }
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
      damagedFrames = decoder.damagedFrames();
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
