package io.github.thingseal.at.module;

import io.github.thingseal.at.command.SealState;
import java.time.Duration;

/** Is told each time the state of a module was read while it is waited for. */
@FunctionalInterface
public interface SealingProgress {
  /** Tells nobody. */
  SealingProgress NONE = (state, elapsed) -> {};

  /**
   * The state was read. Called on the thread that waits.
   *
   * @param state the state
   * @param elapsed how long it is waited for already
   */
  void onState(SealState state, Duration elapsed);
}
