package io.github.thingseal.examples.quickstart;

/** A step had another result than expected. */
final class StepFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StepFailedException(String message) {
    super(message);
  }
}
