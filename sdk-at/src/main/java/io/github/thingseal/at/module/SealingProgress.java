package io.github.thingseal.at.module;

import io.github.thingseal.at.command.security.SealState;
import java.time.Duration;

/** Is called each time a module was asked for its state while it is waited for. */
@FunctionalInterface
public interface SealingProgress {
  /** Does nothing. */
  SealingProgress NONE = (state, elapsed) -> {};

  /**
   * The module was asked. Called on the thread that waits.
   *
   * @param state the state, {@link SealState#UNKNOWN} if the module did not say
   * @param elapsed how long it is waited for already
   */
  void onState(SealState state, Duration elapsed);
}
