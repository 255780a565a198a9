package io.github.thingseal.cloud.internal.json;

/** An answer is not what its operation promises; the pipeline turns this into a public error. */
public final class AnswerFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes a message that completes "the service answered", and quotes no value. */
  public AnswerFormatException(String message) {
    super(message);
  }
}
