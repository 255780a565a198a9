package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.SimulatedCertificateProfile;
import io.github.thingseal.testkit.internal.certificates.KeyedCertificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * A certificate that a private authority issued for a device.
 *
 * @param certificate the certificate
 * @param authority that of its authority
 * @param terms what it was issued by
 */
record IssuedCertificate(
    X509Certificate certificate, X509Certificate authority, SimulatedCertificateProfile terms) {
  /** A certificate is renewed when this part of its life is left; our own choice. */
  private static final int RENEWED_IN_LAST_PART = 3;

  /** Whether the device should get another one. */
  boolean isOverdue(SimulatedCertificateProfile wanted, Instant now) {
    Instant end = certificate.getNotAfter().toInstant();
    Duration life = Duration.between(certificate.getNotBefore().toInstant(), end);
    return !terms.equals(wanted) || now.isAfter(end.minus(life.dividedBy(RENEWED_IN_LAST_PART)));
  }

  Air.Certificates toAir() {
    return new Air.Certificates(KeyedCertificate.pem(certificate), KeyedCertificate.pem(authority));
  }
}
