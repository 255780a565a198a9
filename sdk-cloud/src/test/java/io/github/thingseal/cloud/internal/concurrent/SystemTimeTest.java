package io.github.thingseal.cloud.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Timers of real time ring, whatever was set or cancelled before them. */
@Timeout(180)
class SystemTimeTest {
  private final CountDownLatch rung = new CountDownLatch(1);

  @Test
  void timer_whenALaterOneWasSetBefore_rings() throws Exception {
    try (SystemTime time = new SystemTime(Clock.systemUTC(), Runnable::run)) {
      time.after(Duration.ofDays(36_500), () -> {});
      time.after(Duration.ofMillis(1), rung::countDown);
      assertThat(rung.await(120, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void timer_whenTheOneBeforeItWasCancelled_rings() throws Exception {
    try (SystemTime time = new SystemTime(Clock.systemUTC(), Runnable::run)) {
      time.after(Duration.ofMillis(1), () -> {}).cancel();
      time.after(Duration.ofMillis(5), rung::countDown);
      assertThat(rung.await(120, TimeUnit.SECONDS)).isTrue();
    }
  }
}
