package io.github.thingseal.examples.quickstart;

/** A step came to another result than it shall. */
final class StepFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StepFailedException(String message) {
    super(message);
  }
}
