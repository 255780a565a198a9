package io.github.thingseal.at.channel;

import org.jspecify.annotations.Nullable;

/** Wakes a module's UART. Called under the channel's lock. */
@FunctionalInterface
interface Waking {
  /** Who must have the line before anyone else, if the module may sleep. */
  @Nullable Turn turn();

  /** No one has the line, and no one waits for it. */
  default void rest() {}

  /** Something else is in charge from now on. */
  default void end() {}
}
