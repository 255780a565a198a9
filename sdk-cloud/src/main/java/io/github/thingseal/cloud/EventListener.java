package io.github.thingseal.cloud;

import io.github.thingseal.core.ThingsealException;

/** Receives security events, one at a time. */
@FunctionalInterface
public interface EventListener {
  /**
   * Something happened. What this throws goes to the log; the event does not come again.
   *
   * @param event what happened; store its position to go on behind it later
   */
  void onEvent(SecurityEvent event);

  /**
   * Events could not be fetched. They are asked for again, after a pause that grows.
   *
   * @param failure why; by its branch one sees whether trying again can help
   */
  default void onFailure(ThingsealException failure) {}
}
