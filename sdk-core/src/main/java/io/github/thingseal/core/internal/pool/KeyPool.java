package io.github.thingseal.core.internal.pool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ciphers that no message uses. A cipher keeps the last key until it is used again, or has been
 * idle for a second or two.
 *
 * @param <T> the ciphers
 */
public final class KeyPool<T extends KeyHolder> {
  static final Duration IDLE = Duration.ofSeconds(1);

  private static final Logger LOGGER = LoggerFactory.getLogger(KeyPool.class);

  private final Supplier<T> maker;
  private final Later later;
  private final Idle<T> idle;
  private final AtomicBoolean sweeping = new AtomicBoolean();

  /**
   * A pool that looks after idle ciphers on the JDK's own timer thread.
   *
   * @param maker makes one
   */
  public KeyPool(Supplier<T> maker) {
    this(
        new Idle<>(KeyHolder::wipe),
        (delay, task) ->
            CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                .execute(task),
        maker);
  }

  KeyPool(Idle<T> idle, Later later, Supplier<T> maker) {
    this.idle = idle;
    this.later = later;
    this.maker = maker;
  }

  /** Runs something after a time, on a thread that is not the caller's. */
  @FunctionalInterface
  interface Later {
    void run(Duration delay, Runnable task);
  }

  /**
   * Takes one that is idle, or makes one.
   *
   * @return one that is now the caller's alone
   */
  public T take() {
    T found = idle.take();
    return found == null ? maker.get() : found;
  }

  /**
   * Takes ciphers back.
   *
   * @param ciphers what the caller uses no more
   */
  public void give(T ciphers) {
    idle.keep(ciphers);
    sweepLater();
  }

  /**
   * Wipes the ciphers that no message uses.
   *
   * @throws RuntimeException if one cannot be wiped; the others are
   */
  public void wipeIdle() {
    idle.each(KeyHolder::wipe);
  }

  private void sweepLater() {
    if (!sweeping.get() && sweeping.compareAndSet(false, true)) {
      schedule();
    }
  }

  /** If there is no timer, the next message tries again. */
  private void schedule() {
    try {
      later.run(IDLE, this::sweep);
    } catch (RuntimeException | Error e) {
      sweeping.set(false);
      throw e;
    }
  }

  /** Comes again while there is more to wipe. */
  private void sweep() {
    if (!wipeUnused()) {
      schedule();
      return;
    }
    sweeping.set(false);
    // A giver that still read true had removed its cipher from its place, or claimed the place, by
    // an atomic exchange before. So this looks at the place after that, and finds it empty or used
    // of late, however late the plain write of the giver arrives.
    if (!wipeUnused()) {
      sweepLater();
    }
  }

  /** Wipes what was idle since the last sweep; whether nothing else holds a key. */
  private boolean wipeUnused() {
    AtomicBoolean used = new AtomicBoolean();
    try {
      boolean all =
          idle.each(
              found -> {
                if (found.usedOfLate()) {
                  used.set(true);
                } else {
                  found.wipe();
                }
              });
      return all && !used.get();
    } catch (RuntimeException | Error e) {
      LOGGER.warn("The key of an idle cipher cannot be overwritten; it is tried again", e);
      return false;
    }
  }
}
