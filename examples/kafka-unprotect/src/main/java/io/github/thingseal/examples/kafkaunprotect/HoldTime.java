package io.github.thingseal.examples.kafkaunprotect;

/**
 * How long a stream thread has held messages since its last poll. What it polled may be in one
 * transaction, whichever partitions it is from, so it shares one limit.
 */
final class HoldTime {
  private final ThreadLocal<Long> nanos = ThreadLocal.withInitial(() -> 0L);

  /** Begins again: this thread has polled. */
  void polled() {
    nanos.remove();
  }

  void add(long more) {
    nanos.set(nanos.get() + more);
  }

  long nanos() {
    return nanos.get();
  }
}
