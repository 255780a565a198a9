package io.github.thingseal.benchmarks;

import io.github.thingseal.at.internal.c2c.ChipToChipBenchmark;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Prints megabytes of clear text a second of chip-to-chip frames, and of the bare ciphers. */
public final class ChipToChip {
  private ChipToChip() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments none
   * @throws RunnerException if JMH fails
   */
  public static void main(String[] arguments) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(ChipToChipBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }
}
