package io.github.thingseal.cloud.internal.cache;

import java.util.Arrays;

/**
 * Places of eight numbers each, found by linear probing; what leaves a place, or moves to another,
 * is overwritten there. Two numbers are the identity, the first of which is never 0.
 *
 * <p>Each place has two small marks, in a separate array that fits into the processor's caches. One
 * is some bits of the hash, so that a look-up touches only the place that it wants. The other says
 * whether it was asked for.
 *
 * <p>No lock of its own. Those who look while another thread writes find anything, or nothing, and
 * come to an end.
 */
final class Places {
  static final int WORDS = 8;

  /**
   * A large array begins with a region of the heap, and its numbers 16 bytes behind: with these in
   * front each place is one cache line.
   */
  private static final int PADDING = 6;

  private static final int MARKS = 2;
  private static final int ASKED_FOR = 1;

  final int count;

  /** Only tests look in from outside. */
  final long[] words;

  private final byte[] marks;
  private final long seed;

  Places(int count, long seed) {
    this.count = count;
    this.seed = seed;
    this.words = new long[PADDING + count * WORDS];
    this.marks = new byte[count * MARKS];
  }

  /** The place of an identity, or the free one where it belongs. */
  int find(long high, long low, long hash) {
    int place = home(hash);
    byte wanted = mark(hash);
    for (int looks = 0; looks < count; looks++) {
      byte mark = marks[place * MARKS];
      if (mark == 0 || (mark == wanted && isOf(place, high, low))) {
        break;
      }
      place = next(place);
    }
    return place;
  }

  /** Whether there may be an identity: whether the place that a look begins with is taken. */
  boolean mayHave(long hash) {
    int place = home(hash);
    return !isFree(place) && words[at(place)] != 0;
  }

  boolean isFree(int place) {
    return marks[place * MARKS] == 0;
  }

  boolean isOf(int place, long high, long low) {
    int at = at(place);
    return words[at] == high && words[at + 1] == low;
  }

  /** Takes a place for an identity; the other numbers are up to the caller. */
  void take(int place, long high, long low, long hash) {
    words[at(place)] = high;
    words[at(place) + 1] = low;
    marks[place * MARKS] = mark(hash);
  }

  boolean isAskedFor(int place) {
    return marks[place * MARKS + ASKED_FOR] != 0;
  }

  /** Written only where it changes, so that several processors can share it. */
  void askFor(int place) {
    if (!isAskedFor(place)) {
      marks[place * MARKS + ASKED_FOR] = 1;
    }
  }

  void forgetAskedFor(int place) {
    marks[place * MARKS + ASKED_FOR] = 0;
  }

  /** Where the numbers of a place begin. */
  int at(int place) {
    return PADDING + place * WORDS;
  }

  int next(int place) {
    return place + 1 == count ? 0 : place + 1;
  }

  /** Frees a place, and moves up those behind that are found by way of it. */
  void free(int place) {
    int hole = place;
    for (int i = next(hole); !isFree(i); i = next(i)) {
      int home = home(Identities.hash(words[at(i)], words[at(i) + 1], seed));
      if (distance(home, i) >= distance(hole, i)) {
        copy(this, i, hole);
        hole = i;
      }
    }
    Arrays.fill(words, at(hole), at(hole) + WORDS, 0);
    Arrays.fill(marks, hole * MARKS, (hole + 1) * MARKS, (byte) 0);
  }

  /** Moves all into more places. */
  void moveTo(Places more) {
    for (int place = 0; place < count; place++) {
      if (!isFree(place)) {
        long high = words[at(place)];
        long low = words[at(place) + 1];
        more.copy(this, place, more.find(high, low, Identities.hash(high, low, seed)));
      }
    }
    wipe();
  }

  void wipe() {
    Arrays.fill(words, 0);
    Arrays.fill(marks, (byte) 0);
  }

  private void copy(Places from, int fromPlace, int place) {
    System.arraycopy(from.words, at(fromPlace), words, at(place), WORDS);
    System.arraycopy(from.marks, fromPlace * MARKS, marks, place * MARKS, MARKS);
  }

  private int home(long hash) {
    return (int) (((hash & 0xFFFF_FFFFL) * count) >>> Integer.SIZE);
  }

  /** Bits of the hash that choose neither the part nor the place; never 0. */
  private static byte mark(long hash) {
    return (byte) ((hash >>> (Long.SIZE - Byte.SIZE)) | 1);
  }

  private int distance(int from, int to) {
    return to >= from ? to - from : to - from + count;
  }
}
