package io.github.thingseal.examples.kafkaunprotect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the SDK costs, from pairs of runs that came one right after the other. */
final class Comparison {
  private final List<Pair> pairs = new ArrayList<>();

  void add(Pair pair) {
    pairs.add(pair);
  }

  /** A run with an unprotect that does nothing, and one with the SDK. */
  record Pair(Cost nothing, Cost sdk) {
    /** How much of the rate is missing with the SDK, in percent. */
    double rateTaken() {
      return 100 * (1 - sdk.rate() / nothing.rate());
    }

    /** How much of the processor time is the SDK's, in percent. */
    double timeTaken() {
      return 100 * (1 - nothing.micros() / sdk.micros());
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "do-nothing %s, SDK %s: it takes %.0f %% of the rate, %.0f %% of the processor time",
          nothing,
          sdk,
          rateTaken(),
          timeTaken());
    }
  }

  @Override
  public String toString() {
    Pair best = new Pair(best(Pair::nothing), best(Pair::sdk));
    return String.format(
        Locale.ROOT,
        "  best: %s%n  median of %d pairs: it takes %.0f %% of the rate, %.0f %% of the processor"
            + " time",
        best,
        pairs.size(),
        median(Pair::rateTaken),
        median(Pair::timeTaken));
  }

  private Cost best(Function<Pair, Cost> which) {
    return new Cost(
        pairs.stream().map(which).mapToDouble(Cost::rate).max().orElseThrow(),
        pairs.stream().map(which).mapToDouble(Cost::micros).min().orElseThrow());
  }

  private double median(ToDoubleFunction<Pair> share) {
    double[] sorted = pairs.stream().mapToDouble(share).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
