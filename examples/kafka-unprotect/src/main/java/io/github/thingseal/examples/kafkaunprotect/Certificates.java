package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Reads certificates from a PEM file. */
final class Certificates {
  private Certificates() {}

  static List<X509Certificate> read(Path file) {
    List<X509Certificate> certificates;
    try (InputStream in = Files.newInputStream(file)) {
      certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
    } catch (IOException e) {
      throw new InvalidInputException("--ca " + file + " cannot be read: " + e, e);
    } catch (CertificateException e) {
      throw new InvalidInputException("--ca " + file + " holds no certificates in PEM", e);
    }
    if (certificates.isEmpty()) {
      throw new InvalidInputException("--ca " + file + " holds no certificate");
    }
    return certificates;
  }
}
