package io.github.thingseal.testkit;

import io.github.thingseal.testkit.internal.module.ModuleFamily;

/** The models that can be simulated, as far as their security features differ. */
public enum SimulatedModuleModel {
  /** SARA-R510M8S: everything, with GNSS. */
  SARA_R510M8S("SARA-R510M8S", ModuleFamily.SARA_R5, true),
  /** SARA-R500S: everything. */
  SARA_R500S("SARA-R500S", ModuleFamily.SARA_R5, true),
  /** SARA-R422: root of trust, end-to-end messages of format V1. */
  SARA_R422("SARA-R422", ModuleFamily.SARA_R422, true),
  /** SARA-R410M-02B: no root of trust. */
  SARA_R410M_02B("SARA-R410M-02B", ModuleFamily.SARA_R410M, false),
  /**
   * SARA-R410M-63B: root of trust, end-to-end messages of format V1. Evidence: the vendor lists
   * this product version as one for IoT Security-as-a-Service. Assumed: its name on the wire, that
   * all which SARA-R422 can do it can, that it has neither chip-to-chip nor zero-touch
   * certificates, and that, as the vendor says of SARA-R4, {@code AT+USECDEVINFO?} blocks until it
   * is bootstrapped.
   */
  SARA_R410M_63B("SARA-R410M-63B", ModuleFamily.SARA_R410M, true),
  /** SARA-R410M-73B: as {@link #SARA_R410M_63B}, with the same evidence. */
  SARA_R410M_73B("SARA-R410M-73B", ModuleFamily.SARA_R410M, true),
  /** SARA-R410M-83B: as {@link #SARA_R410M_63B}, with the same evidence. */
  SARA_R410M_83B("SARA-R410M-83B", ModuleFamily.SARA_R410M, true),
  /**
   * SARA-R412M-02B: no root of trust. Whether any product version of SARA-R412M has one is unknown.
   */
  SARA_R412M_02B("SARA-R412M-02B", ModuleFamily.SARA_R412M, false),
  /** LARA-R6001: root of trust, end-to-end messages of format V1 (assumed). */
  LARA_R6001("LARA-R6001", ModuleFamily.LARA_R6, true);

  private final String wireName;
  private final ModuleFamily family;
  private final boolean rootOfTrust;

  SimulatedModuleModel(String wireName, ModuleFamily family, boolean rootOfTrust) {
    this.wireName = wireName;
    this.family = family;
    this.rootOfTrust = rootOfTrust;
  }

  /**
   * The name that the module answers to {@code AT+CGMM}.
   *
   * @return such as {@code SARA-R510M8S}
   */
  public String wireName() {
    return wireName;
  }

  ModuleFamily family() {
    return family;
  }

  boolean hasRootOfTrust() {
    return rootOfTrust;
  }

  /** Names of SARA-R410M and SARA-R412M end with the product version already. */
  boolean namesProductVersion() {
    return family.isSaraR41();
  }

  /** What its firmware is known, or said, to do before it is bootstrapped. */
  SealStateReply sealState() {
    return rootOfTrust && family.isSaraR41() ? SealStateReply.BLOCKED : SealStateReply.ZEROS;
  }
}
