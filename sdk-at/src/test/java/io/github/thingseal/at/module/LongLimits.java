package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Real time, but for limits of an hour and more: they are all over once a test says so, and never
 * before it does, however slow this machine is.
 */
final class LongLimits implements Scheduler {
  static final Duration LIMIT = Duration.ofHours(1);

  private final Scheduler real = Scheduler.system();
  private final List<Runnable> held = new ArrayList<>();
  private boolean over;
  private long skipped;

  @Override
  public synchronized long nanoTime() {
    return real.nanoTime() + skipped;
  }

  @Override
  public Scheduled schedule(Runnable task, Duration delay) {
    return delay.compareTo(LIMIT) < 0 ? real.schedule(task, delay) : hold(task, delay);
  }

  @Override
  public void execute(Runnable task) {
    real.execute(task);
  }

  private synchronized Scheduled hold(Runnable task, Duration delay) {
    AtomicBoolean cancelled = new AtomicBoolean();
    Runnable due =
        () -> {
          skip(delay);
          if (!cancelled.get()) {
            task.run();
          }
        };
    held.add(due);
    if (over) {
      end();
    }
    return () -> cancelled.set(true);
  }

  private synchronized void skip(Duration delay) {
    skipped += delay.toNanos();
  }

  /** From now on no one waits for such a limit any more. */
  synchronized void end() {
    over = true;
    held.forEach(due -> real.schedule(due, Duration.ZERO));
    held.clear();
  }
}
