package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.DeviceFeature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The state of the service as JSON, secrets and all, for its file. */
final class LedgerJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private LedgerJson() {}

  static ObjectNode write(Ledger ledger) {
    String vendorSecret = ledger.vendorSecret().expose(Base64.getEncoder()::encodeToString);
    String accessSecret = ledger.account().accessSecret().expose(LedgerJson::ascii);
    ObjectNode json =
        JSON.objectNode()
            .put("vendorSecret", vendorSecret)
            .put("accessKey", ledger.account().accessKey())
            .put("accessSecret", accessSecret);
    ArrayNode profiles = json.putArray("profiles");
    ledger.profiles().values().forEach(profile -> write(profile, profiles.addObject()));
    ArrayNode whitelist = json.putArray("whitelist");
    ledger.whitelist().forEach(uid -> whitelist.add(uid.hex()));
    ArrayNode devices = json.putArray("devices");
    ledger.devices().values().forEach(device -> write(device, devices.addObject()));
    ArrayNode clones = json.putArray("clones");
    ledger.clones().values().forEach(clone -> write(clone, clones.addObject()));
    ArrayNode suspicions = json.putArray("suspicions");
    ledger.suspicions().values().forEach(event -> write(event, suspicions.addObject()));
    return json;
  }

  static Ledger read(JsonNode json) {
    Account account =
        new Account(
            text(json, "accessKey"),
            SecretBytes.takeFrom(text(json, "accessSecret").getBytes(StandardCharsets.US_ASCII)));
    Ledger ledger = new Ledger(SecretBytes.fromBase64(text(json, "vendorSecret")), account);
    json.path("profiles").forEach(profile -> ledger.add(readProfile(profile)));
    json.path("whitelist").forEach(uid -> ledger.whitelist().add(RotPublicUid.of(uid.asText())));
    json.path("devices").forEach(device -> ledger.add(readDevice(device)));
    json.path("clones").forEach(clone -> ledger.addClone(readSighting(clone)));
    json.path("suspicions").forEach(event -> ledger.addSuspicion(readSighting(event)));
    return ledger;
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static void write(Profile profile, ObjectNode json) {
    json.put("uid", profile.uid().value()).put("whitelistRequired", profile.whitelistRequired());
    write(profile.features(), json.putArray("features"));
  }

  private static Profile readProfile(JsonNode json) {
    return new Profile(
        DeviceProfileUid.of(text(json, "uid")),
        readFeatures(json.path("features")),
        json.path("whitelistRequired").asBoolean());
  }

  private static void write(Device device, ObjectNode json) {
    json.put("uid", device.uid().hex())
        .put("owner", device.owner().hex())
        .put("bootstrappedAt", device.bootstrappedAt().toString())
        .put("keySet", device.keySet())
        .put("requestedKeySet", device.requestedKeySet());
    device.lastHeartbeatAt().ifPresent(time -> json.put("lastHeartbeatAt", time.toString()));
    device
        .claim()
        .ifPresent(
            claim ->
                json.putObject("claim")
                    .put("profile", claim.profile().value())
                    .put("serial", claim.serial().value())
                    .put("blacklisted", claim.blacklisted()));
    write(device.active(), json.putArray("active"));
    write(device.requested(), json.putArray("requested"));
  }

  private static Device readDevice(JsonNode json) {
    Device device =
        new Device(
            RotPublicUid.of(text(json, "uid")),
            new Air.Instance(text(json, "owner")),
            Instant.parse(text(json, "bootstrappedAt")));
    if (json.has("lastHeartbeatAt")) {
      device.heartbeatAt(Instant.parse(text(json, "lastHeartbeatAt")));
    }
    if (json.has("claim")) {
      JsonNode claim = json.path("claim");
      device.claim(
          new Device.Claim(
              DeviceProfileUid.of(text(claim, "profile")),
              DeviceSerialNumber.of(text(claim, "serial")),
              claim.path("blacklisted").asBoolean()));
    }
    device.restore(readFeatures(json.path("active")), json.path("keySet").asInt());
    device.request(readFeatures(json.path("requested")));
    device.requestKeySet(json.path("requestedKeySet").asInt());
    return device;
  }

  private static void write(Sighting sighting, ObjectNode json) {
    json.put("uid", sighting.uid().hex())
        .put("reason", sighting.reason())
        .put("detectedAt", sighting.detectedAt().toString())
        .put("attempts", sighting.attempts());
  }

  private static Sighting readSighting(JsonNode json) {
    return new Sighting(
        RotPublicUid.of(text(json, "uid")),
        text(json, "reason"),
        Instant.parse(text(json, "detectedAt")),
        json.path("attempts").asInt());
  }

  private static void write(Collection<DeviceFeature> features, ArrayNode json) {
    features.forEach(feature -> json.add(feature.wireName()));
  }

  private static Set<DeviceFeature> readFeatures(JsonNode json) {
    Set<DeviceFeature> features = EnumSet.noneOf(DeviceFeature.class);
    json.forEach(name -> DeviceFeature.ofWireName(name.asText()).ifPresent(features::add));
    return features;
  }

  static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      throw new PermanentException("its field " + name + " is missing");
    }
    return value.textValue();
  }
}
