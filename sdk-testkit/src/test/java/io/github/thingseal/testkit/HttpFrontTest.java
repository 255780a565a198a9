package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.id.RotPublicUid;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFrontTest {
  private final SimulatedServices services = SimulatedServices.builder().httpPort(0).start();
  private final RestClient client = RestClient.authenticated(services);

  @AfterEach
  void close() {
    services.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nowhere", "/authenticate/", "/device", "//device/list", "/psk"})
  void path_thatIsUnknown_isNotFound(String path) {
    HttpResponse<String> response = client.post(path, "{}");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("{\"message\":\"Not Found\"}");
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void path_withoutVersion_isNotFound() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(services.url().resolve("/authenticate"))
            .POST(HttpRequest.BodyPublishers.ofString(RestClient.credentials(services)))
            .build();

    assertThat(client.http().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"GET", "PUT", "DELETE", "PATCH", "HEAD"})
  void method_otherThanPost_isNotAllowed(String method) {
    HttpResponse<String> response = client.exchange(method, "/device/list", "");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "nonsense", "[]", "\"text\"", "{} {}", "null", "1"})
  void body_thatIsNoJsonObject_isBadRequest(String body) {
    HttpResponse<String> response = client.post("/device/list", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(RestClient.json(response).path("message").asText()).startsWith("The body ");
  }

  @Test
  void body_thatIsNestedTooDeeply_isBadRequest() {
    HttpResponse<String> response = client.post("/device/list", "{\"a\":" + "[".repeat(5000));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(RestClient.json(response).path("message").asText()).startsWith("The body ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/device/get | {} | ROTPublicUID is missing",
        "/device/get | {\"ROTPublicUID\":\"0a04\"} | ROTPublicUID must be 16 hexadecimal digits",
        "/device/get | {\"ROTPublicUID\":\"0a04f008003c962g\"} | ROTPublicUID must be 16 hex",
        "/device/get | {\"ROTPublicUID\":17} | ROTPublicUID must be a string",
        "/psk/get | {} | PSKIdentity is missing",
        "/psk/get | {\"PSKIdentity\":\" \"} | PSKIdentity is blank",
        "/whitelist/add | {} | ROTPublicUIDs is missing",
        "/whitelist/add | {\"ROTPublicUIDs\":[]} | ROTPublicUIDs must be a list of one",
        "/whitelist/add | {\"ROTPublicUIDs\":\"0a04f008003c9623\"} | ROTPublicUIDs must be a list",
        "/whitelist/add | {\"ROTPublicUIDs\":[1]} | ROTPublicUIDs must be a list of strings",
        "/device/list | {\"DeviceProfileUID\":\"a,b\"} | DeviceProfileUID: ",
        "/device/list | {\"limit\":1} | limit is spelled Limit",
        "/event/list | {\"AFTER\":\"1\"} | AFTER is spelled After",
        "/psk/get | {\"pskIdentity\":\"11\"} | pskIdentity is spelled PSKIdentity",
        "/device/list | {\"Limit\":1,\"Limit\":1} | Limit came twice",
        "/device/list | {\"Limit\":1,\"A\":{\"B\":1,\"B\":[]}} | B came twice",
        "/whitelist/add | {\"ROTPublicUIDs\":[],\"ROTPublicUIDs\":[\"1\"]} | ROTPublicUIDs came twice",
      })
  void field_thatIsMissingOrMalformed_isBadRequestThatSaysWhatIsWrong(
      String path, String body, String message) {
    HttpResponse<String> response = client.post(path, body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(RestClient.json(response).path("message").asText()).startsWith(message);
  }

  @Test
  void field_thatIsUnknown_isIgnored() {
    assertThat(client.post("/device/list", "{\"Colour\":\"blue\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void body_aboveTheLimit_isTooLarge() {
    String body = "{\"Colour\":\"" + "b".repeat(1 << 20) + "\"}";

    assertThat(client.post("/device/list", body).statusCode()).isEqualTo(413);
  }

  @Test
  void requestId_ofEveryAnswer_isAnother() {
    assertThat(client.post("/device/list", "{}").headers().firstValue("x-amzn-RequestId"))
        .isPresent()
        .isNotEqualTo(client.post("/device/list", "{}").headers().firstValue("x-amzn-RequestId"));
  }

  @Test
  void plainHttp_whenAskedFor_servesTheSame() {
    RestClient plain = RestClient.plain(services);

    plain.authorization(plain.authenticate(services).path("AuthToken").asText());

    assertThat(plain.call("/device/list", "{}").path("Devices")).isEmpty();
    assertThat(services.httpUrl().orElseThrow().toString()).startsWith("http://127.0.0.1:");
  }

  @Test
  void connection_thatIsToBeClosed_isClosed() throws IOException {
    URI url = services.httpUrl().orElseThrow();
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      String request =
          "POST /v1/nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
              + "Connection: close\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 404 Not Found\r\n")
          .contains("\r\nConnection: close\r\n")
          .endsWith("\r\n\r\n{\"message\":\"Not Found\"}");
    }
  }

  @Test
  void connection_ofAnHttp10Client_isClosedAfterTheAnswer() throws IOException {
    assertThat(untilClosed("POST /v1/nowhere HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}"))
        .startsWith("HTTP/1.1 404 Not Found\r\n")
        .contains("\r\nConnection: close\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /v1/device/list HTTP/1.1~Host: localhost~Content-Length: 2~~{} | 405",
        "HEAD /v1/device/list HTTP/1.1~Host: localhost~Content-Length: 2~~{} | 405",
        "DELETE /v1/device/list HTTP/1.1~Host: localhost~Transfer-Encoding: chunked"
            + "~~2~{}~0~~ | 405",
        "GET /v1/nowhere HTTP/1.1~Host: localhost~Content-Length: 2~~{} | 404",
        "OPTIONS * HTTP/1.1~Host: localhost~~ | 404",
        "POST http://localhost/v1/device/list HTTP/1.1~Host: localhost~Content-Length: 2~~{} | 401",
        "POST HTTPS://127.0.0.1:443/v1/device/list?a=/ HTTP/1.1~Host: a~Content-Length: 0~~ | 401",
        "POST http://localhost HTTP/1.1~Host: localhost~Content-Length: 0~~ | 404",
        "POST /v1/device/list HTTP/1.1~host:localhost~Content-Length:2~~{} | 401",
        "~~POST /v1/device/list HTTP/1.1~Host: localhost~Content-Length: 2~~{} | 401",
        "POST /v1/device/list HTTP/1.1~Host: localhost~Transfer-Encoding: chunked"
            + "~~1;a=b~{~1~}~0~Trailer: x~~ | 401",
      })
  void request_howeverItIsPut_isAnswered(String request, int status) throws IOException {
    String closing = request.replaceFirst("HTTP/1.1~", "HTTP/1.1~Connection: close~");
    String answer = untilClosed(spelled(closing));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer.contains("\r\n\r\n{\"message\":")).isEqualTo(!request.startsWith("HEAD"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /v1 HTTP/1.1~Host: localhost~Content-Length: many~~{} | 400",
        "POST /v1 HTTP/1.1~Host: localhost~Content-Length: -5~~{} | 400",
        "POST /v1 HTTP/1.1~Host: localhost~Content-Length: 2~Content-Length: 3~~{} | 400",
        "POST /v1 HTTP/1.1~Host: localhost~Content-Length: 2~Transfer-Encoding: chunked~~0~~ | 400",
        "POST /v1 HTTP/1.1~Host: localhost~Transfer-Encoding: gzip~~{} | 501",
        "POST /v1 HTTP/1.1~Host: localhost~Transfer-Encoding: chunked~~x~{}~0~~ | 400",
        "POST /v1 HTTP/1.1~Host: localhost~Transfer-Encoding: chunked~~1~{}~0~~ | 400",
        "POST /v1 HTTP/1.1~Host: localhost~Expect: wonders~Content-Length: 2~~{} | 417",
        "POST /v1 HTTP/1.1~Host: localhost~Host: 127.0.0.1~~ | 400",
        "POST /v1 HTTP/1.1~~ | 400",
        "POST /v1 HTTP/2.0~Host: localhost~~ | 505",
        "POST /v1 HTTP/1.1~Host: localhost~Bad Header: x~~ | 400",
        "POST /v1 HTTP/1.1~Host: localhost~a: b~ folded~~ | 400",
        "POST  /v1 HTTP/1.1~Host: localhost~~ | 400",
        "nonsense~~ | 400",
      })
  void request_thatIsMalformed_isRefusedAndEndsTheConnection(String request, int status)
      throws IOException {
    assertThat(untilClosed(spelled(request)))
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("\r\nConnection: close\r\n")
        .contains("{\"message\":\"");
  }

  @Test
  void head_aboveTheLimit_isRefused() throws IOException {
    assertThat(untilClosed("POST /v1 HTTP/1.1\r\nHost: localhost\r\na: " + "b".repeat(1 << 16)))
        .startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n");
  }

  /** A client sends the whole of it before it reads: what is unread may not cut the answer off. */
  @Test
  void head_farAboveTheLimit_isReadToItsEndBeforeTheConnectionIsClosed() throws IOException {
    assertThat(untilClosed("POST /v1 HTTP/1.1\r\nHost: localhost\r\na: " + "b".repeat(14 << 20)))
        .startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n");
  }

  @Test
  void expectContinue_isContinuedBeforeTheBodyIsSent() throws IOException {
    try (Socket socket = connect()) {
      write(socket, head("Expect: 100-continue\r\nContent-Length: 2\r\n"));
      assertThat(read(socket)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      write(socket, "{}");
      assertThat(read(socket)).startsWith("HTTP/1.1 401 Unauthorized\r\n");
      write(socket, head("Content-Length: 0\r\n"));
      assertThat(read(socket)).startsWith("HTTP/1.1 401 Unauthorized\r\n");
    }
  }

  @Test
  void expectContinue_ofABodyAboveTheLimit_isRefusedBeforeTheBodyIsSent() throws IOException {
    assertThat(untilClosed(head("Expect: 100-continue\r\nContent-Length: 1048577\r\n")))
        .startsWith("HTTP/1.1 413 Content Too Large\r\n");
  }

  @Test
  void answer_comesInOnePiece() throws IOException {
    try (Socket socket = connect()) {
      for (int i = 0; i < 3; i++) {
        write(socket, head("Content-Length: 2\r\n") + "{}");
        assertThat(read(socket)).endsWith("\r\n\r\n{\"message\":\"Unauthorized\"}");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 401",
    "LocalHost:8080, 401",
    "simulator.localhost, 401",
    "127.0.0.1:1, 401",
    "127.3.2.1, 401",
    "[::1]:80, 401",
    "rebound.example.com, 421",
    "localhost.example.com, 421",
    "127.0.0.1.nip.io, 421",
    "127.300.0.1, 421",
    "127.0.0.01, 421",
    "192.168.0.1, 421",
    "a@localhost, 421",
    "'', 421",
  })
  void host_thatIsNotLoopback_isRefused(String host, int status) throws IOException {
    assertThat(untilClosed(head("Content-Length: 0\r\nConnection: close\r\n", host)))
        .startsWith("HTTP/1.1 " + status + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin: http://localhost, 401",
    "Sec-Fetch-Site: same-origin, 401",
    "Sec-Fetch-Site: none, 401",
    "Origin: https://example.com, 403",
    "Origin: http://localhost:3000, 403",
    "Origin: null, 403",
    "Sec-Fetch-Site: cross-site, 403",
    "Sec-Fetch-Site: same-site, 403",
    "Origin: https://example.com~Origin: http://localhost, 403",
    "Sec-Fetch-Site: cross-site~Sec-Fetch-Site: none, 403",
  })
  void request_ofAForeignPage_isRefused(String headers, int status) throws IOException {
    assertThat(
            untilClosed(head(spelled(headers) + "\r\nContent-Length: 0\r\nConnection: close\r\n")))
        .startsWith("HTTP/1.1 " + status + " ");
  }

  private static String spelled(String request) {
    return request.replace("~", "\r\n");
  }

  private static String head(String headers) {
    return head(headers, "localhost");
  }

  private static String head(String headers, String host) {
    return "POST /v1/device/list HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n";
  }

  private Socket connect() throws IOException {
    URI url = services.httpUrl().orElseThrow();
    Socket socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(120_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** What comes with one read: all that was sent with one write. */
  private static String read(Socket socket) throws IOException {
    byte[] bytes = new byte[4096];
    int count = socket.getInputStream().read(bytes);
    return new String(bytes, 0, count, StandardCharsets.US_ASCII);
  }

  private String untilClosed(String request) throws IOException {
    try (Socket socket = connect()) {
      write(socket, request);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void https_whenTheAuthorityIsNotTrusted_failsItsHandshake() {
    HttpRequest request = HttpRequest.newBuilder(services.url()).build();

    assertThatThrownBy(
            () -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void https_byNameOrAddress_isTrusted(String host) throws Exception {
    URI url = URI.create("https://" + host + ":" + services.url().getPort() + "/v1/nowhere");

    assertThat(
            client
                .http()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void certificate_ofTheAuthority_isOneThatOpensslTakes() {
    assertThat(services.certificate().getBasicConstraints()).isNotNegative();
    assertThat(services.certificatePem())
        .startsWith("-----BEGIN CERTIFICATE-----")
        .doesNotContain("PRIVATE");
  }

  @Test
  void start_onAPortThatIsTaken_saysWhichAndWhatToDo() {
    int taken = services.url().getPort();

    assertThatThrownBy(() -> SimulatedServices.builder().httpsPort(taken).start())
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("Port " + taken)
        .hasMessageContaining("choose another");
    assertThatThrownBy(() -> SimulatedServices.builder().httpPort(taken).start())
        .isInstanceOf(TransientException.class);
    assertThatThrownBy(() -> SimulatedServices.builder().httpsPort(65536))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void close_freesPortsAndThreads() {
    URI url = services.httpUrl().orElseThrow();
    String port = Integer.toString(url.getPort());
    RestClient.plain(services).authenticate(services);

    services.close();
    services.close();

    assertThatThrownBy(() -> new Socket(url.getHost(), url.getPort()).close())
        .isInstanceOf(ConnectException.class);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().contains("thingseal-service-" + port));
    assertThat(
            services
                .air()
                .heartbeat(RotPublicUid.of("0a04f008003c9623"), new Air.Instance("00"))
                .verdict())
        .isEqualTo(Air.Verdict.UNREACHABLE);
  }

  @Test
  void requests_areLoggedWithoutTheirSecrets() {
    String secret = RestClient.secret(services);
    services.clearRequests();
    String token = client.authenticate(services).path("AuthToken").asText();
    client.authorization("Bearer " + token);
    client.post("/device/list", "{\"DeviceProfileUID\":\"AgbCtixjwqLjwV3VWpfPyz\"}");
    client.authorization(token);
    client.post("/psk/get", "no JSON " + secret);

    assertThat(services.requests())
        .extracting(ReceivedRequest::path)
        .containsExactly("/authenticate", "/device/list", "/psk/get");
    assertThat(services.requests("/authenticate").get(0).body())
        .isEqualTo("{\"APIKey\":\"" + services.accessKey() + "\",\"APISecret\":\"***\"}");
    ReceivedRequest list = services.requests("/device/list").get(0);
    assertThat(list.method()).isEqualTo("POST");
    assertThat(list.header("content-type")).contains("application/json");
    assertThat(list.header("authorization")).contains("Bearer ***");
    assertThat(list.body()).isEqualTo("{\"DeviceProfileUID\":\"AgbC…\"}");
    assertThat(services.requests("/psk/get").get(0).header("authorization")).contains("***");
    assertThat(services.requests().toString()).doesNotContain(secret).doesNotContain(token);
  }

  @Test
  void requests_thatAreHuge_areForgottenSooner() {
    services.clearRequests();
    String body = "{\"Colour\":\"" + "b".repeat(1_000_000) + "\"}";
    for (int i = 0; i < 12; i++) {
      assertThat(client.post("/device/list", body).statusCode()).isEqualTo(200);
    }

    assertThat(services.requests()).hasSize(8);
    assertThat(services.requests().get(7).body()).isEqualTo(body);
  }

  @Test
  void twoDevices_atTheSameTime_doNotDisturbEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<String> life =
          () -> {
            TestDevice device = TestDevice.owned(services);
            RestClient own = RestClient.authenticated(services);
            for (int i = 0; i < 20; i++) {
              own.call("/device/feature/deactivate", feature(device));
              device.heartbeat();
              own.call("/device/feature/activate", feature(device));
              device.heartbeat();
            }
            return own.call("/device/feature/get", device.json()).toString();
          };
      List<Future<String>> lives = threads.invokeAll(List.of(life, life, life, life));

      for (Future<String> ended : lives) {
        assertThat(ended.get()).doesNotContain("false");
      }
      assertThat(client.call("/device/list", "{}").path("Devices")).hasSize(4);
      assertThat(client.call("/device/clone/get", "{}").path("Devices")).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  private static String feature(TestDevice device) {
    return "{\"ROTPublicUID\":\"" + device.uid() + "\",\"Features\":[\"ZTP\"]}";
  }
}
