package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.http.AnswerReader;
import io.github.thingseal.cloud.internal.http.ApiRequest;
import io.github.thingseal.cloud.internal.http.Pipeline;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.OperationCatalogue;
import java.util.Map;

/** Makes calls for the groups of operations, with the paths in force. */
final class Calls {
  private final Pipeline pipeline;
  private final OperationCatalogue catalogue;

  Calls(Pipeline pipeline, OperationCatalogue catalogue) {
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

  <T> ServiceCall<T> callForSecret(
      Operation operation, String subject, Map<String, ?> body, AnswerReader<T> reader) {
    return ServiceCall.of(pipeline, request(operation, subject, body, reader).withSecretAnswer());
  }

  private <T> ApiRequest<T> request(
      Operation operation, String subject, Map<String, ?> body, AnswerReader<T> reader) {
    return ApiRequest.of(
        PortalOnly.refused(catalogue.get(operation.name())), subject, body, reader);
  }

  /** Where calls go; holds no credentials. */
  String baseUrl() {
    return pipeline.baseUrl();
  }
}
