package io.github.thingseal.cloud.internal.call;

/** Makes a value of the body of a successful answer. */
@FunctionalInterface
public interface AnswerReader<T> {
  /**
   * Reads the body, which is wiped afterwards. What it throws becomes an UnexpectedAnswerException;
   * messages must not quote values.
   */
  T read(byte[] body);
}
