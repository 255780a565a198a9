package io.github.thingseal.testkit;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Arrays;
import java.util.Optional;

/**
 * Features and services that are switched per device. The wire names {@code LocalC2C} and {@code
 * LocalC2CKeyPairing} are seen, the others assumed.
 */
public enum DeviceFeature {
  /** Local encryption by the module. */
  LOCAL_DATA_PROTECTION("LocalDataProtection"),
  /** Chip-to-chip sessions. */
  LOCAL_C2C("LocalC2C"),
  /** Chip-to-chip pairing after bootstrap. */
  LOCAL_C2C_KEY_PAIRING("LocalC2CKeyPairing"),
  /** Certificates provisioned without touch. */
  ZTP("ZTP"),
  /** Pre-shared keys. */
  SYMMETRIC_KMS("SymmetricKMS"),
  /** End-to-end data protection. */
  E2E_DATA_PROTECTION("E2EDataProtection");

  private final String wireName;

  DeviceFeature(String wireName) {
    this.wireName = wireName;
  }

  /**
   * The name in JSON.
   *
   * @return such as {@code LocalC2C}
   */
  public String wireName() {
    return wireName;
  }

  /**
   * Finds a feature.
   *
   * @param wireName its name in JSON
   * @return the feature, or empty if there is none of that name
   */
  public static Optional<DeviceFeature> ofWireName(String wireName) {
    Arguments.required(wireName, "wireName");
    return Arrays.stream(values()).filter(f -> f.wireName.equals(wireName)).findFirst();
  }
}
