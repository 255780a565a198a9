package io.github.thingseal.testkit.internal.module.dialogue;

/**
 * The errors of the short message service, with the numbers of 3GPP TS 27.005. It has no texts for
 * them and does not let +CMEE change them.
 */
public enum CmsError implements CommandError {
  OPERATION_NOT_ALLOWED(302),
  OPERATION_NOT_SUPPORTED(303),
  INVALID_PDU_MODE_PARAMETER(304),
  INVALID_TEXT_MODE_PARAMETER(305),
  INVALID_MEMORY_INDEX(321);

  private final int number;

  CmsError(int number) {
    this.number = number;
  }

  @Override
  public String resultCode(int cmee) {
    return "+CMS ERROR: " + number;
  }
}
