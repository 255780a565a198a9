package io.github.thingseal.cloud.e2e;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * One message of a stream, and what became of it.
 *
 * @param <T> what the caller calls a message
 * @param message the message as the caller handed it in, with whatever else it carries
 * @param result its plaintext, or why there is none
 */
public record BulkResult<T>(T message, UnprotectResult result) {
  /**
   * Checks the parts.
   *
   * @param message the message as the caller handed it in
   * @param result its plaintext, or why there is none
   * @throws InvalidInputException if a part is null
   */
  public BulkResult {
    Arguments.required(message, "message");
    Arguments.required(result, "result");
  }
}
