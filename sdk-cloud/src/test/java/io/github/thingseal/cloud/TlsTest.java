package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.thingseal.cloud.error.UntrustedServiceException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLServerSocketFactory;
import okhttp3.ConnectionSpec;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which versions and cipher suites of TLS are good enough. */
class TlsTest {
  private static final HeldCertificate RSA =
      new HeldCertificate.Builder()
          .rsa2048()
          .addSubjectAlternativeName("localhost")
          .commonName("localhost")
          .build();

  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, TLS_RSA_WITH_AES_128_GCM_SHA256",
    "TLSv1.2, TLS_RSA_WITH_AES_256_CBC_SHA",
    "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    "TLSv1.2, TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
  })
  void handshake_whenTheServerOffersOldSuitesOnly_isRefusedAndNothingIsSent(
      String protocol, String suite) throws IOException {
    // Newer versions of Java cannot even serve the oldest.
    assumeTrue(
        Arrays.asList(
                ((SSLServerSocketFactory) SSLServerSocketFactory.getDefault())
                    .getDefaultCipherSuites())
            .contains(suite));
    try (FakeService service =
            FakeService.overTls(RSA, sockets -> new OneCipherSuite(sockets, protocol, suite));
        SecurityServices services =
            service.builder().trustedCertificates(RSA.certificate()).build()) {
      assertThatThrownBy(services::authenticate)
          .isInstanceOf(UntrustedServiceException.class)
          .hasMessageContaining("nothing was sent")
          .hasMessageContaining("TLS 1.3")
          .hasMessageNotContaining("certificate");
      assertThat(service.requests).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.3, TLS_AES_128_GCM_SHA256",
    "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  })
  void handshake_whenTheServerOffersOneGoodSuite_works(String protocol, String suite)
      throws IOException {
    try (FakeService service =
            FakeService.overTls(RSA, sockets -> new OneCipherSuite(sockets, protocol, suite));
        SecurityServices services =
            service.builder().trustedCertificates(RSA.certificate()).build()) {
      services.authenticate();

      assertThat(service.signIns).hasValue(1);
    }
  }

  /** What the Javadoc of the hook says: it may weaken TLS. */
  @Test
  void handshake_whenTheHookAllowsMore_takesMore() throws IOException {
    try (FakeService service =
            FakeService.overTls(
                RSA,
                sockets ->
                    new OneCipherSuite(sockets, "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"));
        SecurityServices services =
            service
                .builder()
                .trustedCertificates(RSA.certificate())
                .okHttpClient(client -> client.connectionSpecs(List.of(ConnectionSpec.MODERN_TLS)))
                .build()) {
      services.authenticate();

      assertThat(service.signIns).hasValue(1);
    }
  }
}
