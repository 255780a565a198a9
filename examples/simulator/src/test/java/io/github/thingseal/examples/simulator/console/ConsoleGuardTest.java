package io.github.thingseal.examples.simulator.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask the console for what. */
class ConsoleGuardTest {
  private final ConsoleRig rig = new ConsoleRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.evil.example:PORT",
        "127.0.0.1.evil.example:PORT",
        "127.0.0.1:PORT, evil.example"
      })
  void request_toAnyOtherName_isRefused(String name) {
    String host = "Host: " + name.replace("PORT", String.valueOf(rig.portNumber()));
    assertThat(rig.raw("GET / HTTP/1.1", host)).startsWith("HTTP/1.1 421 ");
    assertThat(rig.raw("GET /api/keys HTTP/1.1", host)).startsWith("HTTP/1.1 421 ");
  }

  @Test
  void request_withoutAHost_withTwo_orWithAnotherTarget_isRefused() {
    assertThat(rig.raw("GET / HTTP/1.0")).startsWith("HTTP/1.1 421 ");
    assertThat(rig.raw("GET / HTTP/1.1", rig.host(), "Host: evil.example"))
        .startsWith("HTTP/1.1 421 ");
    assertThat(rig.raw("GET http://evil.example/ HTTP/1.1", rig.host()))
        .startsWith("HTTP/1.1 421 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "[::1]"})
  void request_toLoopback_isAnswered(String name) {
    assertThat(rig.raw("GET / HTTP/1.1", "Host: " + name + ":" + rig.portNumber()))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, null",
    "Origin, https://127.0.0.1",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void request_ofAnotherSite_isRefused(String header, String value) {
    assertThat(rig.raw("GET / HTTP/1.1", rig.host(), header + ": " + value))
        .startsWith("HTTP/1.1 403 ");
    assertThat(
            rig.raw(
                "POST /api/session HTTP/1.1",
                rig.host(),
                "X-Console-Token: none",
                header + ": " + value))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void change_thatIsTypedIntoTheAddress_isRefused() {
    String[] typed = {"POST /api/session HTTP/1.1", rig.host(), "Sec-Fetch-Site: none"};
    assertThat(rig.raw(typed)).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void change_withoutTheTokenOfASession_isRefused() {
    String body = "{\"name\":\"x\"}";
    assertThat(rig.send("POST", "/api/keys/create", body).get("status").asInt()).isEqualTo(403);
    assertThat(
            rig.send("POST", "/api/keys/create", body, "X-Console-Token", "x")
                .get("status")
                .asInt())
        .isEqualTo(401);
    assertThat(rig.services.portal().accessKeys()).hasSize(1);
  }

  @Test
  void preflight_ofAnotherSite_isNotAnsweredWithPermission() {
    HttpResponse<String> answer =
        rig.exchange(
            "OPTIONS", "/api/keys/create", "", "Access-Control-Request-Headers", "X-Console-Token");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control"));
  }

  @Test
  void get_ofAChange_isRefused() {
    for (String path : List.of("keys/create", "modules/power-off", "whitelist/csv", "session")) {
      assertThat(rig.get("/api/" + path).get("status").asInt()).isEqualTo(405);
    }
    assertThat(rig.post("/api/keys", "").get("status").asInt()).isEqualTo(405);
    assertThat(rig.post("/", "").get("status").asInt()).isEqualTo(405);
  }

  @Test
  void session_isEndedByTheSeventeenth() {
    String path = "/api/service/no-faults";
    String first =
        rig.send("POST", "/api/session", "", "X-Console-Token", "").get("token").asText();
    assertThat(rig.send("POST", path, "{}", "X-Console-Token", first).get("status").asInt())
        .isEqualTo(200);
    for (int i = 0; i < Sessions.MAX; i++) {
      rig.send("POST", "/api/session", "", "X-Console-Token", "");
    }
    assertThat(rig.send("POST", path, "{}", "X-Console-Token", first).get("status").asInt())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console.css", "/console.js", "/icon.svg", "/api/keys", "/none"})
  void answer_alwaysHasThePolicy(String path) {
    HttpResponse<String> answer = rig.exchange("GET", path, "");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self';")
        .doesNotContain("unsafe", "*", "data:");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/none.js",
        "/Console.class",
        "/../console/index.html",
        "/%2e%2e/x.js",
        "//x.js",
        "/api/none"
      })
  void file_thatIsNotOfThePage_isNotFound(String path) {
    assertThat(rig.raw("GET " + path + " HTTP/1.1", rig.host())).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void body_thatIsTooLarge_orNoJson_isRefused() {
    String large = "x".repeat(3 * ConsoleHandler.MAX_BODY_BYTES);
    assertThat(rig.postText("/api/keys/create", large).get("status").asInt()).isEqualTo(413);
    assertThat(rig.send("POST", "/api/keys/create", large).get("status").asInt()).isEqualTo(403);
    for (String text : List.of("", "{", "[]", "{\"name\":7}", "{\"name\":null}")) {
      assertThat(rig.postText("/api/keys/create", text).get("status").asInt())
          .as(text)
          .isEqualTo(400);
    }
  }
}
