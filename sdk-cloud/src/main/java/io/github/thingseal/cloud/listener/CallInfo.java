package io.github.thingseal.cloud.listener;

import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Instant;

/**
 * A call that begins. Holds no secret: no body, no header, no token.
 *
 * @param operation the operation
 * @param subject what it is about, such as a RoTPublicUID or an access key, or an empty text; any
 *     number of values, so nothing for the tag of a metric
 * @param correlationId what the SDK calls the call; sent to the service with each attempt
 * @param startedAt when it began, by the clock of the services
 */
public record CallInfo(
    Operation operation, String subject, String correlationId, Instant startedAt) {
  /**
   * Checks that nothing is missing.
   *
   * @param operation the operation
   * @param subject what it is about, or an empty text
   * @param correlationId what the SDK calls the call
   * @param startedAt when it began
   */
  public CallInfo {
    Arguments.required(operation, "operation");
    Arguments.required(subject, "subject");
    Arguments.required(correlationId, "correlationId");
    Arguments.required(startedAt, "startedAt");
  }

  /**
   * The name of the operation where names must be few, as in metrics.
   *
   * @return the name in the catalogue, or {@code custom} for a path that it does not have
   */
  public String operationKind() {
    return operation.name().startsWith("/") ? "custom" : operation.name();
  }
}
