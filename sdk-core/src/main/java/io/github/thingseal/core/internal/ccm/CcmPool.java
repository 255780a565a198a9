package io.github.thingseal.core.internal.ccm;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ciphers that no message uses, at most twice as many as there are processors; not thread locals,
 * which pools of threads and virtual threads leak. A cipher keeps the last key until it is used
 * again, or has been idle for a second or two.
 */
final class CcmPool {
  static final Duration IDLE = Duration.ofSeconds(1);

  private final Supplier<CcmCiphers> maker;
  private final Later later;
  private final AtomicReferenceArray<@Nullable CcmCiphers> idle;
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private volatile boolean given;

  CcmPool(int size, Later later, Supplier<CcmCiphers> maker) {
    this.idle = new AtomicReferenceArray<>(size);
    this.later = later;
    this.maker = maker;
  }

  /** Runs something after a time, on a thread that is not the caller's. */
  @FunctionalInterface
  interface Later {
    void run(Duration delay, Runnable task);
  }

  CcmCiphers take() {
    int start = start();
    for (int i = 0; i < idle.length(); i++) {
      int at = (start + i) % idle.length();
      CcmCiphers found = idle.get(at);
      if (found != null && idle.compareAndSet(at, found, null)) {
        return found;
      }
    }
    return maker.get();
  }

  /** Takes ciphers back. */
  void give(CcmCiphers ciphers) {
    keep(ciphers);
    given = true;
    sweepLater();
  }

  /** Wipes the ciphers that no message uses. */
  void wipeIdle() {
    for (int at = 0; at < idle.length(); at++) {
      CcmCiphers found = idle.getAndSet(at, null);
      if (found != null) {
        found.wipe();
        keep(found);
      }
    }
  }

  /** What finds no place is wiped and left to the garbage collector. */
  private void keep(CcmCiphers ciphers) {
    int start = start();
    for (int i = 0; i < idle.length(); i++) {
      int at = (start + i) % idle.length();
      if (idle.get(at) == null && idle.compareAndSet(at, null, ciphers)) {
        return;
      }
    }
    ciphers.wipe();
  }

  private void sweepLater() {
    if (!sweeping.get() && sweeping.compareAndSet(false, true)) {
      later.run(IDLE, this::sweep);
    }
  }

  /** Wipes what was idle since the last sweep, and comes again while there is more to wipe. */
  private void sweep() {
    given = false;
    boolean more = false;
    for (int at = 0; at < idle.length(); at++) {
      CcmCiphers found = idle.getAndSet(at, null);
      if (found != null) {
        if (found.usedOfLate()) {
          more = true;
        } else {
          found.wipe();
        }
        keep(found);
      }
    }
    if (more) {
      later.run(IDLE, this::sweep);
      return;
    }
    sweeping.set(false);
    if (given) {
      // It may have come behind the place where this looked last.
      sweepLater();
    }
  }

  private int start() {
    return (int) (Thread.currentThread().getId() % idle.length());
  }
}
