package io.github.thingseal.examples.simulator.console;

import io.github.thingseal.testkit.SimulatedModuleLine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of a module's dialogue. */
final class DialogueLog {
  static final int MAX_LINES = 500;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private long said;

  /**
   * A line and its number.
   *
   * @param number 1 for the first line that was heard
   * @param line the line
   */
  record Entry(long number, SimulatedModuleLine line) {}

  synchronized void add(SimulatedModuleLine line) {
    said++;
    if (entries.size() == MAX_LINES) {
      entries.remove();
    }
    entries.add(new Entry(said, line));
  }

  /** The lines that came after a number, as far as they are kept. */
  synchronized List<Entry> after(long number) {
    return entries.stream().filter(entry -> entry.number() > number).toList();
  }
}
