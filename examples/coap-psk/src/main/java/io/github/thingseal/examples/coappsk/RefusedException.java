package io.github.thingseal.examples.coappsk;

/** The server has not let the client in. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedException(String reason) {
    super(reason);
  }
}
