package io.github.thingseal.core.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.github.thingseal.testsupport.LogLines;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyPoolTest {
  private final LogLines log = new LogLines(KeyPool.class.getName());
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final List<Duration> delays = new ArrayList<>();
  private final List<Holder> made = new ArrayList<>();
  private final KeyPool<Holder> pool =
      new KeyPool<>(
          new Idle<>(2, KeyHolder::wipe),
          (delay, task) -> {
            delays.add(delay);
            later.add(task);
          },
          () -> {
            Holder holder = new Holder();
            made.add(holder);
            return holder;
          });

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void take_whenOneIsIdle_takesThatOne() {
    Holder first = pool.take();
    pool.give(first);

    assertThat(pool.take()).isSameAs(first);
    assertThat(made).hasSize(1);
  }

  @Test
  void give_whenThereIsNoPlace_wipes() {
    List<Holder> taken = List.of(used(), used(), used());
    taken.forEach(pool::give);

    assertThat(taken).extracting(holder -> holder.holdsKey).containsExactly(true, true, false);
  }

  @Test
  void sweep_whenIdleForTheTime_wipesOnceAndComesNoMore() {
    Holder holder = used();
    pool.give(holder);
    assertThat(delays).containsExactly(KeyPool.IDLE);

    later.remove().run();
    assertThat(holder.holdsKey).as("used within the time").isTrue();
    later.remove().run();
    assertThat(holder.holdsKey).isFalse();
    assertThat(later).isEmpty();
  }

  @Test
  void give_whenNoTimerCanBeHad_triesAgainWithTheNextMessage() {
    boolean[] broken = {true};
    KeyPool<Holder> fragile =
        new KeyPool<>(
            new Idle<>(2, KeyHolder::wipe),
            (delay, task) -> {
              if (broken[0]) {
                throw new OutOfMemoryError("no thread");
              }
              later.add(task);
            },
            Holder::new);
    assertThatThrownBy(() -> fragile.give(used())).isInstanceOf(OutOfMemoryError.class);

    broken[0] = false;
    fragile.give(used());

    assertThat(later).hasSize(1);
  }

  @Test
  void sweep_whenOneIsBusyAndOneIsNot_wipesTheOther() {
    Holder busy = used();
    Holder other = used();
    pool.give(busy);
    pool.give(other);
    later.remove().run();
    busy.use();

    later.remove().run();

    assertThat(busy.holdsKey).isTrue();
    assertThat(other.holdsKey).isFalse();
    assertThat(later).hasSize(1);
  }

  @Test
  void sweep_whenOneIsInUse_comesAgain() {
    pool.give(used());
    later.remove().run();
    Holder holder = used();

    later.remove().run();

    assertThat(holder.holdsKey).isTrue();
    assertThat(later).as("sweeps to come").hasSize(1);
  }

  @Test
  void sweep_whenOneIsUsedBehindIt_comesAgain() {
    List<Holder> both = List.of(used(), used());
    both.forEach(pool::give);
    later.remove().run();
    AtomicInteger looks = new AtomicInteger();
    both.forEach(
        holder ->
            holder.whenLookedAt =
                () -> {
                  if (looks.incrementAndGet() == both.size()) {
                    pool.give(used());
                  }
                });

    later.remove().run();

    assertThat(later).as("sweeps to come").hasSize(1);
    later.remove().run();
    assertThat(both).noneMatch(holder -> holder.holdsKey);
    assertThat(later).isEmpty();
  }

  @Test
  void sweep_whenNothingIsLeft_beginsAgainWithTheNextMessage() {
    pool.give(used());
    later.remove().run();
    later.remove().run();

    pool.give(used());

    assertThat(later).hasSize(1);
  }

  @Test
  void wipeIdle_whenAsked_wipesAtOnce() {
    Holder holder = used();
    pool.give(holder);

    pool.wipeIdle();

    assertThat(holder.holdsKey).isFalse();
    assertThat(pool.take()).isSameAs(holder);
  }

  @Test
  void sweep_whenWipingFails_triesEachAndComesAgain() {
    List<Holder> both = List.of(used(), used());
    both.forEach(pool::give);
    both.forEach(holder -> holder.failsToWipe = true);
    later.remove().run();

    later.remove().run();

    assertThat(both).extracting(holder -> holder.wipes).containsExactly(1, 1);
    assertThat(later).as("sweeps to come").hasSize(1);
    assertThat(log.lines()).singleElement().asString().startsWith("WARNING The key of an idle");
    both.forEach(holder -> holder.failsToWipe = false);
    later.remove().run();
    assertThat(both).noneMatch(holder -> holder.holdsKey);
    assertThat(later).isEmpty();
  }

  @Test
  void sweep_whenWipingEndsInAnError_comesAgain() {
    Holder holder = used();
    holder.whenWiped = () -> fail("a provider that cannot be linked");
    pool.give(holder);
    later.remove().run();
    later.remove().run();

    assertThat(later).as("sweeps to come").hasSize(1);
    holder.whenWiped = () -> {};
    later.remove().run();
    assertThat(holder.holdsKey).isFalse();
  }

  @Test
  void wipeIdle_whenWipingFails_triesEachKeepsItAndThrows() {
    List<Holder> both = List.of(used(), used());
    both.forEach(pool::give);
    both.forEach(holder -> holder.failsToWipe = true);

    assertThatThrownBy(pool::wipeIdle).isInstanceOf(IllegalStateException.class);

    assertThat(both).extracting(holder -> holder.wipes).containsExactly(1, 1);
    assertThat(List.of(pool.take(), pool.take())).containsExactlyInAnyOrderElementsOf(both);
  }

  private Holder used() {
    Holder holder = pool.take();
    holder.use();
    return holder;
  }

  private static final class Holder extends KeyHolder {
    private boolean holdsKey;
    private boolean usedOfLate;
    private boolean failsToWipe;
    private int wipes;
    private Runnable whenLookedAt = () -> {};
    private Runnable whenWiped = () -> {};

    void use() {
      holdsKey = true;
      usedOfLate = true;
    }

    @Override
    public void wipe() {
      wipes++;
      whenWiped.run();
      if (failsToWipe) {
        throw new IllegalStateException("A provider that takes no key of zeros");
      }
      holdsKey = false;
    }

    @Override
    public boolean usedOfLate() {
      whenLookedAt.run();
      boolean used = usedOfLate;
      usedOfLate = false;
      return used;
    }
  }
}
