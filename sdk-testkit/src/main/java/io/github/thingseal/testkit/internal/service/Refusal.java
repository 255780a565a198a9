package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.PermanentException;

/** A request that is answered with an error status. */
final class Refusal extends PermanentException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  static Refusal of(int status, String message) {
    return new Refusal(status, message);
  }

  static Refusal badRequest(String message) {
    return new Refusal(400, message);
  }

  static Refusal unauthorized(String message) {
    return new Refusal(401, message);
  }

  static Refusal forbidden(String message) {
    return new Refusal(403, message);
  }

  static Refusal notFound(String message) {
    return new Refusal(404, message);
  }

  static Refusal methodNotAllowed(String message) {
    return new Refusal(405, message);
  }

  static Refusal tooLarge(String message) {
    return new Refusal(413, message);
  }

  int status() {
    return status;
  }
}
