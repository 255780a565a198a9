package io.github.thingseal;

import io.github.thingseal.at.channel.Scheduler;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Time in which every pause of a driver is over at once, and its deadlines never come, so that
 * nothing depends on how busy this machine is. Modules in virtual time advance with it.
 */
public final class AutoAdvancingTime implements Scheduler, AutoCloseable {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_BOOTSTRAP_POLLS = Duration.ofSeconds(5);

  private final AtomicLong nanos = new AtomicLong();
  private final Consumer<Duration> passed;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "leaping-time");
            thread.setDaemon(true);
            return thread;
          });

  public AutoAdvancingTime(Consumer<Duration> passed) {
    this.passed = passed;
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Scheduled schedule(Runnable task, Duration delay) {
    boolean pause = delay.compareTo(LONGEST_PAUSE) <= 0 || delay.equals(BETWEEN_BOOTSTRAP_POLLS);
    if (pause && !executor.isShutdown()) {
      executor.execute(
          () -> {
            nanos.addAndGet(delay.toNanos());
            passed.accept(delay);
            task.run();
          });
    }
    return () -> {};
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
