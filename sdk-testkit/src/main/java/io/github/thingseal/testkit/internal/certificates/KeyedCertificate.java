package io.github.thingseal.testkit.internal.certificates;

import io.github.thingseal.core.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate and the private key that belongs to it, on P-256.
 *
 * @param certificate the certificate
 * @param privateKey its key
 */
public record KeyedCertificate(X509Certificate certificate, PrivateKey privateKey) {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]*)-----END \\1-----");

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PRIVATE_KEY = "PRIVATE KEY";

  /** Reads what {@link #toPem} made. */
  public static KeyedCertificate ofPem(String pem) {
    X509Certificate certificate = certificateOf(pem);
    try {
      PrivateKey key =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(block(pem, PRIVATE_KEY)));
      return new KeyedCertificate(certificate, key);
    } catch (GeneralSecurityException e) {
      throw new InvalidInputException("A certificate and its key on P-256 cannot be read", e);
    }
  }

  /** Reads the first certificate in PEM. */
  public static X509Certificate certificateOf(String pem) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block(pem, CERTIFICATE)));
    } catch (GeneralSecurityException e) {
      throw new InvalidInputException("A certificate cannot be read", e);
    }
  }

  private static byte[] block(String pem, String type) {
    Matcher found = BLOCK.matcher(pem);
    while (found.find()) {
      if (found.group(1).equals(type)) {
        return Base64.getMimeDecoder().decode(found.group(2));
      }
    }
    throw new InvalidInputException("There is no " + type + " in what should be PEM");
  }

  /** The certificate as PEM. */
  public String certificatePem() {
    return pem(certificate);
  }

  /** A certificate as PEM, with LF line ends. */
  public static String pem(X509Certificate certificate) {
    try {
      return pem(CERTIFICATE, certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The private key as PEM, in PKCS#8. */
  public String privateKeyPem() {
    return pem(PRIVATE_KEY, privateKey.getEncoded());
  }

  /** Both. */
  public String toPem() {
    return certificatePem() + privateKeyPem();
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + LINES.encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }

  /** Names the subject only. */
  @Override
  public String toString() {
    return certificate.getSubjectX500Principal().getName();
  }
}
