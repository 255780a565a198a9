package io.github.thingseal.examples.kafkaunprotect;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A line every second: messages a second, cache hits, lag. */
final class LiveLine implements AutoCloseable {
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PrintStream out;
  private final Counters counters;
  private final Lag lag;
  private final Thread thread = new Thread(this::run, "live-line");
  private final long start = System.nanoTime();
  private long lastNanos = start;
  private long lastMessages;
  private long lastLookUps;

  private LiveLine(PrintStream out, Counters counters, Lag lag) {
    this.out = out;
    this.counters = counters;
    this.lag = lag;
  }

  /** Starts to print; closes the lag with itself. */
  static LiveLine start(PrintStream out, Counters counters, Lag lag) {
    LiveLine line = new LiveLine(out, counters, lag);
    line.thread.setDaemon(true);
    line.thread.start();
    return line;
  }

  private void run() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(EVERY_NANOS);
        print();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void print() throws InterruptedException {
    long now = System.nanoTime();
    long messages = counters.messages();
    long lookUps = counters.lookUps();
    long open = lag.read();
    out.printf(
        Locale.ROOT,
        "%4d s  %,7.0f messages/s  cache hits %s  lag %s  plaintexts %,d  dead letters %,d%n",
        TimeUnit.NANOSECONDS.toSeconds(now - start),
        (messages - lastMessages) * 1e9 / (now - lastNanos),
        hits(messages - lastMessages, lookUps - lastLookUps),
        open == Lag.UNKNOWN ? "?" : String.format(Locale.ROOT, "%,d", open),
        counters.plaintexts(),
        counters.deadLetters());
    lastNanos = now;
    lastMessages = messages;
    lastLookUps = lookUps;
  }

  /** Look-ups run ahead of the messages, so that a second may have more of them. */
  static String hits(long messages, long lookUps) {
    if (messages == 0) {
      return "  -  ";
    }
    long hits = Math.max(0, messages - lookUps);
    return String.format(Locale.ROOT, "%3d %%", 100 * hits / messages);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lag.close();
  }
}
