package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
  private static final String LIST = "/device/list";

  private final TurnedClock clock = new TurnedClock();
  private final SimulatedServices services = SimulatedServices.builder().clock(clock).start();
  private final RestClient client = RestClient.trusting(services);

  @AfterEach
  void close() {
    services.close();
  }

  @Test
  void authenticate_withTheCredentials_answersTheTwoTokensAndNothingElse() {
    HttpResponse<String> response = client.post("/authenticate", RestClient.credentials(services));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
    assertThat(response.body())
        .matches("\\{\"AuthToken\":\"[\\w-]+\\.[\\w-]+\\.[\\w-]+\",\"RefreshToken\":\"[^\"]+\"\\}");
  }

  @Test
  void credentials_always_haveTheShapesOfTheSample() {
    assertThat(services.accessKey())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(RestClient.secret(services)).matches("[A-Za-z0-9]{32}");
    assertThat(services.deviceProfile().value()).matches("[A-Za-z0-9]{22}");
  }

  @Test
  void authToken_always_looksLikeTheSample() throws IOException {
    String[] parts = client.authenticate(services).path("AuthToken").asText().split("\\.", -1);
    JsonNode header = decode(parts[0]);
    JsonNode claims = decode(parts[1]);

    assertThat(header.fieldNames()).toIterable().containsExactly("kid", "alg");
    assertThat(header.path("alg").asText()).isEqualTo("RS256");
    assertThat(claims.fieldNames())
        .toIterable()
        .containsExactly(
            "sub",
            "aud",
            "event_id",
            "token_use",
            "auth_time",
            "iss",
            "cognito:username",
            "exp",
            "iat");
    assertThat(claims.path("token_use").asText()).isEqualTo("id");
    assertThat(claims.path("iat").asLong()).isEqualTo(clock.instant().getEpochSecond());
    assertThat(claims.path("auth_time")).isEqualTo(claims.path("iat"));
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    assertThat(Base64.getUrlDecoder().decode(parts[2])).hasSize(256);
    assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
        .contains("\"iss\":\"https:\\/\\/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "bearer "})
  void businessCall_withTokenBareOrAsBearer_isAnswered(String scheme) {
    String token = client.authenticate(services).path("AuthToken").asText();
    client.authorization(scheme + token);

    assertThat(client.post(LIST, "{}").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "a.b.c", "Bearer", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="})
  void businessCall_withoutToken_isUnauthorized(String authorization) {
    client.authorization(authorization);

    assertUnauthorized("Unauthorized");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void businessCall_withOnePartOfTheTokenAltered_isUnauthorized(int part) {
    String[] parts = client.authenticate(services).path("AuthToken").asText().split("\\.", -1);
    char old = parts[part].charAt(10);
    parts[part] =
        parts[part].substring(0, 10) + (old == 'A' ? 'B' : 'A') + parts[part].substring(11);
    client.authorization(String.join(".", parts));

    assertUnauthorized("Unauthorized");
  }

  @Test
  void businessCall_withTokenOfAnotherService_isUnauthorized() {
    try (SimulatedServices other = SimulatedServices.start()) {
      client.authorization(
          RestClient.trusting(other).authenticate(other).path("AuthToken").asText());
    }

    assertUnauthorized("Unauthorized");
  }

  @Test
  void businessCall_whenTheHourIsOver_saysThatTheTokenHasExpired() {
    client.authorization(client.authenticate(services).path("AuthToken").asText());
    clock.turn(Duration.ofSeconds(3599));
    assertThat(client.post(LIST, "{}").statusCode()).isEqualTo(200);

    clock.turn(Duration.ofSeconds(1));

    assertUnauthorized("The incoming token has expired");
  }

  @Test
  void businessCall_afterTokensWereExpiredByHand_isUnauthorizedUntilANewOneIsFetched() {
    client.authorization(client.authenticate(services).path("AuthToken").asText());
    services.expireTokens();
    assertUnauthorized("The incoming token has expired");

    client.authorization(client.authenticate(services).path("AuthToken").asText());

    assertThat(client.post(LIST, "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void authenticate_withWrongKeyOrSecret_isUnauthorizedAndRepeatsNeither() {
    String secret = RestClient.secret(services);
    HttpResponse<String> wrongKey =
        client.post("/authenticate", "{\"APIKey\":\"other\",\"APISecret\":\"" + secret + "\"}");
    HttpResponse<String> wrongSecret =
        client.post(
            "/authenticate",
            "{\"APIKey\":\"" + services.accessKey() + "\",\"APISecret\":\"guessed\"}");

    assertThat(wrongKey.statusCode()).isEqualTo(401);
    assertThat(wrongSecret.statusCode()).isEqualTo(401);
    assertThat(wrongKey.body()).isEqualTo("{\"message\":\"Not Authorized\"}");
    assertThat(wrongSecret.body()).isEqualTo(wrongKey.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"APIKey\":\"k\"}",
        "{\"APISecret\":\"s\"}",
        "{\"APIKey\":\" \",\"APISecret\":\"s\"}",
        "{\"APIKey\":\"k\",\"APISecret\":\"\"}",
        "{\"APIKey\":null,\"APISecret\":\"s\"}",
        "{\"APIKey\":1,\"APISecret\":\"s\"}"
      })
  void authenticate_withFieldMissingOrBlank_isBadRequestThatNamesTheField(String body) {
    HttpResponse<String> response = client.post("/authenticate", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(RestClient.json(response).path("message").asText())
        .matches("API(Key|Secret) (is missing|is blank|must be a string)");
  }

  @Test
  void authenticate_withMalformedBody_doesNotRepeatIt() {
    HttpResponse<String> response =
        client.post("/authenticate", "{\"APISecret\":nqnazbOMuKAalu9KZwHKyN7tnJua96ki}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("not JSON").doesNotContain("nqnaz");
  }

  @Test
  void answer_hasADateByTheClockOfTheService() {
    assertThat(client.post(LIST, "{}").headers().firstValue("Date"))
        .contains("Sun, 22 Nov 2026 12:00:00 GMT");
  }

  private void assertUnauthorized(String message) {
    HttpResponse<String> response = client.post(LIST, "{}");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).isEqualTo("{\"message\":\"" + message + "\"}");
  }

  private static JsonNode decode(String part) throws IOException {
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
  }
}
