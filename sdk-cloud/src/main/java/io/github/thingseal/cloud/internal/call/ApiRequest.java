package io.github.thingseal.cloud.internal.call;

import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.operation.FieldNames;
import io.github.thingseal.cloud.operation.Operation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request: which operation, about what, what is sent and how the answer is read. */
public final class ApiRequest<T> {
  private final Operation operation;
  private final String subject;
  private final byte[] body;
  private final List<String> secrets;
  private final boolean secretAnswer;
  private final AnswerReader<T> reader;
  private final @Nullable Function<T, Optional<Following<T>>> following;

  private ApiRequest(
      Operation operation,
      String subject,
      byte[] body,
      List<String> secrets,
      boolean secretAnswer,
      AnswerReader<T> reader,
      @Nullable Function<T, Optional<Following<T>>> following) {
    this.operation = operation;
    this.subject = subject;
    this.body = body;
    this.secrets = secrets;
    this.secretAnswer = secretAnswer;
    this.reader = reader;
    this.following = following;
  }

  /**
   * A request of the SDK's own. The subject, possibly empty, stands in error messages. Fields go by
   * the SDK's names; the operation says how the service spells them.
   */
  public static <T> ApiRequest<T> of(
      Operation operation, String subject, Map<String, ?> body, AnswerReader<T> reader) {
    FieldNames names = operation.fieldNames();
    byte[] json = Json.write(WireNames.inRequest(body, names));
    return ofJson(operation, subject, json, WireNames.inAnswer(reader, names));
  }

  /** A request as the caller wrote it; the body is not copied. */
  public static <T> ApiRequest<T> ofJson(
      Operation operation, String subject, byte[] body, AnswerReader<T> reader) {
    return new ApiRequest<>(operation, subject, body, List.of(), false, reader, null);
  }

  /** The same request; nothing of a successful answer may stand in an error. */
  public ApiRequest<T> withSecretAnswer() {
    return new ApiRequest<>(operation, subject, body, secrets, true, reader, following);
  }

  /** The same request; the service may repeat a secret of it, but an error may not. */
  public ApiRequest<T> withSecret(String secret) {
    return new ApiRequest<>(
        operation, subject, body, List.of(secret), secretAnswer, reader, following);
  }

  /**
   * The same request, and what is asked next in the same call, as the answer says; the last answer
   * is that of the call. The function runs on a thread of its own, so it may be the caller's.
   */
  public ApiRequest<T> followedBy(Function<T, Optional<Following<T>>> next) {
    return new ApiRequest<>(operation, subject, body, secrets, secretAnswer, reader, next);
  }

  /**
   * A request that follows another one in the same call.
   *
   * @param <T> what it answers
   * @param pause how long the call waits before it
   * @param reason what it waits for then, for messages
   * @param request the request
   */
  public record Following<T>(Duration pause, String reason, ApiRequest<T> request) {
    /** A request that follows at once. */
    public static <T> Following<T> atOnce(ApiRequest<T> request) {
      return new Following<>(Duration.ZERO, "its turn", request);
    }
  }

  /** The operation. */
  public Operation operation() {
    return operation;
  }

  /** What it is about, human-readable. */
  public String what() {
    return what(operation, subject);
  }

  /** The operation and what it is about, human-readable. */
  static String what(Operation operation, String subject) {
    return subject.isEmpty() ? operation.name() : operation.name() + " for " + subject;
  }

  /** What it is about, or an empty text. */
  public String subject() {
    return subject;
  }

  /** The JSON that is sent; not a copy. */
  public byte[] body() {
    return body;
  }

  /** Whether the request has a field, which goes by the SDK's name. */
  public boolean hasField(String name) {
    String spelled = operation.fieldNames().inRequest().getOrDefault(name, name);
    return Json.parseIfJson(body).map(json -> json.has(spelled)).orElse(false);
  }

  /** Overwrites the body, which cannot be sent any more then. */
  public void wipe() {
    Arrays.fill(body, (byte) 0);
  }

  /** What the service may repeat, and an error may not. */
  public List<String> secrets() {
    return secrets;
  }

  /** Whether nothing of a successful answer may stand in an error. */
  public boolean secretAnswer() {
    return secretAnswer;
  }

  /** How a successful answer is read. */
  public AnswerReader<T> reader() {
    return reader;
  }

  /** What is asked next, as the answer says; null if nothing ever is. */
  public @Nullable Function<T, Optional<Following<T>>> following() {
    return following;
  }
}
