package io.github.thingseal.at.command.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.thingseal.at.command.security.DevicePrivateKey;
import io.github.thingseal.at.fuzz.Canary;
import io.github.thingseal.at.fuzz.InputReader;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testsupport.FuzzInputs;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Any text as PEM, and any bytes as what stands in it: keys and certificates, or the documented
 * exception, which quotes nothing of a key.
 *
 * <p>An input is the label of a block and what is in it, or the whole text with secrets in the
 * place of the bytes 01 to 04.
 */
class PemFuzzTest {
  private static final List<String> LABELS =
      List.of("CERTIFICATE", "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY");

  @FuzzTest
  void fuzz(byte[] input) {
    PemFuzzTest.check(input);
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void parse_whenSeedsAndRandomInputs_givesAValueOrTheDocumentedException() {
    FuzzInputs.run(PemFuzzTest.class, 10_000, PemFuzzTest::check);
  }

  private static void check(byte[] input) {
    InputReader reader = new InputReader(input);
    int form = reader.next() % (LABELS.size() + 1);
    byte[] pem =
        form == LABELS.size()
            ? Canary.planted(reader.rest())
            : armoured(LABELS.get(form), reader.rest());
    String text = new String(pem, ISO_8859_1);
    try {
      assertThat(new PemCertificates(text).certificates()).isNotEmpty();
    } catch (InvalidInputException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
    try (DevicePrivateKey key = DevicePrivateKey.takeFrom(pem)) {
      assertThat(key.toPrivateKey()).isNotNull();
    } catch (InvalidInputException e) {
      assertThat(e).hasNoCause();
      Canary.requireUnseen(e);
    }
  }

  private static byte[] armoured(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder().encodeToString(der);
    return ("-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n")
        .getBytes(US_ASCII);
  }
}
