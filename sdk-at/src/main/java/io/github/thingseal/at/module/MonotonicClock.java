package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Scheduler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The clock that the channel lives in, and waiting on it. */
final class MonotonicClock {
  private final Scheduler scheduler;

  MonotonicClock(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  long nanoTime() {
    return scheduler.nanoTime();
  }

  Duration since(long nanoTime) {
    return Duration.ofNanos(nanoTime() - nanoTime);
  }

  void pause(Duration duration) throws InterruptedException {
    if (duration.isNegative() || duration.isZero()) {
      return;
    }
    CountDownLatch over = new CountDownLatch(1);
    Scheduler.Scheduled wake = scheduler.schedule(over::countDown, duration);
    try {
      over.await();
    } finally {
      wake.cancel();
    }
  }
}
