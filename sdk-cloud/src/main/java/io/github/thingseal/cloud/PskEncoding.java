package io.github.thingseal.cloud;

/** How the service writes a pre-shared key in JSON; never guessed, because some texts are both. */
public enum PskEncoding {
  /** Base64, as the E2E key is written (derived); the default. */
  BASE64,
  /** Hexadecimal digits, as {@code AT+USECPSK} prints it (assumed). */
  HEX
}
