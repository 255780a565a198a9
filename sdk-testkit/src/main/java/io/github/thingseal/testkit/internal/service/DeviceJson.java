package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.DeviceSettings;
import io.github.thingseal.testkit.SimulatedPricePlan;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** A device as JSON, for the file of the service. */
final class DeviceJson {
  private DeviceJson() {}

  static void write(Device device, ObjectNode json) {
    json.put("uid", device.uid().hex())
        .put("owner", device.owner().hex())
        .put("bootstrappedAt", device.bootstrappedAt().toString());
    device.lastHeartbeatAt().ifPresent(time -> json.put("lastHeartbeatAt", time.toString()));
    device
        .claim()
        .ifPresent(
            claim ->
                json.putObject("claim")
                    .put("profile", claim.profile().value())
                    .put("serial", claim.serial().value())
                    .put("blacklisted", claim.blacklisted()));
    write(device.active(), json.putObject("active"));
    write(device.requested(), json.putObject("requested"));
    CertificateJson.write(device, json);
  }

  static Device read(JsonNode json) {
    Device device =
        new Device(
            RotPublicUid.of(LedgerJson.text(json, "uid")),
            new Air.Instance(LedgerJson.text(json, "owner")),
            LedgerJson.instant(json, "bootstrappedAt"));
    if (json.has("lastHeartbeatAt")) {
      device.heartbeatAt(LedgerJson.instant(json, "lastHeartbeatAt"));
    }
    if (json.has("claim")) {
      JsonNode claim = json.path("claim");
      device.claim(
          new Device.Claim(
              DeviceProfileUid.of(LedgerJson.text(claim, "profile")),
              DeviceSerialNumber.of(LedgerJson.text(claim, "serial")),
              claim.path("blacklisted").asBoolean()));
    }
    device.restore(readSettings(LedgerJson.object(json, "active")));
    device.request(readSettings(LedgerJson.object(json, "requested")));
    CertificateJson.read(json, device);
    return device;
  }

  private static void write(DeviceSettings settings, ObjectNode json) {
    json.put("heartbeatSeconds", settings.heartbeatPeriod().toSeconds())
        .put("pricePlan", settings.pricePlan().wireName())
        .put("keySet", settings.keySet());
    write(settings.features(), json.putArray("features"));
  }

  private static DeviceSettings readSettings(JsonNode json) {
    return new DeviceSettings(
        readFeatures(json.path("features")),
        Duration.ofSeconds(LedgerJson.number(json, "heartbeatSeconds")),
        readPlan(json),
        (int) LedgerJson.number(json, "keySet"));
  }

  static SimulatedPricePlan readPlan(JsonNode json) {
    return SimulatedPricePlan.ofWireName(LedgerJson.text(json, "pricePlan"))
        .orElseThrow(() -> new PermanentException("it has a price plan that is unknown"));
  }

  static void write(Set<DeviceFeature> features, ArrayNode json) {
    features.stream().map(DeviceFeature::wireName).sorted().forEach(json::add);
  }

  static Set<DeviceFeature> readFeatures(JsonNode json) {
    Set<DeviceFeature> features = EnumSet.noneOf(DeviceFeature.class);
    json.forEach(name -> DeviceFeature.ofWireName(name.asText()).ifPresent(features::add));
    return features;
  }
}
