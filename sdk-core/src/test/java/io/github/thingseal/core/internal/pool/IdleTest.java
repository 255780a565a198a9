package io.github.thingseal.core.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SIZE = 3;

  private final AtomicInteger surplus = new AtomicInteger();
  private final Idle<Thing> idle = new Idle<>(SIZE, thing -> surplus.incrementAndGet());

  @Test
  void keep_ofAsManyAsThereArePlaces_keepsEachAndTakesThemBackAgainAndAgain() {
    List<Thing> things = IntStream.range(0, SIZE).mapToObj(i -> new Thing()).toList();
    for (int round = 0; round < 3; round++) {
      things.forEach(idle::keep);
      assertThat(taken()).containsExactlyInAnyOrderElementsOf(things);
      assertThat(idle.take()).isNull();
    }
    assertThat(surplus).hasValue(0);
  }

  @Test
  void keep_whereEveryPlaceHasAnOwner_isSurplusEvenIfTheOwnersAreInUse() {
    IntStream.range(0, SIZE).forEach(i -> idle.keep(new Thing()));
    List<Thing> owners = taken();

    idle.keep(new Thing());

    assertThat(surplus).hasValue(1);
    owners.forEach(idle::keep);
    assertThat(taken()).containsExactlyInAnyOrderElementsOf(owners);
  }

  @Test
  void each_whileOneIsInUse_saysThatItWasNotThere() {
    List<Thing> things = List.of(new Thing(), new Thing());
    things.forEach(idle::keep);
    Thing used = Objects.requireNonNull(idle.take());
    List<Thing> seen = new ArrayList<>();

    assertThat(idle.each(seen::add)).isFalse();
    assertThat(seen).hasSize(1).doesNotContain(used);

    idle.keep(used);
    seen.clear();
    assertThat(idle.each(seen::add)).isTrue();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(things);
  }

  @Test
  void take_byManyThreads_givesNoTwoTheSame() {
    CompletableFuture<?>[] users = new CompletableFuture<?>[2 * SIZE];
    for (int user = 0; user < users.length; user++) {
      users[user] =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 50_000; i++) {
                  Thing thing = Objects.requireNonNullElseGet(idle.take(), Thing::new);
                  thing.use();
                  idle.keep(thing);
                }
              },
              task -> new Thread(task).start());
    }
    assertThat(CompletableFuture.allOf(users)).succeedsWithin(PATIENCE);
    assertThat(taken()).hasSizeBetween(1, SIZE).doesNotHaveDuplicates();
  }

  private List<Thing> taken() {
    List<Thing> taken = new ArrayList<>();
    for (Thing thing = idle.take(); thing != null; thing = idle.take()) {
      taken.add(thing);
    }
    return taken;
  }

  private static final class Thing extends Pooled {
    private final AtomicInteger users = new AtomicInteger();

    void use() {
      if (users.incrementAndGet() != 1) {
        throw new IllegalStateException("Two threads use one thing");
      }
      users.decrementAndGet();
    }
  }
}
