package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualScheduler time = new VirtualScheduler();
  private final List<String> passed = new ArrayList<>();
  private int scheduled;
  private final Scheduler counting =
      new Scheduler() {
        @Override
        public long nanoTime() {
          return time.nanoTime();
        }

        @Override
        public Scheduled schedule(Runnable task, Duration delay) {
          scheduled++;
          return time.schedule(task, delay);
        }
      };
  private final Deadline deadline = new Deadline(counting, new ChannelLock(Runnable::run));

  @Test
  void set_whenTheLimitPasses_actsOnceAndInTime() {
    deadline.set(SECOND, () -> passed.add("a"));

    time.advance(SECOND.minusNanos(1));
    assertThat(passed).isEmpty();
    time.advance(SECOND);

    assertThat(passed).containsExactly("a");
  }

  @Test
  void set_whenTheNextLimitIsLater_actsAtTheLaterOneOnly() {
    deadline.set(SECOND, () -> passed.add("a"));
    time.advance(SECOND.dividedBy(2));
    deadline.set(SECOND, () -> passed.add("b"));

    time.advance(SECOND.minusNanos(1));
    assertThat(passed).isEmpty();
    time.advance(Duration.ofNanos(1));

    assertThat(passed).containsExactly("b");
  }

  @Test
  void set_whenTheNextLimitIsEarlier_actsAtTheEarlierOne() {
    deadline.set(SECOND.multipliedBy(10), () -> passed.add("a"));
    deadline.set(SECOND, () -> passed.add("b"));

    time.advance(SECOND);

    assertThat(passed).containsExactly("b");
  }

  @Test
  void lift_whenTheAlarmRings_nothingHappens() {
    deadline.set(SECOND, () -> passed.add("a"));
    deadline.lift();

    time.advance(SECOND.multipliedBy(2));
    deadline.set(SECOND, () -> passed.add("b"));
    time.advance(SECOND);

    assertThat(passed).containsExactly("b");
  }

  @Test
  void set_whenManyCommandsAreAnsweredInTime_leavesTheTimerAlone() {
    for (int i = 0; i < 1000; i++) {
      deadline.set(SECOND, () -> passed.add("a"));
      time.advance(Duration.ofMillis(1));
      deadline.lift();
    }

    assertThat(passed).isEmpty();
    assertThat(scheduled).isLessThanOrEqualTo(2);
  }

  @Test
  void end_whenTheAlarmWouldRing_isForgotten() {
    deadline.set(SECOND, () -> passed.add("a"));
    deadline.end();

    time.advance(SECOND);

    assertThat(passed).isEmpty();
  }
}
