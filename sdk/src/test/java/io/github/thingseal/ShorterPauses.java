package io.github.thingseal;

import io.github.thingseal.at.channel.Scheduler;
import java.time.Duration;

/**
 * Real time in which the pauses of a driver are shorter and its limits as long as ever, for a
 * driver in a process of its own: a busy machine breaks no limit.
 */
public final class ShorterPauses implements Scheduler {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_BOOTSTRAP_POLLS = Duration.ofSeconds(5);

  private final int factor;

  public ShorterPauses(int factor) {
    this.factor = factor;
  }

  @Override
  public long nanoTime() {
    return Scheduler.system().nanoTime();
  }

  @Override
  public Scheduled schedule(Runnable task, Duration delay) {
    boolean pause = delay.compareTo(LONGEST_PAUSE) <= 0 || delay.equals(BETWEEN_BOOTSTRAP_POLLS);
    return Scheduler.system().schedule(task, pause ? delay.dividedBy(factor) : delay);
  }

  @Override
  public void execute(Runnable task) {
    Scheduler.system().execute(task);
  }
}
