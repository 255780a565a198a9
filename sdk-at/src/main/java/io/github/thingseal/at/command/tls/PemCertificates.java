package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.internal.pem.Der;
import io.github.thingseal.at.internal.pem.PemText;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * One or more X.509 certificates as PEM, in the order the module gave them.
 *
 * @param pem the text, with {@code \n} at the end of each line whatever the module sent
 */
public record PemCertificates(String pem) {
  private static final String LABEL = "CERTIFICATE";

  /**
   * Checks that there is at least one certificate, and none is cut.
   *
   * @param pem the text, with line ends of any kind
   */
  public PemCertificates {
    Arguments.required(pem, "pem");
    pem = PemText.normalised(pem);
    List<PemText.Block> blocks =
        PemText.blocks(pem)
            .orElseThrow(() -> new InvalidInputException("A PEM block has no end: it was cut"));
    if (blocks.isEmpty() || !blocks.stream().allMatch(block -> block.label().equals(LABEL))) {
      throw new InvalidInputException("The text holds something else than PEM certificates");
    }
  }

  /**
   * {@return one or more certificates} Whether they are valid, or to be trusted, is not looked at.
   *
   * @throws InvalidInputException if one is no X.509 certificate
   */
  public List<X509Certificate> certificates() {
    return PemText.blocks(pem).orElse(List.of()).stream()
        .map(PemCertificates::certificate)
        .toList();
  }

  private static X509Certificate certificate(PemText.Block block) {
    try {
      byte[] der =
          Base64.getMimeDecoder().decode(block.base64().getBytes(StandardCharsets.US_ASCII));
      Der.requireReadable(der, "A PEM certificate");
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException | IllegalArgumentException e) {
      throw new InvalidInputException("A PEM certificate cannot be read: " + e.getMessage(), e);
    }
  }
}
