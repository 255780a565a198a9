package io.github.thingseal.cloud.error;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The details of a call that failed. Holds no secret: bodies are cleaned before. */
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

  /** The service's word for the reason, or empty. */
  private final String code;

  /** Whether the service may have done what was asked for. */
  private final boolean mayHaveBeenCarriedOut;

  /** What the SDK calls the call, or empty. */
  private final String correlationId;

  /** The requests of the call; a copy that is serializable. */
  private final ArrayList<Attempt> attempts;

  private FailureDetails(
      String operation, int status, String requestId, String body, boolean mayHaveBeenCarriedOut) {
    this.operation = operation;
    this.status = status;
    this.requestId = requestId;
    this.body = body;
    this.code = "";
    this.mayHaveBeenCarriedOut = mayHaveBeenCarriedOut;
    this.correlationId = "";
    this.attempts = new ArrayList<>();
  }

  private FailureDetails(
      FailureDetails known,
      String code,
      boolean mayHaveBeenCarriedOut,
      String correlationId,
      List<Attempt> attempts) {
    this.operation = known.operation;
    this.status = known.status;
    this.requestId = known.requestId;
    this.body = known.body;
    this.code = code;
    this.mayHaveBeenCarriedOut = mayHaveBeenCarriedOut;
    this.correlationId = correlationId;
    this.attempts = new ArrayList<>(attempts);
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
   * The same failure with the service's word for its reason.
   *
   * @param word the word, without secrets and control characters; may be empty
   * @return new details
   */
  public FailureDetails withCode(String word) {
    Arguments.required(word, "word");
    return new FailureDetails(this, word, mayHaveBeenCarriedOut, correlationId, attempts);
  }

  /**
   * The same failure after an earlier attempt whose answer was lost: that one may have been carried
   * out, whatever the last answer is.
   *
   * @return new details
   */
  public FailureDetails afterLostAnswer() {
    return new FailureDetails(this, code, true, correlationId, attempts);
  }

  /**
   * The same details, with what is known of the whole call.
   *
   * @param id what the SDK calls the call, or an empty text
   * @param requests the requests of the call so far, in their order
   * @return new details
   */
  public FailureDetails withCall(String id, List<Attempt> requests) {
    Arguments.required(id, "id");
    Arguments.requiredElements(requests, "requests");
    return new FailureDetails(this, code, mayHaveBeenCarriedOut, id, requests);
  }

  /**
   * The operation.
   *
   * @return its name in the catalogue, or the path of a generic call; in words what was done, if an
   *     interrupt ended the wait of an unprotector, of a protector or of a stream of messages
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
   * <p>Of JSON it shows the texts of fields for people, or with a kind of failure, such as {@code
   * message} and {@code code}. Of all other fields it shows name and kind. In these texts, and in
   * what is not JSON, {@code ***} replaces the token, the API secret and secrets of the request, in
   * any encoding. It also replaces long runs of characters that could be a key.
   *
   * @return the text, possibly empty; always empty for a successful status of an operation that
   *     answers keys or tokens
   */
  public String body() {
    return body;
  }

  /**
   * The service's word for the reason, from the field {@code Code} of the body (assumed): such as
   * {@code NotInPlan}, {@code AccessKeyLimit}, {@code DeviceLimit} or {@code
   * CertificateAuthorityLimit}.
   *
   * @return the word, or empty if the answer has none
   */
  public Optional<String> code() {
    return code.isEmpty() ? Optional.empty() : Optional.of(code);
  }

  /**
   * Whether the service may have carried out the call: bytes of one of its requests have left, and
   * that request was not refused with a status 3xx or 4xx.
   *
   * @return false if it was surely not done, and for an interrupted stream of messages, which only
   *     looks up keys
   */
  public boolean mayHaveBeenCarriedOut() {
    return mayHaveBeenCarriedOut;
  }

  /**
   * What the SDK calls the call: the value of its correlation header, the same for all its attempts
   * and in the log.
   *
   * @return the correlation id, or empty if the call did not begin
   */
  public Optional<String> correlationId() {
    return correlationId.isEmpty() ? Optional.empty() : Optional.of(correlationId);
  }

  /**
   * The requests of the call in their order, each with its reason and time. The last one is that of
   * this failure, unless the call failed between two of them.
   *
   * @return the attempts, empty if there was none; immutable
   */
  public List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /**
   * Names operation, status, request id, correlation id and attempts.
   *
   * @return such as {@code psk.get, status 403, request id 7f…, correlation id 5c…, 1 attempt}
   */
  @Override
  public String toString() {
    return operation
        + (status == 0 ? ", no answer" : ", status " + status)
        + (requestId.isEmpty() ? "" : ", request id " + requestId)
        + (correlationId.isEmpty() ? "" : ", correlation id " + correlationId)
        + (attempts.isEmpty()
            ? ""
            : ", " + attempts.size() + (attempts.size() == 1 ? " attempt" : " attempts"));
  }
}
