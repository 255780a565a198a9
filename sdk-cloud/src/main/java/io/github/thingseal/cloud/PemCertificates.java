package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.JsonFields;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads certificates in PEM from JSON. */
final class PemCertificates {
  private static final Pattern ONE =
      Pattern.compile(
          "\\s*-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----\\s*");

  private PemCertificates() {}

  /** A certificate that must be there. */
  static X509Certificate read(String field, JsonFields json) {
    return parse(field, json.text(field), json);
  }

  /** A certificate that may be absent; one that is there must be one. */
  static Optional<X509Certificate> readIfPresent(String field, JsonFields json) {
    return json.optionalText(field).map(pem -> parse(field, pem, json));
  }

  private static X509Certificate parse(String field, String pem, JsonFields json) {
    if (!ONE.matcher(pem).matches()) {
      throw json.malformed(
          field, "one certificate in PEM, from BEGIN CERTIFICATE to END CERTIFICATE");
    }
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.strip().getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      throw json.malformed(field, "an X.509 certificate, though it is framed as PEM");
    }
  }
}
