package io.github.thingseal.at.module;

import io.github.thingseal.core.id.RotPublicUid;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The modules at this line that a thread seals, or that were sent a seal which they may not report
 * yet: none of them is sent another one.
 */
final class SealsUnderWay {
  /** How long ubxlib's tests wait for a module to report its seal. Evidence: published. */
  static final Duration LONGEST = Duration.ofMinutes(4);

  private final MonotonicClock clock;

  /** When each was sent its seal; empty while a thread seals it. */
  private final Map<RotPublicUid, OptionalLong> sentAt = new HashMap<>();

  SealsUnderWay(MonotonicClock clock) {
    this.clock = clock;
  }

  /** Begins one, unless one of the same module is under way; returns whether it has begun. */
  boolean begin(RotPublicUid module) {
    long over = clock.nanoTime() - LONGEST.toNanos();
    synchronized (sentAt) {
      sentAt.values().removeIf(sent -> sent.isPresent() && over - sent.getAsLong() >= 0);
      return sentAt.putIfAbsent(module, OptionalLong.empty()) == null;
    }
  }

  /** Ends the one that has begun: the module is sealed by it, or may be, or surely not. */
  void end(RotPublicUid module, boolean mayBeSealed) {
    long now = clock.nanoTime();
    synchronized (sentAt) {
      if (mayBeSealed) {
        sentAt.put(module, OptionalLong.of(now));
      } else {
        sentAt.remove(module);
      }
    }
  }
}
