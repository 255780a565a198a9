package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Scheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that jumps to the end of every wait. */
final class VirtualTime implements Scheduler {
  private final AtomicLong nanos = new AtomicLong(1);

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Scheduled schedule(Runnable task, Duration delay) {
    nanos.addAndGet(delay.toNanos());
    task.run();
    return () -> {};
  }

  Duration elapsed() {
    return Duration.ofNanos(nanos.get() - 1);
  }
}
