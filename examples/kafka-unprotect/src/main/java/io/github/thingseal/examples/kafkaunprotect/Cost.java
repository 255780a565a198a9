package io.github.thingseal.examples.kafkaunprotect;

import java.util.Locale;

/**
 * What a run has cost.
 *
 * @param rate messages a second
 * @param micros processor time of the whole process a message, in microseconds
 */
record Cost(double rate, double micros) {
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,.0f messages/s (%.1f µs each)", rate, micros);
  }
}
