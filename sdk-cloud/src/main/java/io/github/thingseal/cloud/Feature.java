package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.regex.Pattern;

/**
 * A feature or service that is switched per device. The service may know more than are known here.
 *
 * @param name the name in JSON: 1 to 64 letters, digits and {@code . _ -}
 */
public record Feature(String name) {
  /** Local encryption by the module (name assumed). */
  public static final Feature LOCAL_DATA_PROTECTION = new Feature("LocalDataProtection");

  /** Chip-to-chip sessions (name published, its use in JSON assumed). */
  public static final Feature LOCAL_C2C = new Feature("LocalC2C");

  /** Chip-to-chip pairing after bootstrap (name published, its use in JSON assumed). */
  public static final Feature LOCAL_C2C_KEY_PAIRING = new Feature("LocalC2CKeyPairing");

  /** Zero touch provisioning of certificates (name published, its use in JSON assumed). */
  public static final Feature ZTP = new Feature("ZTP");

  /** Pre-shared keys (name assumed). */
  public static final Feature SYMMETRIC_KMS = new Feature("SymmetricKMS");

  /** End-to-end data protection (name assumed). */
  public static final Feature E2E_DATA_PROTECTION = new Feature("E2EDataProtection");

  private static final class Names {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  }

  /**
   * Checks the name.
   *
   * @param name the name in JSON: 1 to 64 letters, digits and {@code . _ -}
   * @throws InvalidInputException if it is empty, too long or holds other characters
   */
  public Feature {
    Arguments.required(name, "name");
    if (!Names.VALID.matcher(name).matches()) {
      throw new InvalidInputException(
          "The name of a feature has 1 to 64 letters, digits and . _ -, such as LocalC2C");
    }
  }

  /**
   * A feature by its name.
   *
   * @param name the name in JSON
   * @return the feature
   * @throws InvalidInputException if it is empty, too long or holds other characters
   */
  public static Feature of(String name) {
    return new Feature(name);
  }

  /**
   * The name.
   *
   * @return the same as {@link #name()}
   */
  @Override
  public String toString() {
    return name;
  }
}
