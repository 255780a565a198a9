package io.github.thingseal.testkit;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.security.cert.X509Certificate;

/**
 * A certificate authority of the account.
 *
 * @param uid its identity; {@value #VENDOR} for the vendor's
 * @param name a display name
 * @param isPrivate whether it is the account's own
 * @param certificate its certificate
 */
public record SimulatedCertificateAuthority(
    String uid, String name, boolean isPrivate, X509Certificate certificate) {
  /** The identity of the authority that issues where no other is set. */
  public static final String VENDOR = "vendor";

  /** How many private ones an account can have. */
  public static final int MAX_PRIVATE = 15;

  /**
   * Checks that nothing is null.
   *
   * @param uid its identity
   * @param name a display name
   * @param isPrivate whether it is the account's own
   * @param certificate its certificate
   */
  public SimulatedCertificateAuthority {
    Arguments.required(uid, "uid");
    Arguments.required(name, "name");
    Arguments.required(certificate, "certificate");
  }
}
