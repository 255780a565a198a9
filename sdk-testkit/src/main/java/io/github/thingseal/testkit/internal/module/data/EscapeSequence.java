package io.github.thingseal.testkit.internal.module.data;

import io.github.thingseal.testkit.internal.module.ModuleContext;
import java.time.Duration;
import java.time.Instant;

/**
 * Finds the sequence that leads from data back to commands: three escape characters, and silence as
 * long as the guard time before the first and after the last.
 */
public final class EscapeSequence {
  private static final int LENGTH = 3;

  /**
   * How a host escapes.
   *
   * @param character the escape character
   * @param guard the guard time
   */
  public record Settings(int character, Duration guard) {}

  private final ModuleContext core;
  private final int character;
  private final Duration guard;
  private final Runnable found;
  private Instant lastByte;
  private int count;
  private Runnable cancel = () -> {};

  EscapeSequence(ModuleContext core, Settings settings, Runnable found) {
    this.core = core;
    this.character = settings.character();
    this.guard = settings.guard();
    this.found = found;
    this.lastByte = core.clock().now();
  }

  void accept(byte received) {
    Instant now = core.clock().now();
    boolean afterSilence = Duration.between(lastByte, now).compareTo(guard) >= 0;
    boolean first = count == 0 || afterSilence;
    lastByte = now;
    cancel.run();
    if ((received & 0xFF) != character || (first && !afterSilence)) {
      count = 0;
    } else {
      count = first ? 1 : count + 1;
    }
    if (count == LENGTH) {
      cancel = core.schedule(guard, found);
    }
  }

  void stop() {
    cancel.run();
  }
}
