package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * The identity of a certificate authority of the account (assumed).
 *
 * @param value the identity as the service writes it
 */
public record CertificateAuthorityUid(String value) {
  /**
   * Checks the identity.
   *
   * @param value the identity
   * @throws InvalidInputException if it is blank
   */
  public CertificateAuthorityUid {
    Arguments.required(value, "value");
    if (value.isBlank()) {
      throw new InvalidInputException("The identity of a certificate authority cannot be blank");
    }
  }

  /**
   * An identity by its text.
   *
   * @param value the identity
   * @return the identity
   * @throws InvalidInputException if it is blank
   */
  public static CertificateAuthorityUid of(String value) {
    return new CertificateAuthorityUid(value);
  }

  /**
   * The identity.
   *
   * @return the same as {@link #value()}
   */
  @Override
  public String toString() {
    return value;
  }
}
