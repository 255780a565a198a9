package io.github.thingseal.cloud.error;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;

/** What is known about a call that failed. Holds no secret: bodies are cleaned before. */
public final class FailureDetails implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The name of the operation. */
  private final String operation;

  /** The HTTP status, or 0. */
  private final int status;

  /** What the service calls the request, or empty. */
  private final String requestId;

  /** The cleaned beginning of the body. */
  private final String body;

  /** Whether the service may have done what was asked for. */
  private final boolean mayHaveBeenCarriedOut;

  private FailureDetails(
      String operation, int status, String requestId, String body, boolean mayHaveBeenCarriedOut) {
    this.operation = operation;
    this.status = status;
    this.requestId = requestId;
    this.body = body;
    this.mayHaveBeenCarriedOut = mayHaveBeenCarriedOut;
  }

  /**
   * A failure before anything was sent.
   *
   * @param operation the name of the operation
   * @return the details
   */
  public static FailureDetails withoutAnswer(String operation) {
    return withoutAnswer(operation, false);
  }

  /**
   * A failure without an answer.
   *
   * @param operation the name of the operation
   * @param mayHaveBeenCarriedOut whether bytes of a request have left
   * @return the details
   */
  public static FailureDetails withoutAnswer(String operation, boolean mayHaveBeenCarriedOut) {
    Arguments.required(operation, "operation");
    return new FailureDetails(operation, 0, "", "", mayHaveBeenCarriedOut);
  }

  /**
   * A failure with an answer.
   *
   * @param operation the name of the operation
   * @param status the HTTP status
   * @param requestId what the service calls the request, or an empty text
   * @param body the beginning of the body, without secrets and control characters
   * @return the details
   */
  public static FailureDetails ofAnswer(
      String operation, int status, String requestId, String body) {
    Arguments.required(operation, "operation");
    Arguments.required(requestId, "requestId");
    Arguments.required(body, "body");
    boolean refused = status >= 300 && status < 500;
    return new FailureDetails(operation, status, requestId, body, !refused);
  }

  /**
   * The operation.
   *
   * @return its name in the catalogue, or the path of a generic call
   */
  public String operation() {
    return operation;
  }

  /**
   * The HTTP status.
   *
   * @return the status, or empty if there was no answer
   */
  public OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /**
   * What the service calls the request: from the header {@code x-amzn-RequestId}, {@code
   * x-request-id} or {@code x-correlation-id}. Quote it to the vendor's support.
   *
   * @return the request id, or empty if the answer has none
   */
  public Optional<String> requestId() {
    return requestId.isEmpty() ? Optional.empty() : Optional.of(requestId);
  }

  /**
   * The beginning of the body, as far as it is no secret: at most 2,048 characters, control
   * characters replaced.
   *
   * <p>Of JSON it shows the texts of fields that are made for people or name a kind of failure,
   * such as {@code message} and {@code code}, and of all others name and kind. In these texts, and
   * in what is not JSON, {@code ***} stands for the token, the API secret and secrets of the
   * request, whatever they are encoded in, and for long runs of characters that could be a key.
   *
   * @return the text, possibly empty; always empty for a successful status of an operation that
   *     answers keys or tokens
   */
  public String body() {
    return body;
  }

  /**
   * Whether the service may have done what was asked for: bytes of a request have left, and it was
   * not refused with a status 3xx or 4xx.
   *
   * @return false if it was surely not done
   */
  public boolean mayHaveBeenCarriedOut() {
    return mayHaveBeenCarriedOut;
  }

  /**
   * Names operation, status and request id.
   *
   * @return such as {@code psk.get, status 403, request id 7f…}
   */
  @Override
  public String toString() {
    return operation
        + (status == 0 ? ", no answer" : ", status " + status)
        + (requestId.isEmpty() ? "" : ", request id " + requestId);
  }
}
