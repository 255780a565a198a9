package io.github.thingseal.cloud.internal.concurrent;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Real time, with a clock of the user's. One thread watches all timers and only hands over what is
 * due, so that no task delays another. It is woken for a timer that is due before all others, and
 * not for one that is cancelled: time limits, of which each call has one, are rarely reached.
 */
public final class SystemTime implements Time {
  private static final long LONGEST_SLEEP_NANOS = TimeUnit.SECONDS.toNanos(Workers.IDLE_SECONDS);

  private final Clock clock;
  private final Executor workers;
  private final ScheduledThreadPoolExecutor watch;
  private final TreeSet<Due> timers = new TreeSet<>();
  private long number;
  private long alarmAt;
  private @Nullable Future<?> alarm;

  /** Runs tasks that are due on the workers. */
  public SystemTime(Clock clock, Executor workers) {
    this.clock = clock;
    this.workers = workers;
    this.watch = new ScheduledThreadPoolExecutor(1, Workers.threads("thingseal-cloud-timer"));
    watch.setRemoveOnCancelPolicy(true);
    watch.setKeepAliveTime(Workers.IDLE_SECONDS, TimeUnit.SECONDS);
    watch.allowCoreThreadTimeOut(true);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable task) {
    long now = nanoTime();
    Due timer = new Due(now + Durations.nanos(delay), ++number, task);
    timers.add(timer);
    if (alarm == null || timer.at - alarmAt < 0) {
      setAlarm(now, timer.at);
    }
    return timer;
  }

  /** Rings early where the next timer is far away: with none left, the thread can end. */
  private void setAlarm(long now, long at) {
    if (alarm != null) {
      alarm.cancel(false);
    }
    long nanos = Math.min(at - now, LONGEST_SLEEP_NANOS);
    alarmAt = now + nanos;
    try {
      alarm = watch.schedule(this::ring, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      alarm = null; // Closed: whatever waits is ended by the one who closes.
    }
  }

  private void ring() {
    due().forEach(timer -> workers.execute(timer.task));
  }

  private synchronized List<Due> due() {
    long now = nanoTime();
    List<Due> due = new ArrayList<>();
    while (!timers.isEmpty() && timers.first().at - now <= 0) {
      due.add(timers.pollFirst());
    }
    alarm = null;
    if (!timers.isEmpty()) {
      setAlarm(now, timers.first().at);
    }
    return due;
  }

  private synchronized void forget(Due timer) {
    timers.remove(timer);
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }

  /** A task and when it is due; of two at one moment the earlier made is the first. */
  private final class Due implements Timer, Comparable<Due> {
    private final long at;
    private final long number;
    private final Runnable task;

    Due(long at, long number, Runnable task) {
      this.at = at;
      this.number = number;
      this.task = task;
    }

    @Override
    public void cancel() {
      forget(this);
    }

    @Override
    public int compareTo(Due other) {
      return at == other.at ? Long.compare(number, other.number) : Long.signum(at - other.at);
    }
  }
}
