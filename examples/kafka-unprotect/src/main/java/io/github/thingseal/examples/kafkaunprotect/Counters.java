package io.github.thingseal.examples.kafkaunprotect;

import java.util.concurrent.atomic.LongAdder;

/**
 * What one instance has done since it started. Messages that are processed again after an abort
 * count again.
 */
final class Counters {
  private final LongAdder plaintexts = new LongAdder();
  private final LongAdder deadLetters = new LongAdder();
  private final LongAdder held = new LongAdder();
  private final LongAdder aborts = new LongAdder();
  private final LongAdder lookUps = new LongAdder();

  void plaintext() {
    plaintexts.increment();
  }

  void deadLetter() {
    deadLetters.increment();
  }

  void lookUp() {
    lookUps.increment();
  }

  void hold() {
    held.increment();
  }

  void abort() {
    aborts.increment();
  }

  long plaintexts() {
    return plaintexts.sum();
  }

  long deadLetters() {
    return deadLetters.sum();
  }

  /** How often a message found the service out of order. */
  long held() {
    return held.sum();
  }

  /** How often a transaction was aborted because that lasted too long. */
  long aborts() {
    return aborts.sum();
  }

  /** How often the service was asked for a key. */
  long lookUps() {
    return lookUps.sum();
  }

  long messages() {
    return plaintexts() + deadLetters();
  }
}
