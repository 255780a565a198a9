package io.github.thingseal.at.module;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Set;

/**
 * The identification of a module.
 *
 * @param manufacturer such as {@code u-blox}
 * @param model such as {@code SARA-R510M8S}
 * @param product model with product version, such as {@code SARA-R510M8S-00B-00}; the model if the
 *     module does not report it
 * @param firmware the version of the modem, such as {@code 02.06}
 * @param imei 15 digits
 * @param family the family it is driven as
 * @param capabilities what family and firmware can do
 */
public record ModuleInfo(
    String manufacturer,
    String model,
    String product,
    String firmware,
    String imei,
    ModuleFamily family,
    Set<Capability> capabilities) {
  /**
   * Copies the set.
   *
   * @param manufacturer such as {@code u-blox}
   * @param model such as {@code SARA-R510M8S}
   * @param product model with product version
   * @param firmware the version of the modem
   * @param imei 15 digits
   * @param family the family it is driven as
   * @param capabilities what family and firmware can do
   */
  public ModuleInfo {
    Arguments.required(manufacturer, "manufacturer");
    Arguments.required(model, "model");
    Arguments.required(product, "product");
    Arguments.required(firmware, "firmware");
    Arguments.required(imei, "imei");
    Arguments.required(family, "family");
    capabilities = Arguments.sortedCopy(capabilities, "capabilities");
  }
}
