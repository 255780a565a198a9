package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.operation.FieldNames;
import io.github.thingseal.cloud.operation.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One request: which operation, about what, what is sent and how the answer is read. */
public final class ApiRequest<T> {
  private final Operation operation;
  private final String subject;
  private final byte[] body;
  private final List<String> secrets;
  private final boolean secretAnswer;
  private final AnswerReader<T> reader;

  private ApiRequest(
      Operation operation,
      String subject,
      byte[] body,
      List<String> secrets,
      boolean secretAnswer,
      AnswerReader<T> reader) {
    this.operation = operation;
    this.subject = subject;
    this.body = body;
    this.secrets = secrets;
    this.secretAnswer = secretAnswer;
    this.reader = reader;
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
    return new ApiRequest<>(operation, subject, body, List.of(), false, reader);
  }

  /** The same request; nothing of a successful answer may stand in an error. */
  public ApiRequest<T> withSecretAnswer() {
    return new ApiRequest<>(operation, subject, body, secrets, true, reader);
  }

  /** The same request; the service may repeat a secret of it, but an error may not. */
  public ApiRequest<T> withSecret(String secret) {
    return new ApiRequest<>(operation, subject, body, List.of(secret), secretAnswer, reader);
  }

  /** The operation. */
  public Operation operation() {
    return operation;
  }

  /** What it is about, for people. */
  String what() {
    return what(operation, subject);
  }

  /** An operation on what it is about, for people. */
  static String what(Operation operation, String subject) {
    return subject.isEmpty() ? operation.name() : operation.name() + " for " + subject;
  }

  String subject() {
    return subject;
  }

  byte[] body() {
    return body;
  }

  /** Overwrites the body, which cannot be sent any more then. */
  public void wipe() {
    Arrays.fill(body, (byte) 0);
  }

  List<String> secrets() {
    return secrets;
  }

  boolean secretAnswer() {
    return secretAnswer;
  }

  AnswerReader<T> reader() {
    return reader;
  }
}
