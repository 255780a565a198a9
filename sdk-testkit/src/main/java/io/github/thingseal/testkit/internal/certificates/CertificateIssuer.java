package io.github.thingseal.testkit.internal.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.jspecify.annotations.Nullable;

/** Issues certificates on P-256, with the extensions that RFC 5280 asks for. */
public final class CertificateIssuer {
  private static final int SERIAL_BITS = 127;

  private final @Nullable KeyedCertificate authority;
  private final Instant begin;
  private final Instant end;

  private CertificateIssuer(@Nullable KeyedCertificate authority, Instant begin, Instant end) {
    this.authority = authority;
    this.begin = begin;
    this.end = end;
  }

  /** Issues certificates that are signed with their own key, valid from then until then. */
  public static CertificateIssuer selfSigned(Instant begin, Instant end) {
    return new CertificateIssuer(null, begin, end);
  }

  /** Issues certificates that an authority signs, valid from then until then. */
  public static CertificateIssuer signedBy(KeyedCertificate authority, Instant begin, Instant end) {
    return new CertificateIssuer(authority, begin, end);
  }

  /** A fresh key pair. */
  public static KeyPair freshKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no keys of P-256", e);
    }
  }

  /** A serial number that no other certificate has. */
  public static BigInteger freshSerial() {
    return new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE);
  }

  /** A name that is only a common name. */
  public static X500Name commonName(String name) {
    return new X500NameBuilder().addRDN(BCStyle.CN, name).build();
  }

  /**
   * Issues the certificate of an authority.
   *
   * @param pathLength how many authorities may stand between it and what is at the end
   */
  public KeyedCertificate authority(
      String commonName, KeyPair keys, BigInteger serial, int pathLength) {
    X509Certificate certificate =
        issue(
            commonName(commonName),
            keys.getPublic(),
            authority == null ? keys.getPrivate() : authority.privateKey(),
            serial,
            extensions ->
                extensions
                    .addExtension(
                        Extension.basicConstraints, true, new BasicConstraints(pathLength))
                    .addExtension(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)));
    return new KeyedCertificate(certificate, keys.getPrivate());
  }

  /**
   * Issues the certificate of a server, or of a device whose key is available.
   *
   * @param hosts the host names and addresses that it is for
   */
  public KeyedCertificate leaf(
      String commonName, KeyPair keys, BigInteger serial, List<GeneralName> hosts) {
    X509Certificate certificate = leaf(commonName(commonName), keys.getPublic(), serial, hosts);
    return new KeyedCertificate(certificate, keys.getPrivate());
  }

  /** Issues the certificate of a device. */
  public X509Certificate device(X500Name subject, PublicKey key) {
    return leaf(subject, key, freshSerial(), List.of());
  }

  private X509Certificate leaf(
      X500Name subject, PublicKey key, BigInteger serial, List<GeneralName> hosts) {
    if (authority == null) {
      throw new IllegalStateException("Only an authority issues certificates of others");
    }
    return issue(
        subject,
        key,
        authority.privateKey(),
        serial,
        extensions -> {
          extensions
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
          if (!hosts.isEmpty()) {
            extensions.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(hosts.toArray(GeneralName[]::new)));
          }
        });
  }

  private interface MoreExtensions {
    void addTo(X509v3CertificateBuilder certificate) throws IOException;
  }

  private X509Certificate issue(
      X500Name subject,
      PublicKey key,
      PrivateKey signingKey,
      BigInteger serial,
      MoreExtensions more) {
    PublicKey issuersKey = authority == null ? key : authority.certificate().getPublicKey();
    try {
      JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder certificate =
          new JcaX509v3CertificateBuilder(
                  authority == null ? subject : subjectOf(authority),
                  serial,
                  Date.from(begin),
                  Date.from(end),
                  subject,
                  key)
              .addExtension(
                  Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(key))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  ids.createAuthorityKeyIdentifier(issuersKey));
      more.addTo(certificate);
      return new JcaX509CertificateConverter()
          .getCertificate(certificate.build(RepeatableSigner.of(signingKey)));
    } catch (IOException | GeneralSecurityException | OperatorException e) {
      throw new IllegalStateException("A certificate could not be issued", e);
    }
  }

  private static X500Name subjectOf(KeyedCertificate issuer) {
    return X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded());
  }
}
