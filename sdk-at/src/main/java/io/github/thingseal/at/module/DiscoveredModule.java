package io.github.thingseal.at.module;

import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * A module that answered at a port.
 *
 * @param port what to open it by
 * @param model its answer to {@code AT+CGMM}, such as {@code SARA-R510M8S}
 * @param family the family that the model belongs to
 * @param imei its IMEI: two ports with the same one lead to the same module
 */
public record DiscoveredModule(String port, String model, ModuleFamily family, String imei) {
  /**
   * Checks that nothing is null.
   *
   * @param port what to open it by
   * @param model its answer to {@code AT+CGMM}, such as {@code SARA-R510M8S}
   * @param family the family that the model belongs to
   * @param imei its IMEI: two ports with the same one lead to the same module
   */
  public DiscoveredModule {
    Arguments.required(port, "port");
    Arguments.required(model, "model");
    Arguments.required(family, "family");
    Arguments.required(imei, "imei");
  }
}
