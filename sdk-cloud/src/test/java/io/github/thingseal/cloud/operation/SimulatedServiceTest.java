package io.github.thingseal.cloud.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedServices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Holds the simulated service, which is written without it, against the document: what operations
 * are asked and what they answer in all states of devices, without the client.
 */
class SimulatedServiceTest {
  private static final ServiceDocument DOCUMENT = ServiceDocument.standard();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MediaType TYPE = MediaType.get("application/json");

  private final SimulatedServices services =
      SimulatedServices.builder().httpPort(0).portalOverRest(true).start();
  private final OkHttpClient client = new OkHttpClient();
  private final String profile =
      "\"DeviceProfileUID\":\"" + services.deviceProfile().value() + "\"";
  private String token = "";
  private String refreshToken = "";

  @AfterEach
  void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
    services.close();
  }

  @Test
  void operations_askAndAnswerAsTheDocumentSays() {
    signIn();
    RotPublicUid owned = device("i");
    RotPublicUid unclaimed = device("i");
    RotPublicUid unlisted = device("i");
    services.air().bootstrap(owned, new Air.Instance("clone"), 1);
    services.air().heartbeat(owned, new Air.Instance("clone"));

    accessKeysAndProfiles();
    devices(owned, unclaimed, unlisted);
    certificates(owned);
    protection(owned);
    events();
  }

  @Test
  void portalOnly_isWhatTheServiceHasOnlyWhereItIsAllowed() throws IOException {
    signIn();
    try (SimulatedServices strict = SimulatedServices.builder().httpPort(0).start()) {
      for (var path : DOCUMENT.root().path("paths").properties()) {
        Response response = post(strict, path.getKey(), "{}");
        response.close();
        boolean portalOnly = path.getValue().path("post").path("x-portal-only").asBoolean();
        assertThat(response.code() == 404).as(path.getKey()).isEqualTo(portalOnly);
      }
    }
  }

  private void signIn() {
    JsonNode tokens =
        call(
            "/authenticate",
            "{\"APIKey\":\"" + services.accessKey() + "\",\"APISecret\":\"" + secret() + "\"}");
    token = tokens.path("AuthToken").asText();
    refreshToken = tokens.path("RefreshToken").asText();
    call("/authenticate/refresh", "{}");
  }

  private void accessKeysAndProfiles() {
    JsonNode key = call("/accesskey/create", "{\"Name\":\"gateway\"}");
    call("/accesskey/list", "{}");
    call("/accesskey/delete", "{\"APIKey\":\"" + key.path("APIKey").asText() + "\"}");
    call(
        "/profile/create",
        "{\"Name\":\"Meters\",\"Features\":[\"ZTP\"],\"HeartbeatSeconds\":86400,"
            + "\"PricePlan\":\"Developer\",\"WhitelistPolicy\":\"Ignored\"}");
    call("/profile/get", "{" + profile + "}");
    call("/profile/list", "{\"Limit\":1}");
    call("/profile/update", "{" + profile + ",\"Name\":\"Gauges\"}");
  }

  private void devices(RotPublicUid owned, RotPublicUid unclaimed, RotPublicUid unlisted) {
    String uids = "{\"ROTPublicUIDs\":[\"" + owned + "\",\"" + unclaimed + "\"]}";
    call("/whitelist/add", uids);
    call("/whitelist/list", "{\"Limit\":1}");
    for (RotPublicUid uid : new RotPublicUid[] {owned, unlisted}) {
      call("/device/seal", "{" + uid(uid) + "," + profile + ",\"SerialNumber\":\"1\"}");
      services.air().heartbeat(uid, new Air.Instance("i"));
    }
    for (RotPublicUid uid : new RotPublicUid[] {owned, unclaimed, unlisted}) {
      call("/device/get", "{" + uid(uid) + "}");
    }
    for (String state : new String[] {"BOOTSTRAPPED", "ALLOCATED", "OWNED", "REJECTED"}) {
      String body = "{\"State\":\"" + state + "\"}";
      assertThat(call("/device/list", body).path("Devices")).as(state).hasSize(1);
    }
    assertThat(call("/device/list", "{\"Limit\":1}").has("NextCursor")).isTrue();
    call("/device/unblock", "{" + uid(unlisted) + "}");
    call(
        "/device/update", "{" + uid(owned) + ",\"HeartbeatSeconds\":3600,\"PricePlan\":\"Daily\"}");
    call("/device/feature/deactivate", "{" + uid(owned) + ",\"Features\":[\"LocalC2C\"]}");
    call("/device/feature/activate", "{" + uid(owned) + ",\"Features\":[\"LocalC2C\"]}");
    call("/device/feature/get", "{" + uid(owned) + "}");
    assertThat(call("/device/clone/get", "{}").path("Devices")).hasSize(1);
    assertThat(call("/device/suspicious/get", "{}").path("Devices")).hasSize(1);
    call("/whitelist/remove", uids);
  }

  private void certificates(RotPublicUid owned) {
    JsonNode made = call("/certificate/authority/create", "{\"Name\":\"CA\",\"ValidityDays\":9}");
    assertThat(call("/certificate/authority/list", "{}").path("CertificateAuthorities")).hasSize(2);
    call("/certificate/profile/get", "{" + profile + "}");
    call(
        "/certificate/profile/update",
        "{"
            + profile
            + ",\"CertificateAuthorityUID\":\""
            + made.path("CertificateAuthorityUID").asText()
            + "\",\"ValidityDays\":7,\"Subject\":\"CN={uid}\"}");
    services.air().heartbeat(owned, new Air.Instance("i"));
    assertThat(call("/certificate/list", "{" + uid(owned) + "}").path("Certificates")).hasSize(1);
  }

  private void protection(RotPublicUid owned) {
    try (RootOfTrust root = services.rootOfTrust(owned)) {
      String header = root.newKeyIdentity(E2eVersion.V1, 0, new SecureRandom()).hex();
      String identity = root.newPskIdentity(PskSize.BYTES_32, 0, new SecureRandom()).hex();
      call("/e2e/uplink/protectionparameters/get", "{\"EncryptedHeader\":\"" + header + "\"}");
      call("/psk/get", "{\"PSKIdentity\":\"" + identity + "\"}");
    }
    call("/e2e/downlink/protectionparameters/get", "{" + uid(owned) + "}");
    call("/e2e/keyset/rotate", "{" + uid(owned) + "}");
  }

  private void events() {
    String position = call("/event/list", "{\"Limit\":2}").path("Position").asText();
    call("/event/list", "{\"After\":\"" + position + "\"}");
  }

  private RotPublicUid device(String instance) {
    try (RootOfTrust root = services.manufacture()) {
      for (int phase = 1; phase <= Air.BOOTSTRAP_PHASES; phase++) {
        services.air().bootstrap(root.uid(), new Air.Instance(instance), phase);
      }
      return root.uid();
    }
  }

  private String secret() {
    try (SecretBytes secret = services.accessSecret()) {
      return secret.expose(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }
  }

  private static String uid(RotPublicUid uid) {
    return "\"ROTPublicUID\":\"" + uid + "\"";
  }

  private JsonNode call(String path, String body) {
    String operation = DOCUMENT.operationAt(path);
    assertThat(DOCUMENT.faultsOfRequest(operation, body)).as(path + " " + body).isEmpty();
    try (Response response = post(services, path, body)) {
      String answer = response.body().string();
      assertThat(response.code()).as(path + " " + answer).isEqualTo(200);
      assertThat(DOCUMENT.faultsOfAnswer(operation, answer)).as(path + " " + answer).isEmpty();
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  private Response post(SimulatedServices to, String path, String body) throws IOException {
    return client
        .newCall(
            new Request.Builder()
                .url(to.httpUrl().orElseThrow() + path)
                .header("Authorization", token)
                .header("Refresh", refreshToken)
                .post(RequestBody.create(body, TYPE))
                .build())
        .execute();
  }
}
