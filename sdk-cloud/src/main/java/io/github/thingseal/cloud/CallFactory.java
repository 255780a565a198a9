package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.call.AnswerReader;
import io.github.thingseal.cloud.internal.call.ApiRequest;
import io.github.thingseal.cloud.internal.concurrent.Time;
import io.github.thingseal.cloud.internal.pipeline.Pipeline;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.OperationCatalogue;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Makes calls for the groups of operations, with the paths in force. */
final class CallFactory {
  private final Pipeline pipeline;
  private final OperationCatalogue catalogue;

  CallFactory(Pipeline pipeline, OperationCatalogue catalogue) {
    this.pipeline = pipeline;
    this.catalogue = catalogue;
  }

  <T> ServiceCall<T> call(
      Operation operation, String subject, Map<String, ?> body, AnswerReader<T> reader) {
    return ServiceCall.of(pipeline, request(operation, subject, body, reader));
  }

  /** A call whose request holds a secret. */
  <T> ServiceCall<T> callWithSecret(
      Operation operation,
      String subject,
      String secret,
      Map<String, ?> body,
      AnswerReader<T> reader) {
    return ServiceCall.of(pipeline, request(operation, subject, body, reader).withSecret(secret));
  }

  /** A call that is never repeated, whatever the catalogue says; its request holds a secret. */
  <T> ServiceCall<T> callOnceWithSecret(
      Operation operation,
      String subject,
      String secret,
      Map<String, ?> body,
      AnswerReader<T> reader) {
    Operation once = inForce(operation).withRepeatable(false);
    return ServiceCall.of(pipeline, ApiRequest.of(once, subject, body, reader).withSecret(secret));
  }

  <T> ServiceCall<T> callForSecret(
      Operation operation, String subject, Map<String, ?> body, AnswerReader<T> reader) {
    return ServiceCall.of(pipeline, request(operation, subject, body, reader).withSecretAnswer());
  }

  /** A call of requests that were made here. */
  <T> ServiceCall<T> call(ApiRequest<T> request) {
    return ServiceCall.of(pipeline, request);
  }

  /** Makes a call for stages of the SDK's own; see {@link Pipeline#submitInside}. */
  <T> CompletableFuture<T> submitInside(ApiRequest<T> request) {
    return pipeline.submitInside(request, pipeline.defaults());
  }

  <T> ApiRequest<T> request(
      Operation operation, String subject, Map<String, ?> body, AnswerReader<T> reader) {
    return ApiRequest.of(inForce(operation), subject, body, reader);
  }

  private Operation inForce(Operation operation) {
    return PortalOnly.refused(catalogue.get(operation.name()));
  }

  /** Time as calls see it. */
  Time time() {
    return pipeline.time();
  }

  /** Where calls go; holds no credentials. */
  String baseUrl() {
    return pipeline.baseUrl();
  }
}
