package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.ProfileSettings;
import io.github.thingseal.testkit.RegisteredDevice;
import io.github.thingseal.testkit.ServiceEvent;
import io.github.thingseal.testkit.Sighting;
import io.github.thingseal.testkit.SimulatedAccessKey;
import io.github.thingseal.testkit.SimulatedCertificateAuthority;
import io.github.thingseal.testkit.SimulatedCertificateProfile;
import io.github.thingseal.testkit.SimulatedDeviceProfile;
import io.github.thingseal.testkit.SimulatedDeviceState;
import io.github.thingseal.testkit.internal.certificates.KeyedCertificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the service says, in its JSON. */
final class Wire {
  static final String REQUIRED = "Required";
  static final String IGNORED = "Ignored";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Wire() {}

  static ObjectNode empty() {
    return JSON.objectNode();
  }

  /** One field that is a list, and where the next page begins if there is one. */
  static <V> ObjectNode page(String field, Page<V> page, Function<V, ObjectNode> write) {
    ObjectNode json = list(field, page.entries(), write);
    page.next().ifPresent(cursor -> json.put("NextCursor", cursor));
    return json;
  }

  static <V> ObjectNode list(String field, Iterable<V> values, Function<V, ObjectNode> write) {
    ArrayNode list = JSON.arrayNode();
    values.forEach(value -> list.add(write.apply(value)));
    return JSON.objectNode().set(field, list);
  }

  static ObjectNode accessKey(SimulatedAccessKey key) {
    return JSON.objectNode()
        .put("APIKey", key.key())
        .put("Name", key.name())
        .put("CreatedAt", key.createdAt().toString());
  }

  static ObjectNode profile(SimulatedDeviceProfile profile) {
    ProfileSettings settings = profile.settings();
    ObjectNode json =
        JSON.objectNode()
            .put("DeviceProfileUID", profile.uid().value())
            .put("Name", settings.name());
    ArrayNode features = json.putArray("Features");
    inOrder(settings.features()).forEach(features::add);
    return json.put("HeartbeatSeconds", settings.heartbeatPeriod().toSeconds())
        .put("PricePlan", settings.pricePlan().wireName())
        .put("WhitelistPolicy", settings.whitelistRequired() ? REQUIRED : IGNORED);
  }

  static ObjectNode device(RegisteredDevice device) {
    ObjectNode json = JSON.objectNode().put("ROTPublicUID", device.uid().hex());
    device.profile().ifPresent(profile -> json.put("DeviceProfileUID", profile.value()));
    device.serial().ifPresent(serial -> json.put("SerialNumber", serial.value()));
    json.put("State", device.state().name())
        .put("Blacklisted", device.isBlacklisted())
        .put("BootstrappedAt", device.bootstrappedAt().toString());
    device.lastHeartbeatAt().ifPresent(time -> json.put("LastHeartbeatAt", time.toString()));
    if (device.state() != SimulatedDeviceState.BOOTSTRAPPED) {
      json.put("HeartbeatSeconds", device.requested().heartbeatPeriod().toSeconds())
          .put("PricePlan", device.requested().pricePlan().wireName());
    }
    return json;
  }

  /** A clone as a device. */
  static ObjectNode rejected(Sighting clone) {
    return JSON.objectNode()
        .put("ROTPublicUID", clone.uid().hex())
        .put("State", SimulatedDeviceState.REJECTED.name())
        .put("Blacklisted", false);
  }

  static ObjectNode features(RegisteredDevice device) {
    ArrayNode list = JSON.arrayNode();
    for (DeviceFeature feature : DeviceFeature.values()) {
      list.addObject()
          .put("Name", feature.wireName())
          .put("Active", device.active().features().contains(feature))
          .put("Requested", device.requested().features().contains(feature))
          .put("Available", device.requested().pricePlan().includes(feature));
    }
    ObjectNode json = JSON.objectNode().put("ROTPublicUID", device.uid().hex());
    return json.set("Features", list);
  }

  static ObjectNode clone(Sighting clone) {
    return JSON.objectNode()
        .put("ROTPublicUID", clone.uid().hex())
        .put("DetectedAt", clone.detectedAt().toString())
        .put("Attempts", clone.attempts());
  }

  static ObjectNode suspicion(Sighting suspicion) {
    return JSON.objectNode()
        .put("ROTPublicUID", suspicion.uid().hex())
        .put("DetectedAt", suspicion.detectedAt().toString())
        .put("Reason", suspicion.reason());
  }

  static ObjectNode event(ServiceEvent event) {
    ObjectNode json =
        JSON.objectNode()
            .put("Position", Long.toString(event.position()))
            .put("Type", event.type())
            .put("At", event.at().toString());
    event.device().ifPresent(uid -> json.put("ROTPublicUID", uid.hex()));
    return event.detail().isEmpty() ? json : json.put("Detail", event.detail());
  }

  static ObjectNode authority(SimulatedCertificateAuthority authority) {
    return JSON.objectNode()
        .put("CertificateAuthorityUID", authority.uid())
        .put("Name", authority.name())
        .put("Private", authority.isPrivate())
        .put("Certificate", KeyedCertificate.pem(authority.certificate()));
  }

  static ObjectNode certificateProfile(SimulatedCertificateProfile profile) {
    return JSON.objectNode()
        .put("DeviceProfileUID", profile.profile().value())
        .put("CertificateAuthorityUID", profile.authority())
        .put("ValidityDays", profile.validityDays())
        .put("Subject", profile.subject());
  }

  static ObjectNode certificate(X509Certificate certificate) {
    return JSON.objectNode()
        .put("SerialNumber", certificate.getSerialNumber().toString(16))
        .put("Subject", certificate.getSubjectX500Principal().getName())
        .put("Issuer", certificate.getIssuerX500Principal().getName())
        .put("NotBefore", certificate.getNotBefore().toInstant().toString())
        .put("NotAfter", certificate.getNotAfter().toInstant().toString())
        .put("Certificate", KeyedCertificate.pem(certificate));
  }

  static String base64(SecretBytes secret) {
    return secret.expose(Base64.getEncoder()::encodeToString);
  }

  /** The names of features, in one order. */
  static String names(Set<DeviceFeature> features) {
    return inOrder(features).collect(Collectors.joining(", "));
  }

  private static Stream<String> inOrder(Set<DeviceFeature> features) {
    return Arrays.stream(DeviceFeature.values())
        .filter(features::contains)
        .map(DeviceFeature::wireName);
  }
}
