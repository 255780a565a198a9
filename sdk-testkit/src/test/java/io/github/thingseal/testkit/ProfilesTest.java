package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilesTest {
  private final SimulatedServices services =
      SimulatedServices.builder().portalOverRest(true).start();
  private final Portal portal = services.portal();
  private final RestClient client = RestClient.authenticated(services);

  @AfterEach
  void close() {
    services.close();
  }

  @Test
  void create_withEverything_isReadAsItWasMade() {
    JsonNode created =
        client.call(
            "/profile/create",
            "{\"Name\":\"Meters\",\"Features\":[\"E2EDataProtection\",\"LocalC2C\"],"
                + "\"HeartbeatSeconds\":86400,\"PricePlan\":\"Daily\","
                + "\"WhitelistPolicy\":\"Ignored\"}");

    String uid = created.path("DeviceProfileUID").asText();
    assertThat(uid).hasSize(22);
    assertThat(created.toString())
        .endsWith(
            "\"Name\":\"Meters\",\"Features\":[\"LocalC2C\",\"E2EDataProtection\"],"
                + "\"HeartbeatSeconds\":86400,\"PricePlan\":\"Daily\","
                + "\"WhitelistPolicy\":\"Ignored\"}");
    assertThat(client.call("/profile/get", "{\"DeviceProfileUID\":\"" + uid + "\"}"))
        .isEqualTo(created);
    assertThat(client.call("/profile/list", "{}").path("DeviceProfiles").get(1)).isEqualTo(created);
    assertThat(portal.profile(DeviceProfileUid.of(uid)).settings())
        .isEqualTo(
            ProfileSettings.named("Meters")
                .features(Set.of(DeviceFeature.LOCAL_C2C, DeviceFeature.E2E_DATA_PROTECTION))
                .heartbeatPeriod(Duration.ofDays(1))
                .pricePlan(SimulatedPricePlan.DAILY)
                .whitelistRequired(false)
                .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/profile/create | {} | Name is missing",
        "/profile/create | {\"Name\":\" \"} | Name is blank",
        "/profile/create | {\"Name\":\"\\uD800\"} | Name: ",
        "/certificate/authority/create | {\"Name\":\"\\u0000\"} | Name: ",
        "/profile/create | {\"Name\":\"a\",\"HeartbeatSeconds\":299} | HeartbeatSeconds must be",
        "/profile/create | {\"Name\":\"a\",\"HeartbeatSeconds\":300.5} | HeartbeatSeconds must be",
        "/profile/create | {\"Name\":\"a\",\"HeartbeatSeconds\":\"300\"} | HeartbeatSeconds must",
        "/profile/create | {\"Name\":\"a\",\"PricePlan\":\"Gold\"} | PricePlan must be one of Dev",
        "/profile/create | {\"Name\":\"a\",\"WhitelistPolicy\":\"No\"} | WhitelistPolicy must be",
        "/profile/create | {\"Name\":\"a\",\"Features\":\"ZTP\"} | Features must be a list",
        "/profile/get | {} | DeviceProfileUID is missing",
        "/profile/update | {\"DeviceProfileUID\":\"x\"} | Nothing is to be changed",
        "/profile/list | {\"Limit\":0} | Limit must be a whole number",
        "/profile/list | {\"Limit\":1001} | Limit must be a whole number",
        "/profile/list | {\"Cursor\":\"!\"} | Cursor was not issued by this service",
      })
  void field_thatIsMissingOrMalformed_isBadRequest(String path, String body, String message) {
    HttpResponse<String> response = client.post(path, body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(RestClient.json(response).path("message").asText()).startsWith(message);
  }

  @Test
  void number_withZerosBehindItsPoint_isWhole() {
    assertThat(client.post("/profile/list", "{\"Limit\":1.0}").statusCode()).isEqualTo(200);
  }

  @Test
  void profile_thatIsUnknown_isNotFoundWithoutRepeatingIt() {
    DeviceProfileUid unknown = DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz");
    String body = "{\"DeviceProfileUID\":\"" + unknown.value() + "\",\"Name\":\"a\"}";
    for (String path : new String[] {"/profile/get", "/profile/update"}) {
      assertThat(client.post(path, body).statusCode()).isEqualTo(404);
      assertThat(client.post(path, body).body()).doesNotContain(unknown.value());
    }
    assertThatThrownBy(() -> portal.profile(unknown)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void update_touchesOnlyDevicesThatAreAssignedLater() {
    TestDevice early = TestDevice.owned(services);
    String before = client.post("/device/get", early.json()).body();

    JsonNode updated =
        client.call(
            "/profile/update",
            "{\"DeviceProfileUID\":\""
                + services.deviceProfile().value()
                + "\",\"Features\":[\"ZTP\"],\"HeartbeatSeconds\":3600,\"PricePlan\":\"Daily\","
                + "\"WhitelistPolicy\":\"Ignored\"}");

    assertThat(updated.path("Name").asText()).isEqualTo("First profile");
    assertThat(client.post("/device/get", early.json()).body()).isEqualTo(before);
    assertThat(early.heartbeat().features()).hasSize(DeviceFeature.values().length);
    TestDevice late = TestDevice.manufacture(services);
    late.bootstrap();
    Air.Answer answer = late.seal(services.deviceProfile());
    assertThat(answer.features()).containsExactly(DeviceFeature.ZTP);
    assertThat(answer.heartbeatPeriod()).isEqualTo(Duration.ofHours(1));
    assertThat(portal.device(late.uid()).active().pricePlan()).isEqualTo(SimulatedPricePlan.DAILY);
  }

  @Test
  void whitelistPolicy_thatIsIgnoredLater_leavesTheBlacklistedOnesWhereTheyAre() {
    TestDevice device = TestDevice.manufacture(services);
    device.bootstrap();
    device.seal(services.deviceProfile());
    ProfileSettings settings = portal.profile(services.deviceProfile()).settings();

    portal.updateProfile(
        services.deviceProfile(), settings.toBuilder().whitelistRequired(false).build());

    assertThat(device.heartbeat().features()).isEmpty();
    assertThat(portal.device(device.uid()).state()).isEqualTo(SimulatedDeviceState.ALLOCATED);
    assertThat(client.call("/device/unblock", device.json()).path("State").asText())
        .isEqualTo("OWNED");
    assertThat(device.heartbeat().features()).hasSize(DeviceFeature.values().length);
  }

  @Test
  void settings_thatAreOutOfRange_areRefused() {
    for (ProfileSettings.Builder settings :
        new ProfileSettings.Builder[] {
          ProfileSettings.named(" "),
          ProfileSettings.named("x".repeat(129)),
          ProfileSettings.named("a").heartbeatPeriod(Duration.ofSeconds(299)),
          ProfileSettings.named("a").heartbeatPeriod(Duration.ofDays(366))
        }) {
      assertThatThrownBy(settings::build).isInstanceOf(InvalidInputException.class);
    }
  }
}
