package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The clock that the channel lives in, and waiting on it. */
final class Pauses {
  private final Optional<Scheduler> scheduler;

  Pauses(Optional<Scheduler> scheduler) {
    this.scheduler = scheduler;
  }

  long nanoTime() {
    return scheduler.map(Scheduler::nanoTime).orElseGet(System::nanoTime);
  }

  Duration since(long nanoTime) {
    return Duration.ofNanos(nanoTime() - nanoTime);
  }

  void pause(Duration duration) throws InterruptedException {
    if (duration.isNegative() || duration.isZero()) {
      return;
    }
    if (scheduler.isEmpty()) {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
      return;
    }
    CountDownLatch over = new CountDownLatch(1);
    Scheduler.Scheduled wake = scheduler.get().schedule(over::countDown, duration);
    try {
      over.await();
    } finally {
      wake.cancel();
    }
  }
}
