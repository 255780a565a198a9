package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.core.id.DeviceProfileUid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {
  private final SimulatedServices services =
      SimulatedServices.builder().clock(new TurnedClock()).start();
  private final Portal portal = services.portal();
  private final RestClient client = RestClient.authenticated(services);

  @AfterEach
  void close() {
    services.close();
  }

  @Test
  void life_ofADevice_isToldInOrder() {
    TestDevice device = TestDevice.owned(services);
    device.copy().phase(1);
    portal.rotateKeys(device.uid());
    portal.setFeatures(device.uid(), Set.of(DeviceFeature.ZTP));
    portal.setPricePlan(device.uid(), SimulatedPricePlan.NONE);
    device.heartbeat();
    device.heartbeat();
    device.copy().heartbeat();

    assertThat(types())
        .containsExactly(
            "Bootstrapped",
            "Claimed",
            "FeaturesChanged",
            "PricePlanChanged",
            "CloneRejected",
            "FeaturesChanged",
            "PricePlanChanged",
            "KeySetRotated",
            "Suspicious");
    assertThat(portal.events())
        .allSatisfy(event -> assertThat(event.device()).contains(device.uid()));
  }

  @Test
  void event_asJson_hasPositionTypeTimeDeviceAndDetail() {
    TestDevice device = TestDevice.owned(services);
    portal.rotateKeys(device.uid());
    device.heartbeat();

    JsonNode answer = client.call("/event/list", "{\"After\":\"4\"}");

    assertThat(answer.toString())
        .isEqualTo(
            "{\"Events\":[{\"Position\":\"5\",\"Type\":\"KeySetRotated\","
                + "\"At\":\"2026-11-22T12:00:00Z\",\"ROTPublicUID\":\""
                + device.uid()
                + "\",\"Detail\":\"Key set 1\"}],\"Position\":\"5\"}");
  }

  @Test
  void portal_leavesEventsOfTheAccount() {
    SimulatedDeviceProfile profile = portal.createProfile(ProfileSettings.named("Meters").build());
    portal.updateProfile(profile.uid(), ProfileSettings.named("Gauges").build());
    try (CreatedAccessKey key = portal.createAccessKey("gateway")) {
      portal.deleteAccessKey(key.accessKey().key());
    }

    assertThat(types())
        .containsExactly(
            "ProfileCreated", "ProfileUpdated", "AccessKeyCreated", "AccessKeyDeleted");
    assertThat(portal.events().toString())
        .contains("Meters", "Gauges", "gateway")
        .doesNotContain(profile.uid().value());
  }

  @Test
  void device_thatIsNotListedOrUnblocked_isAnEvent() {
    TestDevice device = TestDevice.manufacture(services);
    device.bootstrap();
    device.seal(DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz"));
    device.seal(services.deviceProfile());
    portal.unblock(device.uid());
    portal.unblock(device.uid());

    assertThat(types())
        .containsExactly(
            "Bootstrapped",
            "ClaimRejected",
            "Claimed",
            "WhitelistMiss",
            "PricePlanChanged",
            "Unblocked");
  }

  @Test
  void poll_fromPositionToPosition_seesEachEventOnce() {
    List<String> seen = new ArrayList<>();
    String position = "";
    for (int i = 0; i < 5; i++) {
      TestDevice.manufacture(services).bootstrap();
      String after = position.isEmpty() ? "" : "\"After\":\"" + position + "\",";
      JsonNode page = client.call("/event/list", "{" + after + "\"Limit\":2}");
      page.path("Events").forEach(event -> seen.add(event.path("Position").asText()));
      position = page.path("Position").asText(position);
    }
    assertThat(seen).containsExactly("1", "2", "3", "4", "5");
    assertThat(client.call("/event/list", "{\"After\":\"5\"}").toString())
        .isEqualTo("{\"Events\":[]}");
    assertThat(client.post("/event/list", "{\"After\":\"five\"}").statusCode()).isEqualTo(400);
  }

  @Test
  void events_beyondTheLastTenThousand_areForgotten_andPositionsGoOn() {
    for (int i = 0; i < 10_001; i++) {
      portal.updateProfile(services.deviceProfile(), ProfileSettings.named("p" + i).build());
    }

    assertThat(portal.events()).hasSize(10_000);
    assertThat(portal.events().get(0).position()).isEqualTo(2);
    assertThat(client.call("/event/list", "{\"Limit\":1}").path("Position").asText())
        .isEqualTo("2");
  }

  @Test
  void positions_afterARestart_goOn(@TempDir Path folder) {
    List<ServiceEvent> before;
    try (SimulatedServices stored = SimulatedServices.builder().storage(folder).start()) {
      TestDevice.owned(stored);
      before = stored.portal().events();
    }
    try (SimulatedServices stored = SimulatedServices.builder().storage(folder).start()) {
      assertThat(stored.portal().events()).isEqualTo(before);
      stored.portal().createAccessKey("next").close();
      assertThat(stored.portal().events().get(before.size()).position())
          .isEqualTo(before.size() + 1);
    }
  }

  private List<String> types() {
    return portal.events().stream().map(ServiceEvent::type).toList();
  }
}
