package io.github.thingseal.cloud;

/**
 * The encoding of a pre-shared key in JSON. It is never guessed, because some texts are valid in
 * both.
 */
public enum PskEncoding {
  /** Base64, as the E2E key is written (derived); the default. */
  BASE64,
  /** Hexadecimal digits, as {@code AT+USECPSK} prints it (assumed). */
  HEX
}
