package io.github.thingseal.benchmarks;

import io.github.thingseal.at.channel.ChannelListener;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.ReadingCost;
import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.channel.TranscriptRecorder;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Prints what a byte costs that a channel reads, by who watches the channel. */
public final class Reading {
  private static final int MEGABYTES = 20;
  private static final int ROUNDS = 8;

  private Reading() {}

  /**
   * Measures all in turn; the cheapest round counts.
   *
   * @param arguments none
   * @throws Exception if it is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, Callable<ReadingCost>> all = new LinkedHashMap<>();
    all.put("lexer alone", () -> ReadingCost.ofLexer(MEGABYTES));
    all.put("channel, no listener", () -> channel(ChannelOptions.builder()));
    all.put("channel, noise", () -> channel(ChannelOptions.builder().listener(new NoiseWatch())));
    all.put("channel, recorder", () -> channel(ChannelOptions.builder().listener(recorder())));
    Map<String, ReadingCost> best = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, Callable<ReadingCost>> one : all.entrySet()) {
        best.merge(one.getKey(), one.getValue().call(), (a, b) -> a.nanos() < b.nanos() ? a : b);
      }
    }
    best.forEach(
        (what, cost) ->
            System.out.printf(
                Locale.ROOT,
                "%-22s %6.2f ns and %6.2f bytes of memory a byte%n",
                what,
                cost.nanos(),
                cost.allocated()));
  }

  private static ReadingCost channel(ChannelOptions.Builder options) throws InterruptedException {
    return ReadingCost.ofChannel(MEGABYTES, options.build());
  }

  private static TranscriptRecorder recorder() {
    return TranscriptRecorder.to(Writer.nullWriter(), Scheduler.system());
  }

  /** As the module facade watches: lines and noise, no bytes. */
  private static final class NoiseWatch implements ChannelListener {
    private volatile boolean noisy;

    @Override
    public void onNoise() {
      noisy = true;
    }

    @Override
    public String toString() {
      return "noisy: " + noisy;
    }
  }
}
