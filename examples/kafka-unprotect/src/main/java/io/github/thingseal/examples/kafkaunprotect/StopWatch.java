package io.github.thingseal.examples.kafkaunprotect;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Measures from the first messages that an opener is given after the warming up. */
final class StopWatch implements MessageOpener {
  private final MessageOpener opener;
  private final int warmingUp;
  private final AtomicLong begun = new AtomicLong();
  private volatile @Nullable Moment start;

  /** Starts behind so many messages. */
  StopWatch(MessageOpener opener, int warmingUp) {
    this.opener = opener;
    this.warmingUp = warmingUp;
  }

  /** The clock, and the processor time of the whole process, after so many messages. */
  private record Moment(long messages, long nanos, long cpuNanos) {
    static Moment after(long messages) {
      long cpuNanos =
          ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
              ? system.getProcessCpuTime()
              : 0;
      return new Moment(messages, System.nanoTime(), cpuNanos);
    }
  }

  @Override
  public List<CompletableFuture<Outcome>> openAll(List<byte @Nullable []> messages) {
    long before = begun.getAndAdd(messages.size());
    if (before <= warmingUp && before + messages.size() > warmingUp) {
      start = Moment.after(before);
    }
    return opener.openAll(messages);
  }

  /** What each of so many messages, but for the first ones, has cost until now. */
  Cost cost(int messages) {
    Moment began = start;
    if (began == null) {
      throw new IllegalStateException("There were no more messages than for warming up");
    }
    Moment now = Moment.after(messages);
    double counted = now.messages() - began.messages();
    return new Cost(
        counted * 1e9 / (now.nanos() - began.nanos()),
        (now.cpuNanos() - began.cpuNanos()) / 1e3 / counted);
  }
}
