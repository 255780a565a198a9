package io.github.thingseal.cloud.internal.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.locks.StampedLock;

/**
 * A part of the {@link ParameterTable} with a lock of its own. Of the eight numbers of a place two
 * are the identity, five the packed parameters, and one is the time of the entry.
 *
 * <p>A look takes no lock: what it copied counts if no one wrote meanwhile, else it looks again
 * with the lock.
 */
final class TablePart {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int PACKED = 2;
  private static final int PACKED_WORDS = PackedParameters.LENGTH_BYTES / Long.BYTES;
  private static final int AGE = PACKED + PACKED_WORDS;
  private static final int SMALLEST = 8;
  private static final double FULL = 0.7;
  private static final double GROWTH = 1.25;

  private static final int ABSENT = 0;
  private static final int COPIED = 1;
  private static final int GONE = -1;

  private final StampedLock lock = new StampedLock();
  private final long maxAgeNanos;
  private final long seed;

  /** Only tests look in from outside. */
  Places places;

  private int entries;
  private int hand;

  TablePart(long maxAgeNanos, long seed) {
    this.maxAgeNanos = maxAgeNanos;
    this.seed = seed;
    this.places = new Places(SMALLEST, seed);
  }

  /**
   * Returns 1 if it was copied, 0 if there is none, and -1 if it was too old and is gone. The
   * packed bytes are to be wiped in any case.
   */
  int copy(long high, long low, long hash, long now, byte[] packed) {
    long stamp = lock.tryOptimisticRead();
    if (stamp != 0) {
      int found = look(high, low, hash, now, packed);
      if (found != GONE && lock.validate(stamp)) {
        return found;
      }
    }
    stamp = lock.writeLock();
    try {
      int found = look(high, low, hash, now, packed);
      if (found == GONE) {
        remove(places.find(high, low, hash));
      }
      return found;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** As {@link Places#mayHave}; without a lock, and wrong while another thread writes. */
  boolean mayHave(long hash) {
    return places.mayHave(hash);
  }

  private int look(long high, long low, long hash, long now, byte[] packed) {
    Places seen = places;
    int place = seen.find(high, low, hash);
    if (seen.isFree(place)) {
      return ABSENT;
    }
    int at = seen.at(place);
    if (isOld(seen.words[at + AGE], now)) {
      return GONE;
    }
    seen.askFor(place);
    for (int i = 0; i < PACKED_WORDS; i++) {
      LONG.set(packed, i * Long.BYTES, seen.words[at + PACKED + i]);
    }
    return COPIED;
  }

  /** Returns whether there is one more than before. */
  boolean put(long high, long low, long hash, long now, byte[] packed) {
    long stamp = lock.writeLock();
    try {
      int place = places.find(high, low, hash);
      boolean isNew = places.isFree(place);
      places.take(place, high, low, hash);
      places.forgetAskedFor(place);
      int at = places.at(place);
      for (int i = 0; i < PACKED_WORDS; i++) {
        places.words[at + PACKED + i] = (long) LONG.get(packed, i * Long.BYTES);
      }
      places.words[at + AGE] = now;
      if (isNew) {
        entries++;
        growIfFull();
      }
      return isNew;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** Lets go of one that was not asked for since the hand came by, and is not the one given. */
  boolean evict(long high, long low, long now) {
    long stamp = lock.writeLock();
    try {
      for (int steps = 2 * places.count; steps > 0 && entries > 0; steps--) {
        if (!places.isFree(hand) && !places.isOf(hand, high, low)) {
          if (!places.isAskedFor(hand) || isOld(places.words[places.at(hand) + AGE], now)) {
            remove(hand);
            return true;
          }
        }
        places.forgetAskedFor(hand);
        hand = places.next(hand);
      }
      return false;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** Returns how many were too old and are gone. */
  int removeOld(long now) {
    long stamp = lock.writeLock();
    try {
      int before = entries;
      for (int place = 0; place < places.count; place++) {
        while (!places.isFree(place) && isOld(places.words[places.at(place) + AGE], now)) {
          remove(place);
        }
      }
      return before - entries;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** When the oldest came; {@code now} if there is none. */
  long oldest(long now) {
    long stamp = lock.readLock();
    try {
      long oldest = now;
      for (int place = 0; place < places.count; place++) {
        if (!places.isFree(place)) {
          oldest = Math.min(oldest, places.words[places.at(place) + AGE]);
        }
      }
      return oldest;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Returns how many are gone. */
  int clear() {
    long stamp = lock.writeLock();
    try {
      int gone = entries;
      places.wipe();
      places = new Places(SMALLEST, seed);
      entries = 0;
      hand = 0;
      return gone;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  private void remove(int place) {
    places.free(place);
    entries--;
  }

  private void growIfFull() {
    if (entries > FULL * places.count) {
      Places more = new Places((int) (places.count * GROWTH), seed);
      places.moveTo(more);
      places = more;
      hand = 0;
    }
  }

  private boolean isOld(long came, long now) {
    return now - came >= maxAgeNanos;
  }
}
