package io.github.thingseal.core.e2e;

import io.github.thingseal.core.PermanentException;

/** The service names a cipher suite that this SDK does not know. */
public final class UnsupportedCipherSuiteException extends PermanentException {
  private static final long serialVersionUID = 1L;

  /** The name of the suite; a part of the serialized form. */
  private final String cipherSuite;

  UnsupportedCipherSuiteException(ProtectionParameters parameters) {
    super(
        "Key identity "
            + parameters.keyIdentity()
            + " needs cipher suite \""
            + parameters.cipherSuite()
            + "\"; known is "
            + ProtectionParameters.AES_128_CCM
            + " only");
    this.cipherSuite = parameters.cipherSuite();
  }

  /**
   * The suite that was asked for.
   *
   * @return its name as the service gave it
   */
  public String cipherSuite() {
    return cipherSuite;
  }
}
