package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When something is due, unless that is lifted or set again before. A time limit moves with every
 * command and hardly ever passes, so the alarm does not move with it. If it rings too early, it is
 * set again for the rest. Guarded by the channel's lock.
 */
final class Deadline {
  private final Scheduler scheduler;
  private final ChannelLock lock;

  private @Nullable Runnable whenPassed;
  private long due;
  private @Nullable Scheduled alarm;
  private long alarmDue;

  Deadline(Scheduler scheduler, ChannelLock lock) {
    this.scheduler = scheduler;
    this.lock = lock;
  }

  void set(Duration limit, Runnable action) {
    whenPassed = action;
    due = scheduler.nanoTime() + limit.toNanos();
    if (alarm == null || due - alarmDue < 0) {
      setAlarm(limit);
    }
  }

  boolean isSet() {
    return whenPassed != null;
  }

  void lift() {
    whenPassed = null;
  }

  /** Lets go of the timer too. */
  void end() {
    lift();
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  private void ring() {
    Runnable action = whenPassed;
    alarm = null;
    if (action == null) {
      return;
    }
    long left = due - scheduler.nanoTime();
    if (left > 0) {
      setAlarm(Duration.ofNanos(left));
    } else {
      whenPassed = null;
      action.run();
    }
  }

  private void setAlarm(Duration delay) {
    if (alarm != null) {
      alarm.cancel();
    }
    alarmDue = scheduler.nanoTime() + delay.toNanos();
    alarm = scheduler.schedule(() -> lock.changeOnTime(this::ring), delay);
  }
}
