package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Scheduler;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Time in which pauses are over at once, and deadlines, which are longer, never come. What lives in
 * the same time learns how much has passed.
 */
final class SkippingTime implements Scheduler, AutoCloseable {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** What the facade waits between two looks at the bootstrap. */
  private static final Duration BETWEEN_POLLS = Duration.ofSeconds(5);

  private final AtomicLong nanos = new AtomicLong();
  private final Consumer<Duration> passed;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "skipping-time");
            thread.setDaemon(true);
            return thread;
          });

  SkippingTime(Consumer<Duration> passed) {
    this.passed = passed;
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Scheduled schedule(Runnable task, Duration delay) {
    AtomicBoolean cancelled = new AtomicBoolean();
    boolean pause = delay.compareTo(LONGEST_PAUSE) <= 0 || delay.equals(BETWEEN_POLLS);
    if (pause && !executor.isShutdown()) {
      executor.execute(
          () -> {
            if (cancelled.get()) {
              return;
            }
            nanos.addAndGet(delay.toNanos());
            passed.accept(delay);
            task.run();
          });
    }
    return () -> cancelled.set(true);
  }

  /** Lets time pass while no one waits. */
  void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
    passed.accept(duration);
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
