package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testkit.Air.Verdict;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plans gate services, and the Developer plan the number of devices. */
class PricePlansTest {
  private static final Set<DeviceFeature> SERVICES =
      Set.of(DeviceFeature.SYMMETRIC_KMS, DeviceFeature.E2E_DATA_PROTECTION);

  private final SimulatedServices services =
      SimulatedServices.builder()
          .pricePlan(SimulatedPricePlan.DEVELOPER)
          .whitelistRequired(false)
          .start();
  private final Portal portal = services.portal();
  private final RestClient client = RestClient.authenticated(services);

  @AfterEach
  void close() {
    services.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = SimulatedPricePlan.class,
      names = {"NONE"},
      mode = EnumSource.Mode.EXCLUDE)
  void plan_ofTheVendor_hasTheServices(SimulatedPricePlan plan) {
    assertThat(owned(plan).heartbeat().features()).containsAll(SERVICES);
  }

  @Test
  void planNone_hasTheFeaturesWithoutTheServices_andSaysSo() {
    TestDevice device = owned(SimulatedPricePlan.NONE);

    assertThat(portal.device(device.uid()).active().features())
        .hasSize(4)
        .doesNotContainAnyElementsOf(SERVICES);
    assertThat(feature(device, "SymmetricKMS"))
        .isEqualTo(
            "{\"Name\":\"SymmetricKMS\",\"Active\":false,\"Requested\":true,\"Available\":false}");
    assertThat(feature(device, "ZTP"))
        .isEqualTo("{\"Name\":\"ZTP\",\"Active\":true,\"Requested\":true,\"Available\":true}");
  }

  @Test
  void activate_ofAServiceThatThePlanLacks_isRefusedByCode() {
    TestDevice device = owned(SimulatedPricePlan.NONE);

    HttpResponse<String> refused = activate(device, "SymmetricKMS");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(RestClient.json(refused).path("Code").asText()).isEqualTo("NotInPlan");
    assertThat(RestClient.json(refused).path("message").asText()).contains("SymmetricKMS");
    assertThat(activate(device, "ZTP").statusCode()).isEqualTo(200);
    assertThat(update(device, "\"Features\":[\"E2EDataProtection\"]").body()).contains("NotInPlan");
    assertThatThrownBy(() -> portal.setFeatures(device.uid(), SERVICES))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("None");
  }

  @Test
  void plan_thatIsChangedLater_countsAtTheNextHeartbeat() {
    TestDevice device = owned(SimulatedPricePlan.NONE);

    HttpResponse<String> updated = update(device, "\"PricePlan\":\"Flex\"");

    assertThat(RestClient.json(updated).path("PricePlan").asText()).isEqualTo("Flex");
    assertThat(portal.device(device.uid()).active().pricePlan()).isEqualTo(SimulatedPricePlan.NONE);
    assertThat(portal.device(device.uid()).active().features())
        .doesNotContainAnyElementsOf(SERVICES);
    assertThat(device.heartbeat().features()).containsAll(SERVICES);
    portal.setPricePlan(device.uid(), SimulatedPricePlan.NONE);
    assertThat(portal.device(device.uid()).active().features()).containsAll(SERVICES);
    assertThat(device.heartbeat().features()).doesNotContainAnyElementsOf(SERVICES);
  }

  @Test
  void developerPlan_ofTheEleventhDevice_isRefusedUntilThereIsRoom() {
    TestDevice first = developer();
    for (int i = 2; i <= 10; i++) {
      developer();
    }
    TestDevice eleventh = TestDevice.manufacture(services);
    eleventh.bootstrap();

    assertThat(eleventh.seal(services.deviceProfile()).verdict()).isEqualTo(Verdict.REJECTED);

    assertThat(portal.device(eleventh.uid()).state()).isEqualTo(SimulatedDeviceState.BOOTSTRAPPED);
    ServiceEvent last = portal.events().get(portal.events().size() - 1);
    assertThat(last.type()).isEqualTo("ClaimRejected");
    assertThat(last.detail()).contains("Developer");
    HttpResponse<String> seal = seal(eleventh);
    assertThat(seal.statusCode()).isEqualTo(409);
    assertThat(RestClient.json(seal).path("Code").asText()).isEqualTo("DeviceLimit");
    TestDevice other = owned(SimulatedPricePlan.FLEX);
    assertThat(update(other, "\"PricePlan\":\"Developer\"").body()).contains("DeviceLimit");
    assertThat(update(first, "\"HeartbeatSeconds\":3600").statusCode()).isEqualTo(200);

    assertThat(update(first, "\"PricePlan\":\"Daily\"").statusCode()).isEqualTo(200);

    assertThat(eleventh.seal(services.deviceProfile()).verdict()).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void developerPlan_doesNotCountWhatIsBlacklisted_untilItIsUnblocked() {
    for (int i = 1; i <= 10; i++) {
      developer();
    }
    TestDevice blacklisted = TestDevice.manufacture(services);
    blacklisted.bootstrap();
    SimulatedDeviceProfile strict =
        portal.createProfile(
            ProfileSettings.named("s").pricePlan(SimulatedPricePlan.DEVELOPER).build());
    assertThat(blacklisted.seal(strict.uid()).verdict()).isEqualTo(Verdict.ACCEPTED);

    assertThatThrownBy(() -> portal.unblock(blacklisted.uid()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("10 active devices");
  }

  private TestDevice developer() {
    TestDevice device = TestDevice.manufacture(services);
    device.bootstrap();
    assertThat(device.seal(services.deviceProfile()).verdict()).isEqualTo(Verdict.ACCEPTED);
    return device;
  }

  private TestDevice owned(SimulatedPricePlan plan) {
    SimulatedDeviceProfile profile =
        portal.createProfile(
            ProfileSettings.named("other").pricePlan(plan).whitelistRequired(false).build());
    TestDevice device = TestDevice.manufacture(services);
    device.bootstrap();
    device.seal(profile.uid());
    return device;
  }

  private HttpResponse<String> activate(TestDevice device, String feature) {
    return client.post(
        "/device/feature/activate",
        "{\"ROTPublicUID\":\"" + device.uid() + "\",\"Features\":[\"" + feature + "\"]}");
  }

  private HttpResponse<String> update(TestDevice device, String change) {
    return client.post(
        "/device/update", "{\"ROTPublicUID\":\"" + device.uid() + "\"," + change + "}");
  }

  private HttpResponse<String> seal(TestDevice device) {
    return client.post(
        "/device/seal",
        "{\"ROTPublicUID\":\""
            + device.uid()
            + "\",\"DeviceProfileUID\":\""
            + services.deviceProfile().value()
            + "\",\"SerialNumber\":\"1\"}");
  }

  private String feature(TestDevice device, String name) {
    for (JsonNode feature : client.call("/device/feature/get", device.json()).path("Features")) {
      if (feature.path("Name").asText().equals(name)) {
        return feature.toString();
      }
    }
    throw new AssertionError(name);
  }
}
