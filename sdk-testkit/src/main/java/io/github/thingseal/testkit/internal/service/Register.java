package io.github.thingseal.testkit.internal.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Entries in the order of their making. Each has a number for life, so that who pages through them
 * misses none and sees none twice, whatever comes and goes meanwhile.
 */
final class Register<K, V> {
  private final Map<K, Long> numbers = new HashMap<>();
  private final NavigableMap<Long, V> entries = new TreeMap<>();
  private long last;

  Optional<V> get(K key) {
    return Optional.ofNullable(numbers.get(key)).map(entries::get);
  }

  boolean contains(K key) {
    return numbers.containsKey(key);
  }

  /** Adds an entry at the end, or replaces the one of the same key where it is. */
  void put(K key, V value) {
    restore(numbers.getOrDefault(key, last + 1), key, value);
  }

  /** Adds an entry with the number that it had. */
  void restore(long number, K key, V value) {
    numbers.put(key, number);
    entries.put(number, value);
    last = Math.max(last, number);
  }

  /** Lets numbers go on where they were. */
  void continueAfter(long number) {
    last = Math.max(last, number);
  }

  /** The greatest number that was given. */
  long last() {
    return last;
  }

  boolean remove(K key) {
    Long number = numbers.remove(key);
    if (number != null) {
      entries.remove(number);
    }
    return number != null;
  }

  int size() {
    return entries.size();
  }

  List<V> values() {
    return List.copyOf(entries.values());
  }

  /** The entries by their numbers. */
  NavigableMap<Long, V> numbered() {
    return entries;
  }

  /** The entries that match, from the one behind the cursor on. */
  Page<V> page(Page.Request wanted, Predicate<V> matches) {
    List<V> found = new ArrayList<>();
    long end = wanted.after();
    for (Map.Entry<Long, V> entry : entries.tailMap(wanted.after(), false).entrySet()) {
      if (!matches.test(entry.getValue())) {
        continue;
      }
      if (found.size() == wanted.limit()) {
        return new Page<>(found, Optional.of(Page.cursor(end)));
      }
      found.add(entry.getValue());
      end = entry.getKey();
    }
    return new Page<>(found, Optional.empty());
  }
}
