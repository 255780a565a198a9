package io.github.thingseal.testkit.internal.module.security;

import io.github.thingseal.testkit.internal.certificates.CertificateIssuer;
import io.github.thingseal.testkit.internal.certificates.KeyedCertificate;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;

/**
 * Key pair and certificate of a device, below an issuer and a root of the vendor's. The same
 * secrets make the same keys and names each time, so that a client that trusts one copy of the root
 * trusts all.
 */
public final class DeviceCredentials {
  private static final String CURVE = "secp256r1";
  private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2049-12-31T23:59:59Z");

  private final KeyedCertificate root;
  private final KeyedCertificate issuer;
  private final KeyedCertificate device;

  /**
   * Makes them.
   *
   * @param rootSecret 32 bytes for the root's key
   * @param issuerSecret 32 bytes for the issuer's key
   * @param deviceSecret 32 bytes for the device's key
   * @param uid the RoTPublicUID, which is the device's common name
   */
  public DeviceCredentials(
      byte[] rootSecret, byte[] issuerSecret, byte[] deviceSecret, String uid) {
    this.root =
        CertificateIssuer.selfSigned(BEGIN, END)
            .authority("Thingseal simulated device root", keyPair(rootSecret), BigInteger.ONE, 1);
    this.issuer =
        CertificateIssuer.signedBy(root, BEGIN, END)
            .authority(
                "Thingseal simulated device issuer", keyPair(issuerSecret), BigInteger.TWO, 0);
    long serial = new BigInteger(uid, 16).longValue() & Long.MAX_VALUE;
    this.device =
        CertificateIssuer.signedBy(issuer, BEGIN, END)
            .leaf(uid, keyPair(deviceSecret), BigInteger.valueOf(serial), List.of());
  }

  /** A key pair of P-256 from a secret. */
  private static KeyPair keyPair(byte[] secret) {
    X9ECParameters curve = SECNamedCurves.getByName(CURVE);
    BigInteger one = BigInteger.ONE;
    BigInteger scalar = new BigInteger(1, secret).mod(curve.getN().subtract(one)).add(one);
    org.bouncycastle.math.ec.ECPoint point = curve.getG().multiply(scalar).normalize();
    ECPoint w =
        new ECPoint(point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(CURVE));
      ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
      KeyFactory keys = KeyFactory.getInstance("EC");
      return new KeyPair(
          keys.generatePublic(new ECPublicKeySpec(w, spec)),
          keys.generatePrivate(new ECPrivateKeySpec(scalar, spec)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no keys of P-256", e);
    }
  }

  /** Root of the vendor's. */
  public KeyedCertificate root() {
    return root;
  }

  /** Issuer of the device's certificate. */
  public KeyedCertificate issuer() {
    return issuer;
  }

  /** The device. */
  public KeyedCertificate device() {
    return device;
  }
}
