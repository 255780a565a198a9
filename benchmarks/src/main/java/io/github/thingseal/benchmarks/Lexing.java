package io.github.thingseal.benchmarks;

import io.github.thingseal.at.channel.LexerBenchmark;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Prints megabytes a second of the lexer, of a plain byte loop and of {@code readLine}. */
public final class Lexing {
  private Lexing() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments none
   * @throws RunnerException if JMH fails
   */
  public static void main(String[] arguments) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(LexerBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }
}
