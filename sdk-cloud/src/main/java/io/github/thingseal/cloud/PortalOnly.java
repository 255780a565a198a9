package io.github.thingseal.cloud;

import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.core.InvalidInputException;

/** Refuses operations that the vendor offers in its portal only, before anything is sent. */
final class PortalOnly {
  private PortalOnly() {}

  static Operation refused(Operation operation) {
    if (operation.portalOnly()) {
      throw new InvalidInputException(
          "The vendor offers "
              + operation.name()
              + " in its web portal only ("
              + operation.evidence().source()
              + "). If your service has it, name its path with SecurityServices.builder().path(...)");
    }
    return operation;
  }
}
