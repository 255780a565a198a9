package io.github.thingseal.testkit.internal.service;

/**
 * A fault that was asked for.
 *
 * @param name what it says of itself
 * @param effect what goes wrong
 * @param path the path that it is about; empty for all
 * @param times how often it happens; {@link Integer#MAX_VALUE} if it never ends
 */
public record InjectedFault(String name, ResponseFault effect, String path, int times) {
  /** Whether it is about a path. */
  boolean isAbout(String requestPath) {
    return path.isEmpty() || path.equals(requestPath);
  }
}
