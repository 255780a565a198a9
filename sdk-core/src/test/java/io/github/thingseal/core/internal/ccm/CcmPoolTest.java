package io.github.thingseal.core.internal.ccm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.internal.Idle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class CcmPoolTest {
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final List<Duration> delays = new ArrayList<>();
  private final List<CcmCiphers> made = new ArrayList<>();
  private final CcmPool pool =
      new CcmPool(
          new Idle<>(2, CcmCiphers::wipe),
          (delay, task) -> {
            delays.add(delay);
            later.add(task);
          },
          () -> {
            CcmCiphers ciphers = new CcmCiphers(100);
            made.add(ciphers);
            return ciphers;
          });

  @Test
  void take_whenOneIsIdle_takesThatOne() {
    CcmCiphers first = pool.take();
    pool.give(first);

    assertThat(pool.take()).isSameAs(first);
    assertThat(made).hasSize(1);
  }

  @Test
  void give_whenThereIsNoPlace_wipes() {
    List<CcmCiphers> taken = List.of(used(10), used(10), used(200));
    taken.forEach(pool::give);

    assertThat(taken).extracting(CcmCiphers::holdsKey).containsExactly(true, true, false);
  }

  @Test
  void sweep_whenIdleForTheTime_wipesOnceAndComesNoMore() {
    CcmCiphers ciphers = used(10);
    pool.give(ciphers);
    assertThat(delays).containsExactly(CcmPool.IDLE);

    later.remove().run();
    assertThat(ciphers.holdsKey()).as("used within the time").isTrue();
    later.remove().run();
    assertThat(ciphers.holdsKey()).isFalse();
    assertThat(later).isEmpty();
  }

  @Test
  void sweep_whenOneIsBusyAndOneIsNot_wipesTheOther() {
    CcmCiphers busy = used(10);
    CcmCiphers other = used(200);
    pool.give(busy);
    pool.give(other);
    later.remove().run();
    use(busy, 10);

    later.remove().run();

    assertThat(busy.holdsKey()).isTrue();
    assertThat(other.holdsKey()).isFalse();
    assertThat(later).hasSize(1);
  }

  @Test
  void sweep_whenNothingIsLeft_beginsAgainWithTheNextMessage() {
    pool.give(used(10));
    later.remove().run();
    later.remove().run();

    pool.give(used(10));

    assertThat(later).hasSize(1);
  }

  @Test
  void wipeIdle_whenAsked_wipesAtOnce() {
    CcmCiphers ciphers = used(10);
    pool.give(ciphers);

    pool.wipeIdle();

    assertThat(ciphers.holdsKey()).isFalse();
    assertThat(pool.take()).isSameAs(ciphers);
  }

  private CcmCiphers used(int messageBytes) {
    CcmCiphers ciphers = pool.take();
    use(ciphers, messageBytes);
    return ciphers;
  }

  private static void use(CcmCiphers ciphers, int messageBytes) {
    byte[] sealed = new byte[messageBytes + 16];
    ciphers.seal(
        new byte[16],
        new byte[13],
        16,
        AssociatedDataEngine.NONE,
        new byte[messageBytes],
        sealed,
        0);
  }
}
