package io.github.thingseal.at.module;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which family and firmware can do what. What the sources leave open is let through: the module
 * refuses on its own.
 */
final class FeatureMatrix {
  /**
   * The product version of SARA-R410M and SARA-R412M that has no root of trust. Evidence:
   * published; so is that 63B, 73B and 83B have one, of which model is not published. Of others
   * nothing is known.
   */
  private static final int SARA_R41_WITHOUT_ROOT_OF_TRUST = 2;

  private FeatureMatrix() {}

  static Set<Capability> capabilities(ModuleFamily family, Optional<ProductVersion> version) {
    return Collections.unmodifiableSet(
        switch (family) {
          case SARA_R5 -> saraR5(version);
          case SARA_R410M, SARA_R412M -> saraR41(version);
          case SARA_R422 -> rootOfTrust();
          case LARA_R6 -> laraR6();
          case UNKNOWN -> EnumSet.allOf(Capability.class);
        });
  }

  /** What comes with every root of trust, as far as anyone knows. */
  private static EnumSet<Capability> rootOfTrust() {
    return EnumSet.of(Capability.ROOT_OF_TRUST, Capability.E2E_DECRYPTION, Capability.E2E_FILES);
  }

  private static EnumSet<Capability> laraR6() {
    EnumSet<Capability> all = rootOfTrust();
    all.add(Capability.E2E_V2);
    all.add(Capability.ZERO_TOUCH_PROVISIONING);
    return all;
  }

  private static EnumSet<Capability> saraR5(Optional<ProductVersion> version) {
    EnumSet<Capability> all = EnumSet.allOf(Capability.class);
    version.ifPresent(
        known -> {
          if (!known.isAtLeast(1, 'B', 0)) {
            all.remove(Capability.E2E_V2);
          }
          if (!known.isAtLeast(0, 'B', 1)) {
            all.remove(Capability.CHIP_TO_CHIP_V2);
          }
        });
    return all;
  }

  private static EnumSet<Capability> saraR41(Optional<ProductVersion> version) {
    boolean without =
        version.filter(known -> known.number() == SARA_R41_WITHOUT_ROOT_OF_TRUST).isPresent();
    return without ? EnumSet.noneOf(Capability.class) : rootOfTrust();
  }
}
