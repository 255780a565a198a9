package io.github.thingseal.cloud;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.transport.ProxySettings;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The body of a request does not wait until the service acknowledges the headers. */
@Timeout(180)
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

  /** OkHttp asks no factory for the sockets to it. */
  @Test
  void socket_whenThroughTheSocksProxyOfTheJvm_sendsAtOnce() throws IOException {
    Properties before = System.getProperties();
    try (FakeService service = FakeService.overTls();
        RelayProxy proxy = RelayProxy.socks("", "")) {
      System.setProperties(through(proxy, before));
      signIn(trusting(service));
      assertThat(proxy.targets()).containsExactly("localhost");
    } finally {
      System.setProperties(before);
    }
    assertThat(noDelays).containsExactly(true);
  }

  /** As {@code -DsocksProxyHost=… -DsocksProxyPort=…} sets them, also for loopback. */
  private static Properties through(RelayProxy proxy, Properties others) {
    Properties all = (Properties) others.clone();
    all.setProperty("socksProxyHost", "127.0.0.1");
    all.setProperty("socksProxyPort", Integer.toString(proxy.port()));
    all.setProperty("socksNonProxyHosts", "");
    all.setProperty("http.nonProxyHosts", "");
    return all;
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
          private final AtomicReference<Connection> connection = new AtomicReference<>();

          @Override
          public void connectionAcquired(Call call, Connection acquired) {
            assertThat(acquired.protocol()).isEqualTo(Protocol.HTTP_2);
            connection.set(acquired);
          }

          @Override
          public void requestHeadersStart(Call call) {
            try {
              noDelays.add(requireNonNull(connection.get()).socket().getTcpNoDelay());
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
