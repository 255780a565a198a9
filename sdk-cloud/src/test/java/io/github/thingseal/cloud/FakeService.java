package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.auth.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.awaitility.Awaitility;

/** A service on loopback that signs in and answers what a test queued. */
final class FakeService implements AutoCloseable {
  static final String ACCESS_KEY = "0d636af8-d001-49ba-86d3-80f21272c14a";
  static final String ACCESS_SECRET = "fakeSecretOfTests1234567890abcde/+";

  static {
    // Only for what never comes: a busy machine may take longer than the ten seconds of Awaitility.
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
  }

  private static final HeldCertificate LOCALHOST =
      new HeldCertificate.Builder()
          .addSubjectAlternativeName("localhost")
          .addSubjectAlternativeName("127.0.0.1")
          .commonName("localhost")
          .build();

  final VirtualTime time = new VirtualTime();
  final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  final Queue<MockResponse> answers = new ConcurrentLinkedQueue<>();
  final Queue<MockResponse> signInAnswers = new ConcurrentLinkedQueue<>();
  final AtomicInteger signIns = new AtomicInteger();
  final HeldCertificate certificate;
  private final Map<String, Runnable> actions = new ConcurrentHashMap<>();
  private final MockWebServer server = new MockWebServer();
  private Function<RecordedRequest, MockResponse> business = request -> next();

  private FakeService(HeldCertificate certificate) {
    this.certificate = certificate;
  }

  static FakeService overHttp() {
    return new FakeService(LOCALHOST).start();
  }

  static FakeService overTls() {
    return overTls(LOCALHOST);
  }

  static FakeService overTls(HeldCertificate certificate) {
    return overTls(certificate, sockets -> sockets);
  }

  static FakeService overTls(HeldCertificate certificate, UnaryOperator<SSLSocketFactory> sockets) {
    FakeService service = new FakeService(certificate);
    service.server.useHttps(
        sockets.apply(
            new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory()));
    return service.start();
  }

  /** A service that asks its clients for a certificate that the other one signed. */
  static FakeService overMutualTls(HeldCertificate clients) {
    FakeService service = new FakeService(LOCALHOST);
    service.server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(LOCALHOST)
            .addTrustedCertificate(clients.certificate())
            .build()
            .sslSocketFactory());
    service.server.requireClientAuth();
    return service.start();
  }

  /** Does something whenever a request for the path has arrived, before it is answered. */
  void onRequest(String path, Runnable action) {
    actions.put("/v1" + path, action);
  }

  /** Offers one version of HTTP over TLS. */
  void protocols(Protocol only) {
    server.setProtocols(
        only == Protocol.HTTP_1_1 ? List.of(only) : List.of(only, Protocol.HTTP_1_1));
  }

  /** Answers every business call by a function instead of the queue. */
  void answerWith(Function<RecordedRequest, MockResponse> answer) {
    business = answer;
  }

  /** Answers every business call alike. */
  void answerAll(int status, String body) {
    MockResponse answer = json(status, body).build();
    answerWith(request -> answer);
  }

  /** Answers every business call alike once the queue is empty. */
  void thenAnswerAll(int status, String body) {
    MockResponse answer = json(status, body).build();
    answerWith(
        request -> {
          MockResponse queued = answers.poll();
          return queued == null ? answer : queued;
        });
  }

  /** What never comes. */
  static MockResponse stalled() {
    return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
  }

  /** Waits in an answer until a test lets go, and fails if it never does. */
  static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(120, TimeUnit.SECONDS)).as("Whether the test let go").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void enqueue(int status, String body) {
    answers.add(json(status, body).build());
  }

  void enqueue(MockResponse.Builder answer) {
    answers.add(answer.build());
  }

  static MockResponse.Builder json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body);
  }

  String url() {
    return server.url("/v1").toString();
  }

  SecurityServicesBuilder builder() {
    return SecurityServices.builder()
        .baseUrl(url())
        .credentials(Credentials.of(ACCESS_KEY, ACCESS_SECRET))
        .readTimeout(Duration.ofMinutes(5)) // Real time, unlike the rest.
        .time(time, () -> 0.5);
  }

  SecurityServices services() {
    return builder().build();
  }

  List<RecordedRequest> businessRequests() {
    return requests.stream().filter(r -> !isSignIn(r)).toList();
  }

  static String bodyOf(RecordedRequest request) {
    return request.getBody() == null ? "" : request.getBody().utf8();
  }

  /** A token that expires at a moment; the number distinguishes tokens. */
  static String token(int number, Instant expiry) {
    return encode("{\"alg\":\"RS256\"}")
        + "."
        + encode("{\"n\":" + number + ",\"exp\":" + expiry.getEpochSecond() + "}")
        + ".c2lnbmF0dXJl";
  }

  @Override
  public void close() {
    server.close();
  }

  private FakeService start() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            requests.add(request);
            actions.getOrDefault(request.getUrl().encodedPath(), () -> {}).run();
            return isSignIn(request) ? signIn() : business.apply(request);
          }
        });
    server.setServerSocketFactory(new PromptSockets());
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private MockResponse signIn() {
    int number = signIns.incrementAndGet();
    MockResponse queued = signInAnswers.poll();
    return queued != null
        ? queued
        : json(
                200,
                "{\"AuthToken\":\""
                    + token(number, time.instant().plusSeconds(3600))
                    + "\",\"RefreshToken\":\"refresh-of-tests-"
                    + number
                    + "\"}")
            .build();
  }

  private MockResponse next() {
    MockResponse queued = answers.poll();
    return queued != null ? queued : json(500, "{\"message\":\"nothing queued\"}").build();
  }

  private static boolean isSignIn(RecordedRequest request) {
    return request.getUrl().encodedPath().endsWith("/authenticate");
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends each part of an answer at once: a test would wait 40 ms for the rest of it otherwise. */
  private static final class PromptSockets extends ServerSocketFactory {
    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new ServerSocket() {
        @Override
        public Socket accept() throws IOException {
          Socket socket = super.accept();
          socket.setTcpNoDelay(true);
          return socket;
        }
      };
    }

    @Override
    public ServerSocket createServerSocket(int port) {
      throw new UnsupportedOperationException("The server binds its socket itself");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
      throw new UnsupportedOperationException("The server binds its socket itself");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
      throw new UnsupportedOperationException("The server binds its socket itself");
    }
  }
}
