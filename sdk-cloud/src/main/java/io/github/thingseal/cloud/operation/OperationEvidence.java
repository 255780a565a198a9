package io.github.thingseal.cloud.operation;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * The evidence for an operation.
 *
 * @param operation whether the service has such an operation
 * @param path whether its path is known
 * @param fields whether the fields of request and answer are known
 * @param source where that is known from, human-readable
 */
public record OperationEvidence(Evidence operation, Evidence path, Evidence fields, String source) {
  private static final OperationEvidence OF_CALLER =
      new OperationEvidence(Evidence.ASSUMED, Evidence.ASSUMED, Evidence.ASSUMED, "the caller");

  /**
   * Checks that nothing is null and that the source is named.
   *
   * @param operation whether the service has such an operation
   * @param path whether its path is known
   * @param fields whether the fields of request and answer are known
   * @param source where that is known from, human-readable
   * @throws InvalidInputException if the source is blank
   */
  public OperationEvidence {
    Arguments.required(operation, "operation");
    Arguments.required(path, "path");
    Arguments.required(fields, "fields");
    Arguments.required(source, "source");
    if (source.isBlank()) {
      throw new InvalidInputException("The evidence of an operation names its source");
    }
  }

  /**
   * The evidence of what a caller names: assumed in every respect.
   *
   * @return the evidence
   */
  public static OperationEvidence ofCaller() {
    return OF_CALLER;
  }

  /** The same evidence for a path that the caller has replaced. */
  OperationEvidence withAssumedPath() {
    return new OperationEvidence(operation, Evidence.ASSUMED, fields, source);
  }

  /**
   * Names the three degrees.
   *
   * @return such as {@code operation PUBLISHED, path ASSUMED, fields ASSUMED}
   */
  @Override
  public String toString() {
    return "operation " + operation + ", path " + path + ", fields " + fields;
  }
}
