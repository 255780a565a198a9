package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.core.InvalidInputException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access keys, and what tokens are worth once a key is gone. */
class AccessKeysTest {
  private static final String LIST = "/device/list";

  private final TurnedClock clock = new TurnedClock();
  private final SimulatedServices services =
      SimulatedServices.builder().clock(clock).portalOverRest(true).start();
  private final Portal portal = services.portal();
  private final RestClient client = RestClient.authenticated(services);

  @AfterEach
  void close() {
    services.close();
  }

  @Test
  void create_showsTheSecretOnce_andSignsIn() {
    JsonNode created = client.call("/accesskey/create", "{\"Name\":\"gateway\"}");

    assertThat(created.path("Name").asText()).isEqualTo("gateway");
    assertThat(created.path("CreatedAt").asText()).isEqualTo("2026-11-22T12:00:00Z");
    assertThat(created.path("APISecret").asText()).matches("[0-9A-Za-z]{32}");
    assertThat(client.post("/accesskey/list", "{}").body())
        .contains("\"Name\":\"gateway\"")
        .contains(created.path("APIKey").asText())
        .doesNotContain("APISecret")
        .doesNotContain(created.path("APISecret").asText());
    assertThat(signIn(created).statusCode()).isEqualTo(200);
  }

  @Test
  void create_ofASixth_isRefusedByCode_andRoomIsMadeByDeleting() {
    for (int i = 2; i <= 5; i++) {
      portal.createAccessKey("key " + i).close();
    }

    HttpResponse<String> sixth = client.post("/accesskey/create", "{}");

    assertThat(sixth.statusCode()).isEqualTo(409);
    assertThat(RestClient.json(sixth).path("Code").asText()).isEqualTo("AccessKeyLimit");
    assertThatThrownBy(() -> portal.createAccessKey("sixth"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("5 access keys");
    portal.deleteAccessKey(portal.accessKeys().get(4).key());
    portal.createAccessKey("sixth").close();
    assertThat(portal.accessKeys())
        .hasSize(5)
        .last()
        .extracting(SimulatedAccessKey::name)
        .isEqualTo("sixth");
  }

  @Test
  void delete_refusesTokensAndSignInOfThatKeyOnly() {
    try (CreatedAccessKey key = portal.createAccessKey("other")) {
      String body =
          "{\"APIKey\":\"" + key.accessKey().key() + "\",\"APISecret\":\"" + secret(key) + "\"}";
      JsonNode tokens = client.call("/authenticate", body);
      RestClient other = RestClient.trusting(services);
      other.authorization(tokens.path("AuthToken").asText());
      assertThat(other.post(LIST, "{}").statusCode()).isEqualTo(200);

      client.call("/accesskey/delete", "{\"APIKey\":\"" + key.accessKey().key() + "\"}");

      assertThat(other.post(LIST, "{}").statusCode()).isEqualTo(401);
      assertThat(client.post("/authenticate", body).statusCode()).isEqualTo(401);
      assertThat(refresh(tokens.path("RefreshToken").asText()).statusCode()).isEqualTo(401);
      assertThat(client.post(LIST, "{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void delete_ofAKeyThatIsUnknown_isNotFound() {
    assertThat(client.post("/accesskey/delete", "{\"APIKey\":\"x\"}").statusCode()).isEqualTo(404);
    assertThatThrownBy(() -> portal.deleteAccessKey("x")).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void accessKey_ofTheServices_isTheOldestThatIsLeft() {
    String first = services.accessKey();
    portal.createAccessKey("second").close();
    portal.deleteAccessKey(first);
    assertThat(services.accessKey()).isEqualTo(portal.accessKeys().get(0).key());

    portal.deleteAccessKey(services.accessKey());

    assertThatThrownBy(services::accessSecret)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no access key");
  }

  @Test
  void refresh_inVirtualTime_givesATokenForThirtyDays() {
    String refreshToken = client.authenticate(services).path("RefreshToken").asText();
    clock.turn(Duration.ofDays(30).minusSeconds(1));
    assertThat(client.post(LIST, "{}").statusCode()).isEqualTo(401);

    HttpResponse<String> refreshed = refresh(refreshToken);

    assertThat(refreshed.statusCode()).isEqualTo(200);
    assertThat(RestClient.json(refreshed).fieldNames()).toIterable().containsExactly("AuthToken");
    client.authorization(RestClient.json(refreshed).path("AuthToken").asText());
    assertThat(client.post(LIST, "{}").statusCode()).isEqualTo(200);
    clock.turn(Duration.ofSeconds(1));
    assertThat(refresh(refreshToken).statusCode()).isEqualTo(401);
  }

  @Test
  void refresh_afterTokensWereExpiredByHand_stillWorks() {
    String refreshToken = client.authenticate(services).path("RefreshToken").asText();
    services.expireTokens();
    assertThat(client.post(LIST, "{}").statusCode()).isEqualTo(401);

    assertThat(refresh(refreshToken).statusCode()).isEqualTo(200);
  }

  @Test
  void refresh_withoutItsHeaderOrWithAnother_isRefused() {
    assertThat(client.post("/authenticate/refresh", "{}").body()).contains("Refresh is missing");
    assertThat(refresh("guessed").statusCode()).isEqualTo(401);
  }

  @Test
  void expiredToken_asAFault_hitsTheRefreshToo() {
    String refreshToken = client.authenticate(services).path("RefreshToken").asText();
    services.inject(ServiceFault.expiredToken().onPath("/authenticate/refresh"));

    client.authorization(RestClient.json(refresh(refreshToken)).path("AuthToken").asText());

    assertThat(client.post(LIST, "{}").body()).contains("expired");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/accesskey/list",
        "/accesskey/create",
        "/accesskey/delete",
        "/profile/create",
        "/device/unblock"
      })
  void portalOnlyOperation_unlessItIsAllowed_isAnUnknownPath(String path) {
    try (SimulatedServices strict = SimulatedServices.start()) {
      assertThat(RestClient.authenticated(strict).post(path, "{}").statusCode()).isEqualTo(404);
      assertThatThrownBy(() -> strict.inject(ServiceFault.status(500).onPath(path)))
          .isInstanceOf(InvalidInputException.class);
    }
    assertThat(client.post(path, "{}").statusCode()).isNotEqualTo(404);
  }

  @Test
  void secrets_areInNoToStringAndNoLog() {
    try (CreatedAccessKey key = portal.createAccessKey("other")) {
      client.call("/accesskey/list", "{}");
      refresh(client.authenticate(services).path("RefreshToken").asText());

      assertThat(key.toString()).doesNotContain(secret(key));
      assertThat(services.requests("/authenticate/refresh").get(0).header("refresh"))
          .contains("***");
    }
  }

  private static String secret(CreatedAccessKey key) {
    return key.secret().expose(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }

  private HttpResponse<String> signIn(JsonNode created) {
    return client.post(
        "/authenticate",
        "{\"APIKey\":\""
            + created.path("APIKey").asText()
            + "\",\"APISecret\":\""
            + created.path("APISecret").asText()
            + "\"}");
  }

  private HttpResponse<String> refresh(String token) {
    return client.send(
        client
            .request("/authenticate/refresh")
            .header("Refresh", token)
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build());
  }
}
