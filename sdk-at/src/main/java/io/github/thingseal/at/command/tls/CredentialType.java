package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.UnexpectedReplyException;
import java.util.Arrays;

/** The type of a credential in a module's store. Evidence: published. */
public enum CredentialType {
  /** Certificate of a certificate authority. */
  CA_CERTIFICATE(0, "CA"),
  /** Certificate of the client. */
  CLIENT_CERTIFICATE(1, "CC"),
  /** Private key of the client. */
  CLIENT_PRIVATE_KEY(2, "PK"),
  /** Certificate of a server. */
  SERVER_CERTIFICATE(3, "SC"),
  /** Certificate to verify signatures with. */
  SIGNATURE_VERIFICATION(4, "VC"),
  /** Public key to verify signatures with. */
  PUBLIC_KEY(5, "PU");

  final int number;
  private final String code;

  CredentialType(int number, String code) {
    this.number = number;
    this.code = code;
  }

  /** Lists begin with the letters. */
  static CredentialType ofLine(String line) {
    return Arrays.stream(values())
        .filter(type -> line.startsWith(type.code))
        .findFirst()
        .orElseThrow(() -> new UnexpectedReplyException("a line names no known type"));
  }
}
