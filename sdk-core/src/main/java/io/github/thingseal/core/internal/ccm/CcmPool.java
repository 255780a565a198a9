package io.github.thingseal.core.internal.ccm;

import io.github.thingseal.core.internal.Idle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Ciphers that no message uses. A cipher keeps the last key until it is used again, or has been
 * idle for a second or two.
 */
final class CcmPool {
  static final Duration IDLE = Duration.ofSeconds(1);

  private final Supplier<CcmCiphers> maker;
  private final Later later;
  private final Idle<CcmCiphers> idle;
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private volatile boolean given;

  CcmPool(Idle<CcmCiphers> idle, Later later, Supplier<CcmCiphers> maker) {
    this.idle = idle;
    this.later = later;
    this.maker = maker;
  }

  /** Runs something after a time, on a thread that is not the caller's. */
  @FunctionalInterface
  interface Later {
    void run(Duration delay, Runnable task);
  }

  CcmCiphers take() {
    CcmCiphers found = idle.take();
    return found == null ? maker.get() : found;
  }

  /** Takes ciphers back. */
  void give(CcmCiphers ciphers) {
    idle.keep(ciphers);
    given = true;
    sweepLater();
  }

  /** Wipes the ciphers that no message uses. */
  void wipeIdle() {
    idle.each(CcmCiphers::wipe);
  }

  private void sweepLater() {
    if (!sweeping.get() && sweeping.compareAndSet(false, true)) {
      later.run(IDLE, this::sweep);
    }
  }

  /** Wipes what was idle since the last sweep, and comes again while there is more to wipe. */
  private void sweep() {
    given = false;
    AtomicBoolean more = new AtomicBoolean();
    idle.each(
        found -> {
          if (found.usedOfLate()) {
            more.set(true);
          } else {
            found.wipe();
          }
        });
    if (more.get()) {
      later.run(IDLE, this::sweep);
      return;
    }
    sweeping.set(false);
    if (given) {
      // It may have come behind the place where this looked last.
      sweepLater();
    }
  }
}
