package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.testkit.SimulatedCertificateAuthority;
import io.github.thingseal.testkit.internal.certificates.CertificateIssuer;
import io.github.thingseal.testkit.internal.certificates.KeyedCertificate;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * A certificate authority of the account's own.
 *
 * @param uid its identity
 * @param name a display name
 * @param keyed its certificate and key
 */
record PrivateAuthority(String uid, String name, KeyedCertificate keyed) {
  static PrivateAuthority create(String uid, String name, Instant now, int validityDays) {
    Instant begin = now.truncatedTo(ChronoUnit.SECONDS);
    return new PrivateAuthority(
        uid,
        name,
        CertificateIssuer.selfSigned(begin, begin.plus(validityDays, ChronoUnit.DAYS))
            .authority(name, CertificateIssuer.freshKeys(), CertificateIssuer.freshSerial(), 0));
  }

  SimulatedCertificateAuthority view() {
    return new SimulatedCertificateAuthority(uid, name, true, keyed.certificate());
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(keyed.certificate().getNotAfter().toInstant());
  }

  /** Issues a certificate, which does not outlive its authority. */
  X509Certificate issue(X500Name subject, PublicKey key, Instant now, int validityDays) {
    Instant begin = now.truncatedTo(ChronoUnit.SECONDS);
    Instant end = begin.plus(validityDays, ChronoUnit.DAYS);
    Instant last = keyed.certificate().getNotAfter().toInstant();
    return CertificateIssuer.signedBy(keyed, begin, end.isBefore(last) ? end : last)
        .device(subject, key);
  }
}
