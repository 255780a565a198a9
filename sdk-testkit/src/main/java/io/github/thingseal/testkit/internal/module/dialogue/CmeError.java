package io.github.thingseal.testkit.internal.module.dialogue;

/** The errors that the module answers, with number and text of 3GPP TS 27.007. */
public enum CmeError implements CommandError {
  OPERATION_NOT_ALLOWED("3", "operation not allowed"),
  OPERATION_NOT_SUPPORTED("4", "operation not supported"),
  INCORRECT_PASSWORD("16", "incorrect password"),
  NOT_FOUND("22", "not found"),
  TEXT_TOO_LONG("24", "text string too long"),
  INVALID_CHARACTERS("25", "invalid characters in text string"),
  NO_NETWORK_SERVICE("30", "no network service"),
  NETWORK_TIMEOUT("31", "network timeout"),
  INCORRECT_PARAMETERS("50", "incorrect parameters"),
  INVALID_CREDENTIAL("1912", "USECMNG invalid certificate/key format"),
  /** No source says a number for it, so its text stands for the number as well. */
  SEC_BUSY("SEC busy", "SEC busy");

  private final String number;
  private final String text;

  CmeError(String number, String text) {
    this.number = number;
    this.text = text;
  }

  @Override
  public String resultCode(int cmee) {
    return switch (cmee) {
      case 1 -> "+CME ERROR: " + number;
      case 2 -> "+CME ERROR: " + text;
      default -> AtPort.ERROR;
    };
  }
}
