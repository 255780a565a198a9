package io.github.thingseal.cloud.internal.cache;

import io.github.thingseal.core.internal.packed.PackedParameters;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A part of the {@link ParameterTable} with a lock of its own: places of eight numbers, found by
 * linear probing. Two are the identity, five the packed parameters, one the time of the entry and
 * whether it was asked for. What leaves a place, or moves to another, is overwritten there.
 */
final class TablePart {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int WORDS = 8;
  private static final int PACKED = 2;
  private static final int PACKED_WORDS = PackedParameters.LENGTH_BYTES / Long.BYTES;

  /**
   * A large array begins with a region of the heap, and its numbers 16 bytes behind: with these in
   * front each place is one cache line.
   */
  private static final int PADDING = 6;

  private static final int AGE = PACKED + PACKED_WORDS;
  private static final int SMALLEST = 8;
  private static final double FULL = 0.7;
  private static final double GROWTH = 1.25;

  private final long maxAgeNanos;
  private final long seed;

  /** Only tests look in from outside. */
  long[] words = array(SMALLEST);

  private int places = SMALLEST;
  private int entries;
  private int hand;

  TablePart(long maxAgeNanos, long seed) {
    this.maxAgeNanos = maxAgeNanos;
    this.seed = seed;
  }

  /** Returns 1 if it was copied, 0 if there is none, and -1 if it was too old and is gone. */
  synchronized int copy(long high, long low, long hash, long now, byte[] packed) {
    int place = find(high, low, hash);
    int at = at(place);
    if (words[at] == 0) {
      return 0;
    }
    long age = words[at + AGE];
    if (isOld(age, now)) {
      remove(place);
      return -1;
    }
    if ((age & 1) == 0) {
      words[at + AGE] = age | 1;
    }
    for (int i = 0; i < PACKED_WORDS; i++) {
      LONG.set(packed, i * Long.BYTES, words[at + PACKED + i]);
    }
    return 1;
  }

  /** Returns whether there is one more than before. */
  synchronized boolean put(long high, long low, long hash, long now, byte[] packed) {
    int at = at(find(high, low, hash));
    boolean isNew = words[at] == 0;
    words[at] = high;
    words[at + 1] = low;
    for (int i = 0; i < PACKED_WORDS; i++) {
      words[at + PACKED + i] = (long) LONG.get(packed, i * Long.BYTES);
    }
    words[at + AGE] = now << 1;
    if (isNew) {
      entries++;
      growIfFull();
    }
    return isNew;
  }

  /** Lets go of one that was not asked for since the hand came by, and is not the one given. */
  synchronized boolean evict(long high, long low, long now) {
    for (int steps = 2 * places; steps > 0 && entries > 0; steps--) {
      int at = at(hand);
      long age = words[at + AGE];
      boolean isOther = words[at] != 0 && !(words[at] == high && words[at + 1] == low);
      if (isOther && ((age & 1) == 0 || isOld(age, now))) {
        remove(hand);
        return true;
      }
      words[at + AGE] = age & ~1L;
      hand = next(hand);
    }
    return false;
  }

  /** Returns how many were too old and are gone. */
  synchronized int removeOld(long now) {
    int before = entries;
    for (int place = 0; place < places; place++) {
      while (words[at(place)] != 0 && isOld(words[at(place) + AGE], now)) {
        remove(place);
      }
    }
    return before - entries;
  }

  /** When the oldest came; {@code now} if there is none. */
  synchronized long oldest(long now) {
    long oldest = now;
    for (int at = PADDING; at < words.length; at += WORDS) {
      if (words[at] != 0) {
        oldest = Math.min(oldest, words[at + AGE] >> 1);
      }
    }
    return oldest;
  }

  /** Returns how many are gone. */
  synchronized int clear() {
    int gone = entries;
    Arrays.fill(words, 0);
    words = array(SMALLEST);
    places = SMALLEST;
    entries = 0;
    hand = 0;
    return gone;
  }

  /** The place of the identity, or the free one where it belongs. */
  private int find(long high, long low, long hash) {
    int place = home(hash);
    while (true) {
      int at = at(place);
      long found = words[at];
      if (found == 0 || (found == high && words[at + 1] == low)) {
        return place;
      }
      place = next(place);
    }
  }

  /** Frees a place, and moves up those behind that are found by way of it. */
  private void remove(int place) {
    int hole = place;
    for (int i = next(hole); words[at(i)] != 0; i = next(i)) {
      int home = home(Identities.hash(words[at(i)], words[at(i) + 1], seed));
      if (distance(home, i) >= distance(hole, i)) {
        System.arraycopy(words, at(i), words, at(hole), WORDS);
        hole = i;
      }
    }
    Arrays.fill(words, at(hole), at(hole) + WORDS, 0);
    entries--;
  }

  private void growIfFull() {
    if (entries <= FULL * places) {
      return;
    }
    long[] before = words;
    places = (int) (places * GROWTH);
    words = array(places);
    hand = 0;
    for (int at = PADDING; at < before.length; at += WORDS) {
      if (before[at] != 0) {
        long hash = Identities.hash(before[at], before[at + 1], seed);
        int to = at(find(before[at], before[at + 1], hash));
        System.arraycopy(before, at, words, to, WORDS);
      }
    }
    Arrays.fill(before, 0);
  }

  private static long[] array(int places) {
    return new long[PADDING + places * WORDS];
  }

  private static int at(int place) {
    return PADDING + place * WORDS;
  }

  private int home(long hash) {
    return (int) (((hash & 0xFFFF_FFFFL) * places) >>> Integer.SIZE);
  }

  private int next(int place) {
    return place + 1 == places ? 0 : place + 1;
  }

  private int distance(int from, int to) {
    return to >= from ? to - from : to - from + places;
  }

  private boolean isOld(long age, long now) {
    return now - (age >> 1) >= maxAgeNanos;
  }
}
