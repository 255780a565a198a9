package io.github.thingseal.testkit.internal.module.command.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be seen of a certificate or key without using it. */
final class Credential {
  private static final Pattern PEM =
      Pattern.compile("(?s)\\s*-----BEGIN ([A-Z0-9 ]+)-----.+-----END \\1-----\\s*\0?");
  private static final int DER_SEQUENCE = 0x30;
  private static final int SHORT_LENGTH = 0x80;
  private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,]*)");
  private static final DateTimeFormatter EXPIRY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Credential() {}

  /** PEM from the first line to the last, or one DER sequence as long as it says. */
  static boolean isReadable(byte[] content) {
    return PEM.matcher(new String(content, StandardCharsets.ISO_8859_1)).matches()
        || isSequence(content);
  }

  private static boolean isSequence(byte[] content) {
    if (content.length < 2 || content[0] != DER_SEQUENCE) {
      return false;
    }
    int first = content[1] & 0xFF;
    int lengthBytes = first < SHORT_LENGTH ? 0 : first - SHORT_LENGTH;
    if (lengthBytes > 2 || content.length < 2 + lengthBytes) {
      return false;
    }
    int length = lengthBytes == 0 ? first : 0;
    for (int i = 0; i < lengthBytes; i++) {
      length = length << 8 | (content[2 + i] & 0xFF);
    }
    return content.length == 2 + lengthBytes + length;
  }

  /** Of a certificate, common name and expiry in quotes with commas ahead; of a key nothing. */
  static Optional<String> details(byte[] content) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(content));
      Matcher name = COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
      String expiry = EXPIRY.format(certificate.getNotAfter().toInstant());
      return Optional.of(",\"" + (name.find() ? name.group(1) : "") + "\",\"" + expiry + "\"");
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }
}
