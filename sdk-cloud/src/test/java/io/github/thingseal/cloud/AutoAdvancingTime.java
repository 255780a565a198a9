package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.concurrent.Time;
import java.time.Clock;
import java.time.Duration;

/** Virtual time in which every wait that is shorter than a time limit is over at once. */
final class AutoAdvancingTime implements Time {
  private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(10);

  private final VirtualTime time;

  AutoAdvancingTime(VirtualTime time) {
    this.time = time;
  }

  @Override
  public Clock clock() {
    return time;
  }

  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    return delay.compareTo(SHORTEST_LIMIT) < 0 ? pause(delay, task) : time.after(delay, task);
  }

  @Override
  public Timer pause(Duration delay, Runnable task) {
    return time.pause(delay, task);
  }

  @Override
  public void close() {}
}
