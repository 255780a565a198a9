package io.github.thingseal.cloud.error;

/** Every exception of a call to the service carries what is known about the call. */
public interface ServiceFailure {
  /**
   * What is known about the call.
   *
   * @return operation, status, request id and body
   */
  FailureDetails details();
}
