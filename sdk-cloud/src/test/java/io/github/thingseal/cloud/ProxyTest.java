package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.error.AccessDeniedException;
import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.ServiceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy that does not let the request through is named, with what it said. */
@Timeout(180)
class ProxyTest {
  private final AtomicInteger asked = new AtomicInteger();
  private ServerSocket proxy;

  @BeforeEach
  void listen() throws IOException {
    proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
  }

  @ParameterizedTest
  @CsvSource({
    "407 Proxy Authentication Required, withCredentials",
    "403 Forbidden, let requests to that host pass",
    "401 Unauthorized, let requests to that host pass"
  })
  void connect_whenRefusedForGood_isNotRepeated(String status, String advice) {
    answerConnect(status);

    assertThatThrownBy(() -> call(Proxy.Type.HTTP))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("proxy 127.0.0.1:" + proxy.getLocalPort())
        .hasMessageContaining("status " + status.substring(0, 3))
        .hasMessageContaining("nothing was sent")
        .hasMessageContaining(advice)
        .satisfies(ProxyTest::isNotDone);
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"})
  void connect_whenTheProxyIsInTrouble_isRepeated(String status) {
    answerConnect(status);

    assertThatThrownBy(() -> call(Proxy.Type.HTTP))
        .isInstanceOf(ConnectionFailedException.class)
        .hasMessageContaining("proxy 127.0.0.1:" + proxy.getLocalPort())
        .hasMessageContaining("status " + status.substring(0, 3))
        .hasMessageContaining("nothing was sent")
        .satisfies(ProxyTest::isNotDone);
    assertThat(asked).hasValue(3);
  }

  @ParameterizedTest
  @CsvSource({"2, not allowed", "7, not supported"})
  void socks_whenRefusedForGood_isNotRepeated(int code, String expected) {
    answerSocks(code);

    assertThatThrownBy(() -> call(Proxy.Type.SOCKS))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("proxy 127.0.0.1:" + proxy.getLocalPort())
        .hasMessageContaining(expected)
        .satisfies(ProxyTest::isNotDone);
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"1, general failure", "3, unreachable", "4, unreachable", "5, refused"})
  void socks_whenTheServiceIsOutOfReach_isRepeated(int code, String expected) {
    answerSocks(code);

    assertThatThrownBy(() -> call(Proxy.Type.SOCKS))
        .isInstanceOf(ConnectionFailedException.class)
        .hasMessageContaining("proxy 127.0.0.1:" + proxy.getLocalPort())
        .hasMessageContaining(expected)
        .hasMessageContaining("nothing was sent")
        .satisfies(ProxyTest::isNotDone);
    assertThat(asked).hasValue(3);
  }

  @Test
  void proxy_whenItsNameIsUnknown_isNamed() {
    Proxy unknown =
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.invalid", 3128));

    assertThatThrownBy(() -> call(client -> client.proxy(unknown).dns(ProxyTest::findNothing)))
        .isInstanceOf(ConnectionFailedException.class)
        .hasMessageContaining("the host proxy.invalid is unknown")
        .satisfies(ProxyTest::isNotDone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP", "SOCKS"})
  void proxy_whenNotThere_isNamed(Proxy.Type type) throws IOException {
    try (NoListener none = new NoListener()) {
      assertThatThrownBy(() -> call(type, none.port()))
          .isInstanceOf(ConnectionFailedException.class)
          .hasMessageContaining("no connection to the proxy 127.0.0.1:" + none.port())
          .satisfies(ProxyTest::isNotDone);
    }
  }

  @Test
  void proxy_whenItHangsUp_isNamed() {
    serve(socket -> socket.getInputStream().read());

    assertThatThrownBy(() -> call(Proxy.Type.HTTP))
        .isInstanceOf(ConnectionFailedException.class)
        .hasMessageContaining("proxy 127.0.0.1:" + proxy.getLocalPort())
        .satisfies(ProxyTest::isNotDone);
  }

  private static void isNotDone(Throwable e) {
    assertThat(((ServiceFailure) e).details().mayHaveBeenCarriedOut()).isFalse();
    assertThat(((ServiceFailure) e).details().status()).isEmpty();
  }

  private void call(Proxy.Type type) throws IOException {
    call(type, proxy.getLocalPort());
  }

  private static void call(Proxy.Type type, int port) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    Proxy through = new Proxy(type, new InetSocketAddress(loopback, port));
    call(client -> client.proxy(through));
  }

  private static List<InetAddress> findNothing(String name) throws UnknownHostException {
    throw new UnknownHostException(name);
  }

  private static void call(UnaryOperator<OkHttpClient.Builder> change) {
    try (SecurityServices services =
        SecurityServices.builder()
            .baseUrl("https://127.0.0.1:1/v1")
            .credentials(Credentials.of(FakeService.ACCESS_KEY, FakeService.ACCESS_SECRET))
            .readTimeout(Duration.ofMinutes(5)) // Real time, unlike the rest.
            .time(new VirtualTime(), () -> 0.5)
            .okHttpClient(change)
            .build()) {
      services.devices().list().execute();
    }
  }

  private void answerConnect(String status) {
    serve(
        socket -> {
          InputStream in = socket.getInputStream();
          StringBuilder request = new StringBuilder();
          while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) in.read());
          }
          socket
              .getOutputStream()
              .write(
                  ("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                      .getBytes(StandardCharsets.US_ASCII));
        });
  }

  /** SOCKS version 5, without authentication. */
  private void answerSocks(int code) {
    serve(
        socket -> {
          InputStream in = socket.getInputStream();
          OutputStream out = socket.getOutputStream();
          in.read();
          in.readNBytes(in.read());
          out.write(new byte[] {5, 0});
          in.readNBytes(4);
          in.readNBytes(6);
          out.write(new byte[] {5, (byte) code, 0, 1, 0, 0, 0, 0, 0, 0});
        });
  }

  private void serve(Answer answer) {
    Thread thread =
        new Thread(
            () -> {
              while (!proxy.isClosed()) {
                try (Socket socket = proxy.accept()) {
                  asked.incrementAndGet();
                  answer.to(socket);
                } catch (IOException e) {
                  // Closed, or the client went away.
                }
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @FunctionalInterface
  private interface Answer {
    void to(Socket socket) throws IOException;
  }
}
