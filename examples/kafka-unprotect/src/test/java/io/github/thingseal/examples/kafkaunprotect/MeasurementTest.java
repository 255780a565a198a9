package io.github.thingseal.examples.kafkaunprotect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private final List<Integer> together = new ArrayList<>();

  private List<CompletableFuture<Outcome>> open(List<byte @Nullable []> messages) {
    together.add(messages.size());
    return messages.stream().map(each -> new CompletableFuture<Outcome>()).toList();
  }

  private static List<byte @Nullable []> messages(int number) {
    return Collections.nCopies(number, new byte[1]);
  }

  /** Else the SDK would be measured without what it saves by decrypting many at once. */
  @Test
  void stopWatch_handsOnTogetherWhatItIsGivenTogether() {
    StopWatch watch = new StopWatch(this::open, 0);

    assertThat(watch.openAll(messages(3))).hasSize(3);
    assertThat(watch.openAll(messages(2))).hasSize(2);
    assertThat(together).containsExactly(3, 2);
  }

  @Test
  void stopWatch_countsFromTheMessagesBehindTheWarmingUp() {
    StopWatch watch = new StopWatch(this::open, 10);

    watch.openAll(messages(10));
    assertThatThrownBy(() -> watch.cost(10)).isInstanceOf(IllegalStateException.class);
    watch.openAll(messages(1));
    assertThat(watch.cost(11).rate()).isPositive();
    assertThat(watch.cost(10).rate()).isZero();
  }

  @Test
  void comparison_printsTheBestOfAllAndTheMedianOfThePairs() {
    Comparison comparison = new Comparison();
    comparison.add(new Comparison.Pair(new Cost(1_000, 4), new Cost(900, 8)));
    comparison.add(new Comparison.Pair(new Cost(500, 5), new Cost(400, 10)));
    comparison.add(new Comparison.Pair(new Cost(2_000, 8), new Cost(1_000, 20)));

    assertThat(comparison.toString())
        .contains("do-nothing 2,000 messages/s (4.0 µs each), SDK 1,000 messages/s (8.0 µs each)")
        .contains("takes 50 % of the rate, 50 % of the processor time")
        .contains("median of 3 pairs: it takes 20 % of the rate, 50 % of the processor time");
  }
}
