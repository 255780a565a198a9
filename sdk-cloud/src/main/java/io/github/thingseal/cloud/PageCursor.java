package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * The position of the next page of a list. Store the text to go on later, in another process too;
 * how long the service keeps it is unknown.
 *
 * @param text what the service answered; opaque
 */
public record PageCursor(String text) {
  /**
   * Checks the text.
   *
   * @param text what the service answered
   * @throws InvalidInputException if it is empty
   */
  public PageCursor {
    Arguments.required(text, "text");
    if (text.isEmpty()) {
      throw new InvalidInputException("A cursor cannot be empty; without one a list begins anew");
    }
  }

  /**
   * A cursor that was stored.
   *
   * @param text the text of a cursor of the same list
   * @return the cursor
   * @throws InvalidInputException if it is empty
   */
  public static PageCursor of(String text) {
    return new PageCursor(text);
  }

  /**
   * The text.
   *
   * @return the same as {@link #text()}
   */
  @Override
  public String toString() {
    return text;
  }
}
