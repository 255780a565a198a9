package io.github.thingseal.at.command.network;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * Why a call or connection failed.
 *
 * @param type what kind of cause it is, as the module names it
 * @param cause its number, where reported
 * @param text its text, where reported
 */
public record ExtendedError(String type, Optional<String> cause, Optional<String> text) {
  /**
   * Checks that nothing is null.
   *
   * @param type what kind of cause it is
   * @param cause its number, where reported
   * @param text its text, where reported
   */
  public ExtendedError {
    Arguments.required(type, "type");
    Arguments.required(cause, "cause");
    Arguments.required(text, "text");
  }
}
