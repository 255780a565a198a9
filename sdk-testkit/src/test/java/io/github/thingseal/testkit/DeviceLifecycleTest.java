package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.testkit.Air.Verdict;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceLifecycleTest {
  private static final Set<DeviceFeature> ALL = EnumSet.allOf(DeviceFeature.class);

  private final TurnedClock clock = new TurnedClock();
  private final SimulatedServices services = SimulatedServices.builder().clock(clock).start();
  private final RestClient client = RestClient.authenticated(services);
  private final TestDevice device = TestDevice.manufacture(services);

  @AfterEach
  void close() {
    services.close();
  }

  @Test
  void device_beforeItsBootstrap_isNotFound() {
    services.whitelist(device.uid());

    assertThat(client.post("/device/get", device.json()).statusCode()).isEqualTo(404);
    assertThat(client.call("/device/list", "{}").path("Devices")).isEmpty();
  }

  @Test
  void bootstrap_ofUnsealedDevice_leavesItBootstrappedWithoutFeatures() {
    services.whitelist(device.uid());

    assertThat(device.bootstrap()).isEqualTo(new Air.Answer(Verdict.ACCEPTED, Set.of(), 0));

    assertThat(client.post("/device/get", device.json()).body())
        .isEqualTo(
            "{\"ROTPublicUID\":\""
                + device.uid()
                + "\",\"State\":\"BOOTSTRAPPED\",\"Blacklisted\":false,"
                + "\"BootstrappedAt\":\"2026-11-22T12:00:00Z\"}");
  }

  @Test
  void seal_ofWhitelistedDevice_makesItOwnedWithTheFeaturesOfItsProfile() {
    services.whitelist(device.uid());
    device.bootstrap();

    assertThat(device.seal(services.deviceProfile())).isEqualTo(answer(ALL));

    assertThat(client.post("/device/get", device.json()).body())
        .isEqualTo(
            "{\"ROTPublicUID\":\""
                + device.uid()
                + "\",\"DeviceProfileUID\":\""
                + services.deviceProfile().value()
                + "\",\"SerialNumber\":\"357862090123456\",\"State\":\"OWNED\","
                + "\"Blacklisted\":false,\"BootstrappedAt\":\"2026-11-22T12:00:00Z\","
                + "\"HeartbeatSeconds\":604800,\"PricePlan\":\"Flex\"}");
  }

  @Test
  void seal_ofDeviceThatIsNotListed_allocatesItBlacklistedWithoutFeatures() {
    device.bootstrap();

    assertThat(device.seal(services.deviceProfile())).isEqualTo(answer(Set.of()));

    JsonNode json = client.call("/device/get", device.json());
    assertThat(json.path("State").asText()).isEqualTo("ALLOCATED");
    assertThat(json.path("Blacklisted").asBoolean()).isTrue();
    assertThat(activeFeatures()).isEmpty();
  }

  @Test
  void seal_inTheService_ofDeviceThatIsNotListed_allocatesItBlacklisted() {
    device.bootstrap();

    JsonNode sealed =
        client.call(
            "/device/seal",
            "{\"ROTPublicUID\":\""
                + device.uid()
                + "\",\"DeviceProfileUID\":\""
                + services.deviceProfile().value()
                + "\",\"SerialNumber\":\"1\"}");

    assertThat(sealed.path("State").asText()).isEqualTo("ALLOCATED");
    assertThat(sealed.path("Blacklisted").asBoolean()).isTrue();
    assertThat(device.heartbeat().features()).isEmpty();
    assertThat(device.heartbeat().seal()).isPresent();
  }

  @Test
  void seal_whenListedBetweenTheTwoStages_makesItOwned() {
    device.bootstrap();
    client.call("/whitelist/add", "{\"ROTPublicUIDs\":[\"" + device.uid() + "\"]}");

    assertThat(device.seal(services.deviceProfile()).features()).isEqualTo(ALL);
  }

  @Test
  void whitelist_afterTheDeviceWasAssigned_changesNothing() {
    device.bootstrap();
    device.seal(services.deviceProfile());
    client.call("/whitelist/add", "{\"ROTPublicUIDs\":[\"" + device.uid() + "\"]}");
    device.bootstrap();
    device.seal(services.deviceProfile());
    device.heartbeat();
    assertThat(state()).isEqualTo("ALLOCATED");

    services.portal().unblock(device.uid());
    client.call("/whitelist/remove", "{\"ROTPublicUIDs\":[\"" + device.uid() + "\"]}");
    device.heartbeat();

    assertThat(state()).isEqualTo("OWNED");
    assertThat(activeFeatures()).hasSize(ALL.size());
  }

  @Test
  void seal_toProfileThatIgnoresTheWhitelist_makesItOwnedWithItsFeatures() {
    DeviceProfileUid open = profile(Set.of(DeviceFeature.SYMMETRIC_KMS));
    device.bootstrap();

    assertThat(device.seal(open).features()).containsExactly(DeviceFeature.SYMMETRIC_KMS);
    assertThat(state()).isEqualTo("OWNED");
  }

  @Test
  void seal_toUnknownProfile_isRejectedAndLeavesTheDeviceUnsealed() {
    device.bootstrap();

    assertThat(device.seal(DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz")).verdict())
        .isEqualTo(Verdict.REJECTED);
    assertThat(state()).isEqualTo("BOOTSTRAPPED");
  }

  @Test
  void seal_repeatedAfterALostAnswer_isAcceptedAgain_butToNothingElse() {
    services.whitelist(device.uid());
    device.bootstrap();
    device.seal(services.deviceProfile());
    DeviceProfileUid other = profile(ALL);

    assertThat(device.seal(services.deviceProfile()).verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(device.seal(other).verdict()).isEqualTo(Verdict.REJECTED);
    assertThat(
            services
                .air()
                .seal(
                    device.uid(),
                    device.instance(),
                    services.deviceProfile(),
                    DeviceSerialNumber.of("other"))
                .verdict())
        .isEqualTo(Verdict.REJECTED);
  }

  @Test
  void blacklistedDevice_isUnblockedThroughThePortalOnly() {
    device.bootstrap();
    device.seal(services.deviceProfile());
    services.whitelist(device.uid());
    assertThat(device.heartbeat().features()).isEmpty();
    assertThat(toggle("activate", "ZTP").statusCode()).isEqualTo(403);

    services.portal().unblock(device.uid());

    assertThat(activeFeatures()).isEmpty();
    assertThat(device.heartbeat().features()).isEqualTo(ALL);
    assertThat(state()).isEqualTo("OWNED");
    assertThat(services.portal().unblock(device.uid()).state())
        .isEqualTo(SimulatedDeviceState.OWNED);
  }

  @Test
  void heartbeat_ofADevice_isRemembered() {
    device.bootstrap();
    turn(Duration.ofDays(7));

    device.heartbeat();

    assertThat(client.call("/device/get", device.json()).path("LastHeartbeatAt").asText())
        .isEqualTo("2026-11-29T12:00:00Z");
  }

  @Test
  void features_switchedThroughTheApi_areInForceFromTheNextHeartbeat() {
    services.whitelist(device.uid());
    device.bootstrap();
    device.seal(services.deviceProfile());

    assertThat(toggle("deactivate", "LocalC2C").body()).isEqualTo("{}");
    assertThat(feature("LocalC2C"))
        .isEqualTo(
            "{\"Name\":\"LocalC2C\",\"Active\":true,\"Requested\":false,\"Available\":true}");

    assertThat(device.heartbeat().features()).doesNotContain(DeviceFeature.LOCAL_C2C).hasSize(5);
    assertThat(feature("LocalC2C"))
        .isEqualTo(
            "{\"Name\":\"LocalC2C\",\"Active\":false,\"Requested\":false,\"Available\":true}");

    toggle("activate", "LocalC2C");
    assertThat(feature("LocalC2C"))
        .isEqualTo(
            "{\"Name\":\"LocalC2C\",\"Active\":false,\"Requested\":true,\"Available\":true}");
    assertThat(device.heartbeat().features()).isEqualTo(ALL);
  }

  @Test
  void features_ofUnsealedDevice_areNotFound() {
    device.bootstrap();

    assertThat(toggle("activate", "ZTP").statusCode()).isEqualTo(404);
    assertThat(client.post("/device/feature/get", device.json()).body())
        .contains("not sealed to a device profile");
  }

  @Test
  void feature_thatIsUnknown_isBadRequestThatNamesTheKnown() {
    HttpResponse<String> response = toggle("activate", "Teleport");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("Teleport").contains("LocalC2CKeyPairing");
  }

  @Test
  void clone_secondToBootstrap_isRejectedListedAndCounted() {
    TestDevice clone = device.copy();
    assertThat(clone.phase(1).verdict()).isEqualTo(Verdict.ACCEPTED);
    device.bootstrap();

    assertThat(clone.phase(2).verdict()).isEqualTo(Verdict.REJECTED);
    turn(Duration.ofHours(1));
    assertThat(clone.phase(1).verdict()).isEqualTo(Verdict.REJECTED);

    assertThat(client.post("/device/clone/get", "{}").body())
        .isEqualTo(
            "{\"Devices\":[{\"ROTPublicUID\":\""
                + device.uid()
                + "\",\"DetectedAt\":\"2026-11-22T12:00:00Z\",\"Attempts\":2}]}");
    assertThat(services.portal().clones())
        .containsExactly(new Sighting(device.uid(), "", Instant.parse("2026-11-22T12:00:00Z"), 2));
    assertThat(services.portal().suspiciousDevices()).isEmpty();
    assertThat(client.post("/device/suspicious/get", "{}").body()).isEqualTo("{\"Devices\":[]}");
    assertThat(device.heartbeat().verdict()).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void bootstrap_afterItsLastAnswerWasLost_isNoClone() {
    device.bootstrap();

    assertThat(device.bootstrap().verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(client.call("/device/clone/get", "{}").path("Devices")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void bootstrap_thatDoesNotBeginWithItsFirstPhase_isNotAnswered(int phase) {
    assertThat(device.phase(phase).verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(client.call("/device/list", "{}").path("Devices")).isEmpty();
  }

  @Test
  void bootstrap_begunFiveTimes_isSuspicious() {
    for (int start = 1; start <= 4; start++) {
      device.phase(1);
      device.phase(2);
    }
    assertThat(client.call("/device/suspicious/get", "{}").path("Devices")).isEmpty();

    device.bootstrap();

    assertSuspicious("RepeatedBootstrap");
  }

  @Test
  void heartbeat_ofUnknownInstance_isRejectedAndSuspicious() {
    device.bootstrap();

    assertThat(device.copy().heartbeat().verdict()).isEqualTo(Verdict.REJECTED);

    assertSuspicious("HeartbeatOfUnknownInstance");
  }

  @Test
  void seal_withoutBootstrap_isRejectedAndSuspicious() {
    assertThat(device.seal(services.deviceProfile()).verdict()).isEqualTo(Verdict.REJECTED);

    assertSuspicious("SealOfUnknownInstance");
  }

  @Test
  void air_whenItDoesNotCarry_leavesEverythingAsItWas() {
    services.airReachable(false);
    assertThat(device.phase(1).verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(device.seal(services.deviceProfile()).verdict()).isEqualTo(Verdict.UNREACHABLE);
    assertThat(device.heartbeat().verdict()).isEqualTo(Verdict.UNREACHABLE);

    services.airReachable(true);

    assertThat(device.bootstrap().verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(client.call("/device/suspicious/get", "{}").path("Devices")).isEmpty();
  }

  @Test
  void rotateKeys_ofUnknownDevice_isRefused() {
    assertThatThrownBy(() -> services.portal().rotateKeys(device.uid()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(device.uid().hex());
  }

  @Test
  void list_byProfile_hasOnlyItsDevices() {
    TestDevice owned = TestDevice.owned(services);
    device.bootstrap();
    String wanted = "{\"DeviceProfileUID\":\"" + services.deviceProfile().value() + "\"}";

    assertThat(client.call("/device/list", "{}").path("Devices")).hasSize(2);
    assertThat(client.call("/device/list", wanted).path("Devices")).hasSize(1);
    assertThat(client.call("/device/list", wanted).at("/Devices/0/ROTPublicUID").asText())
        .isEqualTo(owned.uid().hex());
    assertThat(
            client
                .call("/device/list", "{\"DeviceProfileUID\":\"AgbCtixjwqLjwV3VWpfPyz\"}")
                .path("Devices"))
        .isEmpty();
  }

  @Test
  void whitelist_addListRemove_keepsItsOrder() {
    String both = "{\"ROTPublicUIDs\":[\"0A04F008003C9623\",\"0002000005b52001\"]}";

    assertThat(client.post("/whitelist/add", both).body()).isEqualTo("{}");
    assertThat(client.post("/whitelist/list", "{}").body())
        .isEqualTo("{\"ROTPublicUIDs\":[\"0a04f008003c9623\",\"0002000005b52001\"]}");
    assertThat(
            client.post("/whitelist/remove", "{\"ROTPublicUIDs\":[\"0a04f008003c9623\"]}").body())
        .isEqualTo("{}");
    assertThat(client.post("/whitelist/list", "{}").body())
        .isEqualTo("{\"ROTPublicUIDs\":[\"0002000005b52001\"]}");
  }

  @Test
  void whitelistAdd_withOneMalformedUid_addsNone() {
    HttpResponse<String> response =
        client.post("/whitelist/add", "{\"ROTPublicUIDs\":[\"0a04f008003c9623\",\"0a04\"]}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\\\"0a04\\\"").contains("16 hexadecimal digits");
    assertThat(client.call("/whitelist/list", "{}").path("ROTPublicUIDs")).isEmpty();
  }

  private DeviceProfileUid profile(Set<DeviceFeature> features) {
    return services
        .portal()
        .createProfile(
            ProfileSettings.named("Other").features(features).whitelistRequired(false).build())
        .uid();
  }

  private Air.Answer answer(Set<DeviceFeature> features) {
    return new Air.Answer(Verdict.ACCEPTED, features, 0)
        .withSeal(new Air.Seal(services.deviceProfile(), TestDevice.SERIAL));
  }

  /** Tokens do not live so long. */
  private void turn(Duration by) {
    clock.turn(by);
    client.authorization(client.authenticate(services).path("AuthToken").asText());
  }

  private String state() {
    return client.call("/device/get", device.json()).path("State").asText();
  }

  private HttpResponse<String> toggle(String verb, String feature) {
    return client.post(
        "/device/feature/" + verb,
        "{\"ROTPublicUID\":\"" + device.uid() + "\",\"Features\":[\"" + feature + "\"]}");
  }

  private Set<String> activeFeatures() {
    return StreamSupport.stream(features().spliterator(), false)
        .filter(feature -> feature.path("Active").asBoolean())
        .map(feature -> feature.path("Name").asText())
        .collect(Collectors.toSet());
  }

  private String feature(String name) {
    return StreamSupport.stream(features().spliterator(), false)
        .filter(feature -> feature.path("Name").asText().equals(name))
        .findFirst()
        .orElseThrow()
        .toString();
  }

  private JsonNode features() {
    return client.call("/device/feature/get", device.json()).path("Features");
  }

  private void assertSuspicious(String reason) {
    assertThat(services.portal().suspiciousDevices())
        .extracting(Sighting::uid, Sighting::reason)
        .containsExactly(tuple(device.uid(), reason));
    assertThat(client.post("/device/suspicious/get", "{}").body())
        .isEqualTo(
            "{\"Devices\":[{\"ROTPublicUID\":\""
                + device.uid()
                + "\",\"DetectedAt\":\"2026-11-22T12:00:00Z\",\"Reason\":\""
                + reason
                + "\"}]}");
  }
}
