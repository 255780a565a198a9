package io.github.thingseal.cloud;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.Optional;

/**
 * A part of a list, as the service sent it.
 *
 * @param <T> what is listed
 * @param items the part; may be empty even if there are more pages
 * @param next where the next page begins; empty for the last page
 */
public record Page<T>(List<T> items, Optional<PageCursor> next) {
  /**
   * Copies the list.
   *
   * @param items the part
   * @param next where the next page begins; empty for the last page
   */
  public Page {
    Arguments.requiredElements(items, "items");
    Arguments.required(next, "next");
    items = List.copyOf(items);
  }
}
