package io.github.thingseal.testkit.internal.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.jspecify.annotations.Nullable;

/** Issues certificates on P-256, with the extensions that RFC 5280 asks for. */
public final class CertificateIssuer {
  private static final AlgorithmIdentifier ECDSA_SHA256 =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

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

  /**
   * Issues the certificate of an authority.
   *
   * @param pathLength how many authorities may stand between it and what is at the end
   */
  public KeyedCertificate authority(
      String commonName, KeyPair keys, BigInteger serial, int pathLength) {
    return issue(
        commonName,
        keys,
        serial,
        extensions -> {
          extensions.addExtension(
              Extension.basicConstraints, true, new BasicConstraints(pathLength));
          extensions.addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        });
  }

  /**
   * Issues the certificate of a device or a server.
   *
   * @param hosts the host names and addresses that it is for
   */
  public KeyedCertificate leaf(
      String commonName, KeyPair keys, BigInteger serial, List<GeneralName> hosts) {
    return issue(
        commonName,
        keys,
        serial,
        extensions -> {
          extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
          extensions.addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
          if (!hosts.isEmpty()) {
            extensions.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(hosts.toArray(GeneralName[]::new)));
          }
        });
  }

  private interface MoreExtensions {
    void addTo(ExtensionsGenerator extensions) throws IOException;
  }

  private KeyedCertificate issue(
      String commonName, KeyPair keys, BigInteger serial, MoreExtensions more) {
    X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    PublicKey issuersKey =
        authority == null ? keys.getPublic() : authority.certificate().getPublicKey();
    PrivateKey signingKey = authority == null ? keys.getPrivate() : authority.privateKey();
    try {
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      extensions.addExtension(
          Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId(keys.getPublic())));
      extensions.addExtension(
          Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(keyId(issuersKey)));
      more.addTo(extensions);
      V3TBSCertificateGenerator certificate = new V3TBSCertificateGenerator();
      certificate.setSerialNumber(new ASN1Integer(serial));
      certificate.setIssuer(authority == null ? subject : subjectOf(authority));
      certificate.setSubject(subject);
      certificate.setStartDate(new Time(Date.from(begin)));
      certificate.setEndDate(new Time(Date.from(end)));
      certificate.setSignature(ECDSA_SHA256);
      certificate.setSubjectPublicKeyInfo(info(keys.getPublic()));
      certificate.setExtensions(extensions.generate());
      return new KeyedCertificate(
          signed(certificate.generateTBSCertificate(), signingKey), keys.getPrivate());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("A certificate could not be issued", e);
    }
  }

  private static X509Certificate signed(TBSCertificate content, PrivateKey key)
      throws IOException, GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(content.getEncoded(ASN1Encoding.DER));
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(content);
    parts.add(ECDSA_SHA256);
    parts.add(new DERBitString(signature.sign()));
    byte[] der = new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static X500Name subjectOf(KeyedCertificate issuer) {
    return X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded());
  }

  private static SubjectPublicKeyInfo info(PublicKey key) {
    return SubjectPublicKeyInfo.getInstance(key.getEncoded());
  }

  /** The first method of RFC 5280: SHA-1 names a key here, and protects nothing. */
  private static byte[] keyId(PublicKey key) {
    byte[] bits = info(key).getPublicKeyData().getBytes();
    SHA1Digest digest = new SHA1Digest();
    digest.update(bits, 0, bits.length);
    byte[] id = new byte[digest.getDigestSize()];
    digest.doFinal(id, 0);
    return id;
  }
}
