package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.core.InvalidInputException;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceFaultTest {
  private static final String LIST = "/device/list";
  private static final String NO_DEVICES = "{\"Devices\":[]}";

  private final SimulatedServices services = SimulatedServices.builder().httpPort(0).start();
  private final RestClient client = RestClient.trusting(services);
  private final String token = client.authenticate(services).path("AuthToken").asText();

  ServiceFaultTest() {
    client.authorization(token);
  }

  @AfterEach
  void close() {
    services.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 429, 500, 502, 503, 504})
  void status_onRequest_isAnsweredAsJsonWithAMessage(int status) {
    services.inject(ServiceFault.status(status));

    HttpResponse<String> response = client.post(LIST, "{}");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
    assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    assertThat(RestClient.json(response).path("message").asText()).isNotBlank();
  }

  @Test
  void status_withRetryAfter_saysItInSecondsOrAsADate() {
    services.inject(ServiceFault.status(429, Duration.ofSeconds(7)).times(1));
    services.inject(ServiceFault.status(503, Instant.parse("2026-11-02T08:09:10Z")).times(1));

    assertThat(client.post(LIST, "{}").headers().firstValue("Retry-After")).contains("7");
    assertThat(client.post(LIST, "{}").headers().firstValue("Retry-After"))
        .contains("Mon, 02 Nov 2026 08:09:10 GMT");
  }

  @Test
  void refused_hasItsCodeAndMessage() {
    services.inject(ServiceFault.refused(409, "DeviceLimit", "No room").times(1));

    HttpResponse<String> response = client.post(LIST, "{}");

    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.body()).isEqualTo("{\"message\":\"No room\",\"Code\":\"DeviceLimit\"}");
  }

  @Test
  void unknownPath_isAnsweredAsAGatewayDoes() {
    services.inject(ServiceFault.unknownPath().onPath(LIST));

    HttpResponse<String> response = client.post(LIST, "{}");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .contains("MissingAuthenticationTokenException");
  }

  @Test
  void status_doesNotCarryOutTheOperation_whereALostAnswerDoes() {
    String body = "{\"ROTPublicUIDs\":[\"0a04f008003c9623\"]}";
    services.inject(ServiceFault.status(500).times(1));
    client.post("/whitelist/add", body);
    assertThat(client.call("/whitelist/list", "{}").path("ROTPublicUIDs")).isEmpty();

    services.inject(ServiceFault.disconnect().times(1));
    assertThatThrownBy(() -> rawPost("/whitelist/add", body)).isInstanceOf(IOException.class);

    assertThat(client.call("/whitelist/list", "{}").path("ROTPublicUIDs")).hasSize(1);
  }

  @Test
  void fault_onPathAndTimes_hitsThatOnly() {
    services.inject(ServiceFault.status(500).onPath(LIST).times(2));

    assertThat(client.post("/whitelist/list", "{}").statusCode()).isEqualTo(200);
    assertThat(client.post(LIST, "{}").statusCode()).isEqualTo(500);
    assertThat(client.post(LIST, "{}").statusCode()).isEqualTo(500);
    assertThat(client.post(LIST, "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void fault_withoutTimes_lastsUntilItIsCleared() {
    services.inject(ServiceFault.status(500));
    for (int i = 0; i < 3; i++) {
      assertThat(client.post(LIST, "{}").statusCode()).isEqualTo(500);
    }

    services.clearFaults();

    assertThat(client.post(LIST, "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void htmlPage_comesInThePlaceOfJson() {
    services.inject(ServiceFault.htmlPage(502));

    HttpResponse<String> response = client.post(LIST, "{}");

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(response.body()).startsWith("<html>").contains("502 Bad Gateway");
  }

  @Test
  void emptyBody_hasTheStatusAndNothingMore() {
    services.inject(ServiceFault.emptyBody());

    HttpResponse<String> response = client.post(LIST, "{}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void halfBody_endsTheConnectionInTheMiddle() throws IOException {
    services.inject(ServiceFault.halfBody());

    String received = rawPost(LIST, "{}");

    assertThat(received)
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("Content-Length: " + NO_DEVICES.length() + "\r\n")
        .endsWith("\r\n\r\n" + NO_DEVICES.substring(0, NO_DEVICES.length() / 2));
    assertThatThrownBy(() -> client.tryPost(LIST, "{}")).isInstanceOf(IOException.class);
  }

  @Test
  void noAnswer_neverComes_andDoesNotKeepTheServiceFromClosing() {
    services.inject(ServiceFault.noAnswer());

    assertThatThrownBy(this::impatientPost).isInstanceOf(HttpTimeoutException.class);
    services.close();
  }

  @Test
  void slow_comesLater() {
    services.inject(ServiceFault.slow(Duration.ofHours(1)).onPath(LIST));
    services.inject(ServiceFault.slow(Duration.ofMillis(1)).onPath("/whitelist/list"));

    assertThatThrownBy(this::impatientPost).isInstanceOf(HttpTimeoutException.class);
    assertThat(client.post("/whitelist/list", "{}").body()).isEqualTo("{\"ROTPublicUIDs\":[]}");
  }

  @Test
  void disconnect_endsTheConnectionInGoodOrder() {
    services.inject(ServiceFault.disconnect());

    assertThatThrownBy(() -> rawPost(LIST, "{}")).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> client.tryPost(LIST, "{}")).isInstanceOf(IOException.class);
  }

  @Test
  void reset_endsTheConnectionWithAReset() {
    services.inject(ServiceFault.reset());

    assertThatThrownBy(() -> rawPost(LIST, "{}"))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertThatThrownBy(() -> client.tryPost(LIST, "{}")).isInstanceOf(IOException.class);
  }

  @Test
  void fields_canBeMissingTooManyOrOfTheWrongType() {
    TestDevice device = TestDevice.owned(services);
    String path = "/e2e/downlink/protectionparameters/get";
    services.inject(ServiceFault.missingField("Key").times(1));
    services.inject(ServiceFault.extraField("Colour", "blue").times(1));
    services.inject(ServiceFault.wrongType("MACLength").times(1));
    services.inject(ServiceFault.wrongType("Key").times(1));

    JsonNode missing = client.call(path, device.json());
    JsonNode extra = client.call(path, device.json());
    JsonNode textForNumber = client.call(path, device.json());
    JsonNode numberForText = client.call(path, device.json());

    assertThat(missing.has("Key")).isFalse();
    assertThat(missing.size()).isEqualTo(5);
    assertThat(extra.path("Colour").asText()).isEqualTo("blue");
    assertThat(extra.size()).isEqualTo(7);
    assertThat(textForNumber.path("MACLength").isTextual()).isTrue();
    assertThat(numberForText.path("Key").isNumber()).isTrue();
  }

  @Test
  void expiredToken_isIssuedAndRefused() {
    services.inject(ServiceFault.expiredToken().onPath("/authenticate").times(1));
    client.authorization(client.authenticate(services).path("AuthToken").asText());

    HttpResponse<String> response = client.post(LIST, "{}");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("expired");
  }

  @Test
  void factories_withImpossibleValues_refuseThem() {
    assertThatThrownBy(() -> ServiceFault.status(200)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ServiceFault.htmlPage(600)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ServiceFault.emptyBody().times(0))
        .isInstanceOf(InvalidInputException.class);
  }

  private HttpResponse<Void> impatientPost() throws IOException, InterruptedException {
    HttpRequest request =
        client
            .request(LIST)
            .timeout(Duration.ofMillis(200))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return client.http().send(request, HttpResponse.BodyHandlers.discarding());
  }

  /** What a client sees that reads from the socket itself. */
  private String rawPost(String path, String body) throws IOException {
    URI url = services.httpUrl().orElseThrow();
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      String request =
          "POST /v1"
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: "
              + token
              + "\r\nContent-Length: "
              + body.length()
              + "\r\nConnection: close\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] received = socket.getInputStream().readAllBytes();
      if (received.length == 0) {
        throw new EOFException("Nothing came");
      }
      return new String(received, StandardCharsets.US_ASCII);
    }
  }
}
