package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ProfileSettings;
import io.github.thingseal.testkit.ServiceEvent;
import io.github.thingseal.testkit.Sighting;
import io.github.thingseal.testkit.SimulatedAccessKey;
import io.github.thingseal.testkit.SimulatedCertificateProfile;
import io.github.thingseal.testkit.SimulatedDeviceProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The state of the service as JSON, secrets and all, for its file. */
final class LedgerJson {
  /** Is counted up when what is written changes. */
  static final int VERSION = 1;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String NUMBER = "number";
  private static final String LAST = "last";
  private static final String ENTRIES = "entries";

  private LedgerJson() {}

  static ObjectNode write(Ledger ledger) {
    String vendorSecret = ledger.vendorSecret().expose(Base64.getEncoder()::encodeToString);
    ObjectNode json = JSON.objectNode().put("version", VERSION).put("vendorSecret", vendorSecret);
    write(ledger.accessKeys(), json.putObject("accessKeys"), LedgerJson::write);
    write(ledger.profiles(), json.putObject("profiles"), LedgerJson::write);
    write(ledger.whitelist(), json.putObject("whitelist"), (uid, to) -> to.put("uid", uid.hex()));
    write(ledger.devices(), json.putObject("devices"), DeviceJson::write);
    write(ledger.clones(), json.putObject("clones"), LedgerJson::write);
    write(ledger.suspicions(), json.putObject("suspicions"), LedgerJson::write);
    write(ledger.authorities(), json.putObject("authorities"), CertificateJson::write);
    write(
        ledger.certificateProfiles(),
        json.putObject("certificateProfiles"),
        CertificateJson::write);
    write(ledger.events(), json.putObject("events"), LedgerJson::write);
    return json;
  }

  static Ledger read(JsonNode json) {
    requireVersion(json);
    Ledger ledger = new Ledger(SecretBytes.fromBase64(text(json, "vendorSecret")));
    read(
        ledger.accessKeys(),
        object(json, "accessKeys"),
        LedgerJson::readAccessKey,
        key -> key.info().key());
    read(
        ledger.profiles(),
        object(json, "profiles"),
        LedgerJson::readProfile,
        SimulatedDeviceProfile::uid);
    read(
        ledger.whitelist(),
        object(json, "whitelist"),
        uid -> RotPublicUid.of(text(uid, "uid")),
        uid -> uid);
    read(ledger.devices(), object(json, "devices"), DeviceJson::read, Device::uid);
    read(ledger.clones(), object(json, "clones"), LedgerJson::readSighting, Sightings::key);
    read(ledger.suspicions(), object(json, "suspicions"), LedgerJson::readSighting, Sightings::key);
    read(
        ledger.authorities(),
        object(json, "authorities"),
        CertificateJson::readAuthority,
        PrivateAuthority::uid);
    read(
        ledger.certificateProfiles(),
        object(json, "certificateProfiles"),
        CertificateJson::readProfile,
        SimulatedCertificateProfile::profile);
    read(ledger.events(), object(json, "events"), LedgerJson::readEvent, ServiceEvent::position);
    return ledger;
  }

  private static void requireVersion(JsonNode json) {
    if (json.path("version").asInt() != VERSION) {
      throw new PermanentException(
          "it is not of version " + VERSION + ", which this service reads and writes");
    }
  }

  private static <V> void write(
      Register<?, V> register, ObjectNode json, BiConsumer<V, ObjectNode> write) {
    json.put(LAST, register.last());
    ArrayNode entries = json.putArray(ENTRIES);
    register
        .numbered()
        .forEach((number, value) -> write.accept(value, entries.addObject().put(NUMBER, number)));
  }

  private static <K, V> void read(
      Register<K, V> register, JsonNode json, Function<JsonNode, V> read, Function<V, K> key) {
    for (JsonNode entry : json.path(ENTRIES)) {
      V value = read.apply(entry);
      register.restore(number(entry, NUMBER), key.apply(value), value);
    }
    register.continueAfter(number(json, LAST));
  }

  private static void write(StoredAccessKey key, ObjectNode json) {
    String secret = key.secret().expose(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    json.put("key", key.info().key())
        .put("secret", secret)
        .put("name", key.info().name())
        .put("createdAt", key.info().createdAt().toString());
  }

  private static StoredAccessKey readAccessKey(JsonNode json) {
    return new StoredAccessKey(
        new SimulatedAccessKey(text(json, "key"), text(json, "name"), instant(json, "createdAt")),
        SecretBytes.takeFrom(text(json, "secret").getBytes(StandardCharsets.US_ASCII)));
  }

  private static void write(SimulatedDeviceProfile profile, ObjectNode json) {
    ProfileSettings settings = profile.settings();
    json.put("uid", profile.uid().value())
        .put("name", settings.name())
        .put("heartbeatSeconds", settings.heartbeatPeriod().toSeconds())
        .put("pricePlan", settings.pricePlan().wireName())
        .put("whitelistRequired", settings.whitelistRequired());
    DeviceJson.write(settings.features(), json.putArray("features"));
  }

  private static SimulatedDeviceProfile readProfile(JsonNode json) {
    return new SimulatedDeviceProfile(
        DeviceProfileUid.of(text(json, "uid")),
        ProfileSettings.named(text(json, "name"))
            .features(DeviceJson.readFeatures(json.path("features")))
            .heartbeatPeriod(Duration.ofSeconds(number(json, "heartbeatSeconds")))
            .pricePlan(DeviceJson.readPlan(json))
            .whitelistRequired(json.path("whitelistRequired").asBoolean())
            .build());
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
        instant(json, "detectedAt"),
        (int) number(json, "attempts"));
  }

  private static void write(ServiceEvent event, ObjectNode json) {
    json.put("type", event.type()).put("at", event.at().toString()).put("detail", event.detail());
    event.device().ifPresent(uid -> json.put("uid", uid.hex()));
  }

  private static ServiceEvent readEvent(JsonNode json) {
    return new ServiceEvent(
        number(json, NUMBER),
        text(json, "type"),
        instant(json, "at"),
        json.has("uid") ? Optional.of(RotPublicUid.of(text(json, "uid"))) : Optional.empty(),
        text(json, "detail"));
  }

  static JsonNode object(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isObject()) {
      throw missing(name);
    }
    return value;
  }

  static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      throw missing(name);
    }
    return value.textValue();
  }

  static long number(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.canConvertToLong()) {
      throw missing(name);
    }
    return value.longValue();
  }

  static Instant instant(JsonNode json, String name) {
    return Instant.parse(text(json, name));
  }

  private static PermanentException missing(String name) {
    return new PermanentException("its field " + name + " is missing or of another type");
  }
}
