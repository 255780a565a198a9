package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.error.AccessDeniedException;
import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.UntrustedServiceException;
import io.github.thingseal.cloud.transport.ProxySettings;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.CertificatePinner;
import okhttp3.Protocol;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies, pins, client certificates and versions of HTTP, over real sockets. */
@Timeout(180)
class TransportTest {
  private static final String SPARE = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @Test
  void httpProxy_withCredentials_isGoneThrough() throws IOException {
    try (FakeService service = FakeService.overTls();
        RelayProxy proxy = RelayProxy.http("user", "pass");
        SecurityServices services =
            trusting(service).proxy(settings(ProxySettings.Kind.HTTP, proxy, "pass")).build()) {
      service.enqueue(200, "{}");
      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
      assertThat(proxy.targets()).containsOnly("localhost");
    }
  }

  @Test
  void httpProxy_whenItRefusesTheCredentials_isNamedWithoutThem() throws IOException {
    try (FakeService service = FakeService.overTls();
        RelayProxy proxy = RelayProxy.http("user", "right");
        SecurityServices services =
            trusting(service)
                .proxy(settings(ProxySettings.Kind.HTTP, proxy, "wrongpass"))
                .build()) {
      assertThatThrownBy(services::authenticate)
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("proxy 127.0.0.1:" + proxy.port())
          .hasMessageContaining("nothing was sent")
          .hasMessageNotContaining("wrongpass");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pass"})
  void socksProxy_isGoneThroughAndLooksUpTheName(String password) throws IOException {
    try (FakeService service = FakeService.overTls();
        RelayProxy proxy = RelayProxy.socks(password.isEmpty() ? "" : "user", password)) {
      try (SecurityServices services =
          trusting(service).proxy(settings(ProxySettings.Kind.SOCKS5, proxy, password)).build()) {
        service.enqueue(200, "{}");
        assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
        assertThat(proxy.targets()).containsOnly("localhost");
      }
    }
  }

  @Test
  void socksProxy_whenItRefusesTheCredentials_isNamedAndNotAskedAgain() throws IOException {
    try (FakeService service = FakeService.overTls();
        RelayProxy proxy = RelayProxy.socks("user", "right");
        SecurityServices services =
            trusting(service)
                .proxy(settings(ProxySettings.Kind.SOCKS5, proxy, "wrongpass"))
                .build()) {
      assertThatThrownBy(services::authenticate)
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("proxy 127.0.0.1:" + proxy.port())
          .hasMessageContaining("authentication failed")
          .hasMessageContaining("nothing was sent")
          .hasMessageNotContaining("wrongpass");
      assertThat(proxy.connections()).isEqualTo(1);
    }
  }

  @Test
  void socksProxy_whenItIsNotThere_isNamed() throws IOException {
    try (NoListener proxy = new NoListener();
        FakeService service = FakeService.overTls();
        SecurityServices services =
            trusting(service).proxy(ProxySettings.socks5("127.0.0.1", proxy.port())).build()) {
      assertThatThrownBy(services::authenticate)
          .isInstanceOf(ConnectionFailedException.class)
          .hasMessageContaining("no connection to the proxy 127.0.0.1:" + proxy.port());
    }
  }

  @ParameterizedTest
  @EnumSource
  void proxy_whenItsSettingsAreClosed_isStillGoneThroughByServicesMadeBefore(
      ProxySettings.Kind kind) throws IOException {
    boolean http = kind == ProxySettings.Kind.HTTP;
    try (FakeService service = FakeService.overTls();
        RelayProxy proxy =
            http ? RelayProxy.http("user", "pass") : RelayProxy.socks("user", "pass")) {
      ProxySettings settings = settings(kind, proxy, "pass");
      SecurityServicesBuilder builder = trusting(service).proxy(settings);
      try (SecurityServices services = builder.build()) {
        settings.close();
        services.authenticate();
        assertThat(proxy.targets()).containsOnly("localhost");
      }
      assertThatThrownBy(builder::build).isInstanceOf(INVALID).hasMessageContaining("closed");
      assertThatThrownBy(settings::exposePassword).isInstanceOf(INVALID);
    }
  }

  @Test
  void pin_whenTheKeyIsPinned_isTrusted() throws IOException {
    try (FakeService service = FakeService.overTls();
        SecurityServices services =
            trusting(service)
                .certificatePins(SPARE, CertificatePinner.pin(service.certificate.certificate()))
                .build()) {
      services.authenticate();
      assertThat(service.signIns).hasValue(1);
    }
  }

  @Test
  void pin_whenTheKeyIsAnother_isRefusedAndNothingIsSent() throws IOException {
    try (FakeService service = FakeService.overTls();
        SecurityServices services = trusting(service).certificatePins(SPARE).build()) {
      assertThatThrownBy(services::authenticate)
          .isInstanceOf(UntrustedServiceException.class)
          .hasMessageContaining("certificatePins")
          .hasMessageContaining("nothing was sent");
      assertThat(service.requests).isEmpty();
    }
  }

  @Test
  void clientCertificate_isShownToAServiceThatAsksForOne() throws IOException {
    HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
    HeldCertificate client = new HeldCertificate.Builder().signedBy(authority).build();
    try (FakeService service = FakeService.overMutualTls(authority)) {
      try (SecurityServices services =
          trusting(service)
              .clientCertificate(client.keyPair().getPrivate(), client.certificate())
              .build()) {
        services.authenticate();
        assertThat(service.signIns).hasValue(1);
      }
      try (SecurityServices without = trusting(service).build()) {
        assertThatThrownBy(without::authenticate).isInstanceOf(ThingsealException.class);
        assertThat(service.signIns).hasValue(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void version_isNegotiated(Protocol protocol) throws IOException {
    try (FakeService service = FakeService.overTls()) {
      service.protocols(protocol);
      service.enqueue(200, "{}");
      try (SecurityServices services = trusting(service).build()) {
        services.call("/a", "{}").execute();
      }
      assertThat(service.businessRequests())
          .extracting(request -> request.getRequestLine().endsWith("HTTP/2"))
          .containsExactly(protocol == Protocol.HTTP_2);
    }
  }

  @Test
  void settings_whenMalformed_areRefused() {
    SecurityServicesBuilder builder = SecurityServices.builder();
    assertThatThrownBy(() -> ProxySettings.http("http://proxy", 1)).isInstanceOf(INVALID);
    assertThatThrownBy(() -> ProxySettings.socks5("proxy", 0)).isInstanceOf(INVALID);
    assertThatThrownBy(() -> ProxySettings.http("proxy", 1).withCredentials("a:b", pass("c")))
        .isInstanceOf(INVALID);
    assertThatThrownBy(builder::certificatePins).isInstanceOf(INVALID);
    assertThatThrownBy(() -> builder.certificatePins("sha1/AAAA")).isInstanceOf(INVALID);
  }

  @Test
  void proxySettings_asText_nameNeitherUserNorPassword() {
    try (ProxySettings http =
            ProxySettings.http("proxy", 1).withCredentials("user", pass("secret"));
        ProxySettings socks = ProxySettings.socks5("proxy", 2).withCredentials("user", pass("x"))) {
      assertThat(http).hasToString("HTTP proxy proxy:1");
      assertThat(socks).hasToString("SOCKS5 proxy proxy:2");
    }
  }

  private static final Class<InvalidInputException> INVALID = InvalidInputException.class;

  private static SecurityServicesBuilder trusting(FakeService service) {
    return service.builder().trustedCertificates(service.certificate.certificate());
  }

  private static ProxySettings settings(
      ProxySettings.Kind kind, RelayProxy proxy, String password) {
    ProxySettings plain =
        kind == ProxySettings.Kind.HTTP
            ? ProxySettings.http("127.0.0.1", proxy.port())
            : ProxySettings.socks5("127.0.0.1", proxy.port());
    return password.isEmpty() ? plain : plain.withCredentials("user", pass(password));
  }

  private static SecretBytes pass(String text) {
    return SecretBytes.takeFrom(text.getBytes(StandardCharsets.UTF_8));
  }
}
