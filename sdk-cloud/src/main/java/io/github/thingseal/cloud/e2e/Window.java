package io.github.thingseal.cloud.e2e;

import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one stream that are under way. Each has its look-up at once; its result is ready
 * when those of the same device that came before it are. No caller's code runs under the lock, but
 * for {@code equals} of the devices.
 */
final class Window<T> {
  private final Decryptor decryptor;
  private final Function<? super T, byte[]> bytesOf;
  private final @Nullable Function<? super T, ?> deviceOf;
  private final Ready onReady;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Object, Entry> last = new HashMap<>();
  private final Set<Entry> lookedUp = new HashSet<>();
  private final Queue<BulkResult<T>> ready = new ArrayDeque<>();
  private long taken;
  private long unprotected;
  private long failed;
  private volatile boolean over;

  /** Hears, on any thread and without the lock, that there may be more to poll. */
  @FunctionalInterface
  interface Ready {
    /** Inside, the thread must wait for nothing and run no code of a caller's. */
    void ready(boolean isInside);
  }

  Window(
      Decryptor decryptor,
      Function<? super T, byte[]> bytesOf,
      @Nullable Function<? super T, ?> deviceOf,
      Ready onReady) {
    this.decryptor = decryptor;
    this.bytesOf = bytesOf;
    this.deviceOf = deviceOf;
    this.onReady = onReady;
  }

  /** Takes a message in. Its result comes, whatever it is; nothing is thrown. */
  void take(T message) {
    new Entry(message).begin();
  }

  /** A result that is ready, or null. */
  @Nullable BulkResult<T> poll() {
    lock.lock();
    try {
      return handedOver(ready.poll());
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a result; null if the window is cancelled, or nothing is under way. */
  @Nullable BulkResult<T> await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (ready.isEmpty() && !over && underWay() > 0) {
        changed.await();
      }
      return handedOver(ready.poll());
    } finally {
      lock.unlock();
    }
  }

  /** Whether every message that was taken has been handed over. */
  boolean isEmpty() {
    return progress().underWay() == 0;
  }

  BulkProgress progress() {
    lock.lock();
    try {
      return new BulkProgress(taken, unprotected, failed);
    } finally {
      lock.unlock();
    }
  }

  /** Ends all look-ups, and wipes what was decrypted and not handed over. */
  void cancel() {
    List<Entry> ended;
    lock.lock();
    try {
      over = true;
      ended = List.copyOf(lookedUp);
      lookedUp.clear();
      ended.forEach(Entry::wipeFollowers);
      last.clear();
      ready.forEach(result -> result.result().wipe());
      ready.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    ended.forEach(Entry::endLookup);
  }

  private long underWay() {
    return taken - unprotected - failed;
  }

  private @Nullable BulkResult<T> handedOver(@Nullable BulkResult<T> result) {
    if (result != null && result.result().isUnprotected()) {
      unprotected++;
    } else if (result != null) {
      failed++;
    }
    return result;
  }

  /** One message. Its fields are written under the lock, or before another thread has it. */
  private final class Entry {
    private final T message;
    private Object device = this;
    private @Nullable E2eMessage parsed;
    private volatile @Nullable UnprotectResult result;
    private @Nullable CompletableFuture<?> lookup;
    private @Nullable Entry next;
    private boolean first = true;
    private boolean done;

    Entry(T message) {
      this.message = message;
    }

    void begin() {
      E2eMessage read = read();
      if (!enter()) {
        return;
      }
      if (read == null || result != null) {
        finish(null, false);
        return;
      }
      result = openAtHand(read);
      if (result != null) {
        wipeIfOver();
        finish(null, false);
        return;
      }
      CompletableFuture<?> opened = decryptor.lendInside(read.keyIdentity(), this::open);
      if (!opened.isDone() && !awaits(opened)) {
        opened.cancel(false);
      }
      var unused = opened.whenComplete((value, failure) -> finish(failure, true));
    }

    private @Nullable UnprotectResult openAtHand(E2eMessage read) {
      try (AtHand atHand = decryptor.atHand()) {
        return atHand.open(read);
      } catch (RuntimeException | Error e) {
        return UnprotectResult.failed(Outcomes.typed(e, "Decrypting " + read));
      }
    }

    /** Asks the caller's functions; a message that they fail for is in no order. */
    private @Nullable E2eMessage read() {
      try {
        if (deviceOf != null) {
          device =
              new DeviceKey(
                  Arguments.returned(deviceOf.apply(message), "The function of the device"));
        }
        parsed =
            E2eMessage.parse(
                Arguments.returned(bytesOf.apply(message), "The function of the bytes"));
      } catch (RuntimeException | Error e) {
        failReading(ofCaller(e));
      }
      return parsed;
    }

    /** What a function of the caller throws again for the same message, unless it is an error. */
    private static Throwable ofCaller(Throwable thrown) {
      return thrown instanceof Error || thrown instanceof ThingsealException
          ? thrown
          : new InvalidInputException(
              "A function of the caller's threw for a message of the stream: " + thrown, thrown);
    }

    private void failReading(Throwable why) {
      result = UnprotectResult.failed(Outcomes.typed(why, "Reading a message of the stream"));
    }

    /** Stands behind the last message of the device; false if the stream is over. */
    private boolean enter() {
      lock.lock();
      try {
        if (over) {
          return false;
        }
        taken++;
        Entry before = last.put(device, this);
        if (before != null) {
          before.next = this;
          first = false;
          device = before.device; // The key in the map, which is found without equals.
        }
        Throwable failure = device instanceof DeviceKey key ? key.failure() : null;
        if (failure != null) {
          failReading(ofCaller(failure));
        }
        return true;
      } finally {
        lock.unlock();
      }
    }

    /** Keeps the look-up to cancel it; false if the stream is over. */
    private boolean awaits(CompletableFuture<?> opened) {
      lock.lock();
      try {
        lookup = opened;
        return !over && lookedUp.add(this);
      } finally {
        lock.unlock();
      }
    }

    private boolean open(ProtectionParameters parameters) {
      result = decryptor.open(Objects.requireNonNull(parsed), parameters);
      wipeIfOver();
      return true;
    }

    /** Who writes the result looks whether the stream is over, and the other way round. */
    private void wipeIfOver() {
      UnprotectResult opened = result;
      if (over && opened != null) {
        opened.wipe();
      }
    }

    void endLookup() {
      CompletableFuture<?> ended = lookup;
      if (ended != null) {
        ended.cancel(false);
      }
    }

    /** What is decrypted and not ready stands behind a look-up that is under way. */
    void wipeFollowers() {
      Entry at = next;
      next = null;
      while (at != null) {
        at.wipeIfOver();
        Entry behind = at.next;
        at.next = null;
        at = behind;
      }
    }

    private void finish(@Nullable Throwable failure, boolean isInside) {
      if (failure != null) {
        ThingsealException typed = Outcomes.typed(failure, "Unprotecting " + parsed);
        result = UnprotectResult.failed(typed);
      }
      boolean isFirst;
      lock.lock();
      try {
        done = true;
        lookedUp.remove(this);
        isFirst = first && !over;
        wipeIfOver();
        for (Entry at = isFirst ? this : null; at != null && at.done; ) {
          at = at.makeReady();
        }
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      if (isFirst) {
        onReady.ready(isInside);
      }
    }

    /** Returns the one behind, which is the first of the device now. */
    private @Nullable Entry makeReady() {
      ready.add(new BulkResult<>(message, Objects.requireNonNull(result)));
      Entry behind = next;
      next = null;
      if (behind == null) {
        last.remove(device);
      } else {
        behind.first = true;
      }
      return behind;
    }
  }
}
