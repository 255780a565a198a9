package io.github.thingseal.cloud;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.Optional;

/**
 * Events that follow each other.
 *
 * @param events the events, oldest first; none if there is nothing new
 * @param position where to go on; empty if there are no events at all yet
 */
public record EventBatch(List<SecurityEvent> events, Optional<EventPosition> position) {
  /**
   * Copies the list.
   *
   * @param events the events, oldest first
   * @param position where to go on
   */
  public EventBatch {
    Arguments.requiredElements(events, "events");
    Arguments.required(position, "position");
    events = List.copyOf(events);
  }
}
