package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * A position in the security events of the account. Store the text to go on later, in another
 * process too; how long the service keeps events is unknown.
 *
 * @param text what the service answered; opaque
 */
public record EventPosition(String text) {
  /**
   * Checks the text.
   *
   * @param text what the service answered
   * @throws InvalidInputException if it is empty
   */
  public EventPosition {
    Arguments.required(text, "text");
    if (text.isEmpty()) {
      throw new InvalidInputException("A position cannot be empty; without one events begin anew");
    }
  }

  /**
   * A position that was stored.
   *
   * @param text the text of a position
   * @return the position
   * @throws InvalidInputException if it is empty
   */
  public static EventPosition of(String text) {
    return new EventPosition(text);
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
