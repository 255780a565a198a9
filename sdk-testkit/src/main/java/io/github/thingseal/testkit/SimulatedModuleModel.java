package io.github.thingseal.testkit;

/** The models that can be simulated, as far as their security features differ. */
public enum SimulatedModuleModel {
  /** SARA-R510M8S: everything, with GNSS. */
  SARA_R510M8S("SARA-R510M8S"),
  /** SARA-R500S: everything. */
  SARA_R500S("SARA-R500S"),
  /** SARA-R422: root of trust, end-to-end messages of format V1. */
  SARA_R422("SARA-R422"),
  /** SARA-R410M-02B: no root of trust. */
  SARA_R410M_02B("SARA-R410M-02B"),
  /** SARA-R412M-02B: no root of trust. */
  SARA_R412M_02B("SARA-R412M-02B"),
  /** LARA-R6001: root of trust, end-to-end messages of format V1 (assumed). */
  LARA_R6001("LARA-R6001");

  private final String wireName;

  SimulatedModuleModel(String wireName) {
    this.wireName = wireName;
  }

  /**
   * The name that the module answers to {@code AT+CGMM}.
   *
   * @return such as {@code SARA-R510M8S}
   */
  public String wireName() {
    return wireName;
  }

  boolean isSaraR5() {
    return this == SARA_R510M8S || this == SARA_R500S;
  }

  boolean isLaraR6() {
    return this == LARA_R6001;
  }

  boolean hasRootOfTrust() {
    return this != SARA_R410M_02B && this != SARA_R412M_02B;
  }
}
