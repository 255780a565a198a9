package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.transport.ProxySettings;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The body of a request does not wait until the service acknowledges the headers. */
@Timeout(60)
class PromptSocketsTest {
  private final List<Boolean> noDelays = new CopyOnWriteArrayList<>();

  @Test
  void socket_whenDirect_sendsAtOnce() {
    try (FakeService service = FakeService.overTls()) {
      signIn(trusting(service));
    }
    assertThat(noDelays).containsExactly(true);
  }

  @Test
  void socket_whenThroughAnHttpProxy_sendsAtOnce() throws IOException {
    try (FakeService service = FakeService.overTls();
        RelayProxy proxy = RelayProxy.http("user", "pass");
        SecretBytes password = SecretBytes.takeFrom("pass".getBytes(StandardCharsets.UTF_8));
        ProxySettings settings =
            ProxySettings.http("127.0.0.1", proxy.port()).withCredentials("user", password)) {
      signIn(trusting(service).proxy(settings));
      assertThat(proxy.targets()).containsExactly("localhost");
    }
    assertThat(noDelays).containsExactly(true);
  }

  @Test
  void socket_whenThroughASocksProxy_sendsAtOnce() throws IOException {
    try (FakeService service = FakeService.overTls();
        RelayProxy proxy = RelayProxy.socks("", "")) {
      signIn(trusting(service).proxy(ProxySettings.socks5("127.0.0.1", proxy.port())));
      assertThat(proxy.targets()).containsExactly("localhost");
    }
    assertThat(noDelays).containsExactly(true);
  }

  @Test
  void socket_whenTheCallerMakesIt_isLeftAsItIs() {
    try (FakeService service = FakeService.overTls()) {
      signIn(
          trusting(service)
              .okHttpClient(client -> listened(client).socketFactory(SocketFactory.getDefault())));
    }
    assertThat(noDelays).containsExactly(false);
  }

  private SecurityServicesBuilder trusting(FakeService service) {
    service.protocols(Protocol.HTTP_2);
    return service
        .builder()
        .trustedCertificates(service.certificate.certificate())
        .okHttpClient(this::listened);
  }

  private OkHttpClient.Builder listened(OkHttpClient.Builder client) {
    return client.eventListener(
        new EventListener() {
          @Override
          public void connectionAcquired(Call call, Connection connection) {
            assertThat(connection.protocol()).isEqualTo(Protocol.HTTP_2);
            try {
              noDelays.add(connection.socket().getTcpNoDelay());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
  }

  private static void signIn(SecurityServicesBuilder builder) {
    try (SecurityServices services = builder.build()) {
      services.authenticate();
    }
  }
}
