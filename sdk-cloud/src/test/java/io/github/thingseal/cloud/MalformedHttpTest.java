package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.cloud.error.AccessDeniedException;
import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.ServiceFailure;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.id.RotPublicUid;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the HTTP client makes of an answer, callers get an exception of the SDK, or an error.
 */
@Timeout(180)
class MalformedHttpTest {
  private static final RotPublicUid UID = RotPublicUid.of("0a04f008003c9623");

  private RawServer server;
  private SecurityServices services;

  @BeforeEach
  void start() throws IOException {
    server = new RawServer();
    services = server.builder().withoutCircuitBreaker().build();
  }

  @AfterEach
  void stop() throws IOException {
    services.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
        "HTTP/1.1 -12 Odd\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 999999 Odd\r\n\r\n",
        "HTTP/1.1 2x0 Odd\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "hello, who is there?\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n{}\r\n0\r\n\r\n"
      })
  void answer_whenItIsNotHttp_isUnexpectedAndNotAskedForAgain(String answer) {
    server.answerWith(answer);

    assertThatThrownBy(() -> services.whitelist().list().execute())
        .isInstanceOf(UnexpectedAnswerException.class);
    assertThatThrownBy(() -> services.whitelist().list().submit().get(120, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(UnexpectedAnswerException.class);
    assertThat(server.requests).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 404 Not Found\r\nContent-Length: -5\r\n\r\n{}",
        "HTTP/1.1 500 Odd\r\nContent-Length: -5\r\n\r\n{}",
        "HTTP/1.1 503 Odd\r\nRetry-After: -5\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: nameless\r\n\r\n",
        "HTTP/1.1 200 OK\r\nNo colon here\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: \u00ff\u0001\u0002\r\nContent-Length: 2\r\nContent-Length: 9\r\n\r\n[]",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n[]",
        "HTTP/1.1 200 OK\r\nContent-Type: ;;;;\r\n\r\n[]",
        "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.0 302 Found\r\nLocation: http://[\r\n\r\n"
      })
  void answer_whenOdd_isAnExceptionOfTheSdk(String answer) {
    server.answerWith(answer);

    assertThat(catchThrowable(() -> services.whitelist().list().execute()))
        .isInstanceOf(ThingsealException.class);
    assertThat(
            catchThrowable(() -> services.whitelist().list().submit().get(120, TimeUnit.SECONDS)))
        .hasCauseInstanceOf(ThingsealException.class);
  }

  @ParameterizedTest
  @MethodSource("overlongHeaders")
  void header_whenItEndsBeyondTheLimit_isNamedAndNotAskedForAgain(String header) {
    server.answerWith("HTTP/1.1 200 OK\r\n" + header + "Content-Length: 2\r\n\r\n{}");

    assertOverlong();
  }

  private static List<String> overlongHeaders() {
    return List.of("X: " + "x".repeat(400_000) + "\r\n", "X-Filler: 01234\r\n".repeat(30_000));
  }

  @ParameterizedTest
  @CsvSource({
    "'X: ', x",
    "'', 'X-Filler: 0123456789 0123456789 0123456789 0123456789\r\n'",
    "'Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n', 'X-Trailer: 0123456789\r\n'"
  })
  void header_whenItNeverEnds_isNamedAndNotAskedForAgain(String start, String again) {
    server.answerEndlesslyWith(
        "HTTP/1.1 200 OK\r\n" + start.translateEscapes(), again.translateEscapes().repeat(100));

    assertOverlong();
  }

  private void assertOverlong() {
    assertThatThrownBy(() -> services.whitelist().list().execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("the header of the answer is longer than 256 KiB")
        .hasMessageContaining("may have been carried out");
    assertThat(server.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 20", "HTTP/1.1 200 OK\r\nX: 0123456789 0123456789 01234567"})
  void header_whenItIsCutOff_isABrokenConnection(String start) {
    server.answerWith(start);

    assertThatThrownBy(() -> services.whitelist().list().execute())
        .isInstanceOf(ConnectionFailedException.class)
        .hasMessageContaining("the connection broke");
    assertThat(server.requests).hasSize(3);
  }

  @Test
  void proxy_whenItAsksForCredentialsAndNoneIsSet_isNamedInTheMessage() {
    server.answerWith("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");

    assertThatThrownBy(() -> services.whitelist().list().execute())
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("status 407")
        .hasMessageContaining("proxy")
        .extracting(e -> ((ServiceFailure) e).details())
        .returns(407, details -> details.status().orElse(0))
        .returns(false, FailureDetails::mayHaveBeenCarriedOut);
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void answer_whenOfRandomBytes_isAnExceptionOfTheSdk() {
    Random random = new Random(4711);
    byte[] start = "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII);
    for (int round = 0; round < 100; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (random.nextBoolean() && bytes.length > start.length) {
        System.arraycopy(start, 0, bytes, 0, start.length);
      }
      server.answerWith(bytes);
      assertThat(catchThrowable(() -> services.whitelist().add(UID).maxAttempts(1).execute()))
          .as("round %d", round)
          .isInstanceOf(ThingsealException.class);
    }
  }

  @Test
  void secret_whenEchoedWhereHttpIsExpected_isNotInTheCauseEither() {
    server.answerWith("opaque-token-of-tests is not HTTP\r\n\r\n");

    Throwable failure = catchThrowable(() -> services.call("/a", "{}").execute());
    for (Throwable each = failure; each != null; each = each.getCause()) {
      assertThat(String.valueOf(each.getMessage())).doesNotContain("opaque-token");
    }
    assertThat(failure).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void hook_whenItThrowsAnException_isNamed() {
    try (SecurityServices hooked =
        hooked(
            client ->
                client.addInterceptor(
                    chain -> {
                      throw new IllegalStateException("hook");
                    }))) {
      assertThatThrownBy(() -> hooked.call("/a", "{}").execute())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("IllegalStateException")
          .hasMessageContaining("okHttpClient");
      assertThatThrownBy(() -> hooked.call("/a", "{}").submit().get(120, TimeUnit.SECONDS))
          .hasCauseInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void hook_whenItThrowsAnError_losesNoCall() {
    try (SecurityServices hooked =
        hooked(client -> client.addInterceptor(MalformedHttpTest::overflow))) {
      assertThatThrownBy(() -> hooked.call("/a", "{}").execute())
          .isInstanceOf(StackOverflowError.class);
      assertThatThrownBy(() -> hooked.call("/a", "{}").submit().get(120, TimeUnit.SECONDS))
          .hasCauseInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void hook_whenAListenerOrProxySelectorThrows_losesNoCall() {
    EventListener listener =
        new EventListener() {
          @Override
          public void callStart(Call call) {
            throw new IllegalStateException("listener");
          }
        };
    ProxySelector selector =
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            throw new IllegalStateException("selector");
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        };
    for (UnaryOperator<OkHttpClient.Builder> hook :
        List.<UnaryOperator<OkHttpClient.Builder>>of(
            client -> client.eventListener(listener), client -> client.proxySelector(selector))) {
      try (SecurityServices hooked = hooked(hook)) {
        assertThatThrownBy(() -> hooked.call("/a", "{}").execute())
            .isInstanceOf(ThingsealException.class);
        assertThatThrownBy(() -> hooked.call("/a", "{}").submit().get(120, TimeUnit.SECONDS))
            .hasCauseInstanceOf(ThingsealException.class);
      }
    }
  }

  private static Response overflow(Interceptor.Chain chain) {
    throw new StackOverflowError("hook");
  }

  private SecurityServices hooked(UnaryOperator<OkHttpClient.Builder> hook) {
    return server.builder().okHttpClient(hook).build();
  }
}
