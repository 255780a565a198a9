package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.PermanentException;

/** A request that is answered with an error status. */
public final class Refusal extends PermanentException {
  private static final long serialVersionUID = 1L;
  private static final String NO_CODE = "";

  private final int status;
  private final String code;

  private Refusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static Refusal of(int status, String message) {
    return new Refusal(status, NO_CODE, message);
  }

  static Refusal badRequest(String message) {
    return of(400, message);
  }

  static Refusal unauthorized(String message) {
    return of(401, message);
  }

  static Refusal forbidden(String message) {
    return of(403, message);
  }

  static Refusal notInPlan(String message) {
    return new Refusal(403, "NotInPlan", message);
  }

  static Refusal notFound(String message) {
    return of(404, message);
  }

  static Refusal methodNotAllowed(String message) {
    return of(405, message);
  }

  static Refusal conflict(String code, String message) {
    return new Refusal(409, code, message);
  }

  static Refusal tooLarge(String message) {
    return of(413, message);
  }

  int status() {
    return status;
  }

  /** Why, for programs; may be empty. */
  String code() {
    return code;
  }
}
