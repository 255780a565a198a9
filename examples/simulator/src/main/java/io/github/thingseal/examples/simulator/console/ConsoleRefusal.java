package io.github.thingseal.examples.simulator.console;

/** A request that is not carried out, and the status to say so. */
final class ConsoleRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ConsoleRefusal(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
