package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.RootOfTrust;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The operations that need a token, by their paths. */
final class Operations {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Cloud cloud;
  private final Map<String, Function<RequestBody, ObjectNode>> byPath;

  Operations(Cloud cloud) {
    this.cloud = cloud;
    this.byPath =
        Map.ofEntries(
            Map.entry("/e2e/uplink/protectionparameters/get", this::uplink),
            Map.entry("/e2e/downlink/protectionparameters/get", this::downlink),
            Map.entry("/psk/get", this::psk),
            Map.entry("/device/get", this::device),
            Map.entry("/device/list", this::devices),
            Map.entry("/device/clone/get", body -> clones()),
            Map.entry("/device/suspicious/get", body -> suspicious()),
            Map.entry("/device/feature/activate", this::activate),
            Map.entry("/device/feature/deactivate", this::deactivate),
            Map.entry("/device/feature/get", this::features),
            Map.entry("/whitelist/add", this::whitelistAdd),
            Map.entry("/whitelist/remove", this::whitelistRemove),
            Map.entry("/whitelist/list", body -> whitelist()));
  }

  boolean knows(String path) {
    return byPath.containsKey(path);
  }

  ObjectNode answer(String path, RequestBody body) {
    Function<RequestBody, ObjectNode> operation = byPath.get(path);
    if (operation == null) {
      throw Refusal.notFound("Not Found");
    }
    return cloud.exclusively(() -> operation.apply(body));
  }

  private ObjectNode uplink(RequestBody body) {
    KeyIdentity identity = keyIdentity(body.text("EncryptedHeader"), body.hex("EncryptedHeader"));
    Device device =
        cloud
            .maker(identity.toBytes())
            .orElseThrow(
                () -> Refusal.notFound("No known module made EncryptedHeader " + identity));
    require(device, DeviceFeature.E2E_DATA_PROTECTION);
    try (RootOfTrust root = cloud.rootOfTrust(device);
        ProtectionParameters parameters = root.uplink(identity)) {
      return parameters(parameters);
    }
  }

  private ObjectNode downlink(RequestBody body) {
    Device device = known(body.uid());
    require(device, DeviceFeature.E2E_DATA_PROTECTION);
    try (RootOfTrust root = cloud.rootOfTrust(device);
        ProtectionParameters parameters = root.downlink(fresh(root, device))) {
      return parameters(parameters).put("EncryptedHeader", parameters.keyIdentity().hex());
    }
  }

  private KeyIdentity fresh(RootOfTrust root, Device device) {
    return root.newKeyIdentity(E2eVersion.V1, device.keySet(), cloud.random());
  }

  private ObjectNode psk(RequestBody body) {
    byte[] identity = body.hex("PSKIdentity");
    if (identity.length > PskIdentity.MAX_LENGTH_BYTES) {
      throw Refusal.badRequest("PSKIdentity must be 1 to 32 bytes, but has " + identity.length);
    }
    PskIdentity pskIdentity = PskIdentity.of(identity);
    Device device = cloud.maker(identity).orElseThrow(() -> unknownIdentity(pskIdentity));
    require(device, DeviceFeature.SYMMETRIC_KMS);
    try (RootOfTrust root = cloud.rootOfTrust(device);
        Psk psk = root.psk(pskIdentity)) {
      return JSON.objectNode()
          .put("PSK", base64(psk.key()))
          .put("ROTPublicUID", device.uid().hex());
    } catch (InvalidInputException e) {
      throw unknownIdentity(pskIdentity);
    }
  }

  private static Refusal unknownIdentity(PskIdentity identity) {
    return Refusal.notFound("No known module made PSKIdentity " + identity);
  }

  private ObjectNode device(RequestBody body) {
    return describe(known(body.uid()));
  }

  private ObjectNode devices(RequestBody body) {
    Optional<DeviceProfileUid> wanted = body.profile();
    ArrayNode list = JSON.arrayNode();
    for (Device device : cloud.devices()) {
      if (wanted.isEmpty() || wanted.equals(device.claim().map(Device.Claim::profile))) {
        list.add(describe(device));
      }
    }
    return JSON.objectNode().set("Devices", list);
  }

  private ObjectNode clones() {
    ArrayNode list = JSON.arrayNode();
    for (Sighting clone : cloud.clones()) {
      list.addObject()
          .put("ROTPublicUID", clone.uid().hex())
          .put("DetectedAt", clone.detectedAt().toString())
          .put("Attempts", clone.attempts());
    }
    return JSON.objectNode().set("Devices", list);
  }

  private ObjectNode suspicious() {
    ArrayNode list = JSON.arrayNode();
    for (Sighting suspicion : cloud.suspicions()) {
      list.addObject()
          .put("ROTPublicUID", suspicion.uid().hex())
          .put("DetectedAt", suspicion.detectedAt().toString())
          .put("Reason", suspicion.reason());
    }
    return JSON.objectNode().set("Devices", list);
  }

  private ObjectNode activate(RequestBody body) {
    RotPublicUid uid = body.uid();
    Set<DeviceFeature> features = body.features();
    Device device = switchable(uid);
    features.addAll(device.requested());
    cloud.request(device, features);
    return JSON.objectNode();
  }

  private ObjectNode deactivate(RequestBody body) {
    RotPublicUid uid = body.uid();
    Set<DeviceFeature> unwanted = body.features();
    Device device = switchable(uid);
    Set<DeviceFeature> features = EnumSet.noneOf(DeviceFeature.class);
    features.addAll(device.requested());
    features.removeAll(unwanted);
    cloud.request(device, features);
    return JSON.objectNode();
  }

  private ObjectNode features(RequestBody body) {
    Device device = assigned(body.uid());
    ArrayNode list = JSON.arrayNode();
    for (DeviceFeature feature : DeviceFeature.values()) {
      list.addObject()
          .put("Name", feature.wireName())
          .put("Active", device.active().contains(feature))
          .put("Requested", device.requested().contains(feature));
    }
    return JSON.objectNode().set("Features", list);
  }

  private ObjectNode whitelistAdd(RequestBody body) {
    cloud.whitelist(body.uids());
    return JSON.objectNode();
  }

  private ObjectNode whitelistRemove(RequestBody body) {
    cloud.unlist(body.uids());
    return JSON.objectNode();
  }

  private ObjectNode whitelist() {
    ArrayNode list = JSON.arrayNode();
    for (RotPublicUid uid : cloud.whitelist()) {
      list.add(uid.hex());
    }
    return JSON.objectNode().set("ROTPublicUIDs", list);
  }

  private Device known(RotPublicUid uid) {
    return cloud
        .device(uid)
        .orElseThrow(() -> Refusal.notFound("No device " + uid + " has bootstrapped"));
  }

  private Device assigned(RotPublicUid uid) {
    Device device = known(uid);
    requireAssigned(device);
    return device;
  }

  /** Only the portal can unblock a blacklisted device. */
  private Device switchable(RotPublicUid uid) {
    Device device = assigned(uid);
    if (device.blacklisted()) {
      throw Refusal.forbidden("Device " + uid + " is blacklisted");
    }
    return device;
  }

  private static void require(Device device, DeviceFeature feature) {
    requireAssigned(device);
    if (!device.active().contains(feature)) {
      throw Refusal.forbidden(
          "DeviceFeature " + feature.wireName() + " is not active on device " + device.uid());
    }
  }

  private static void requireAssigned(Device device) {
    if (device.claim().isEmpty()) {
      throw Refusal.notFound(
          "Device " + device.uid() + " has bootstrapped but is not sealed to a device profile");
    }
  }

  private static KeyIdentity keyIdentity(String text, byte[] header) {
    boolean fits =
        header.length > 0
            && List.of(E2eVersion.values()).stream()
                .anyMatch(
                    version ->
                        ((header[0] >> 4) & 0xF) == version.nibble()
                            && header.length == version.keyIdentityBytes());
    if (!fits) {
      throw Refusal.badRequest(
          "EncryptedHeader must be 32 hexadecimal digits beginning with 1, or 22 beginning with 2,"
              + " but is \""
              + text
              + "\"");
    }
    return KeyIdentity.of(header);
  }

  private static ObjectNode parameters(ProtectionParameters parameters) {
    return JSON.objectNode()
        .put("Nonce", base64(parameters.nonce()))
        .put("MACLength", parameters.macLengthBits())
        .put("CipherSuite", parameters.cipherSuite())
        .put("Key", base64(parameters.key()))
        .put("ROTPublicUID", parameters.rotPublicUidText());
  }

  private static ObjectNode describe(Device device) {
    ObjectNode json = JSON.objectNode().put("ROTPublicUID", device.uid().hex());
    device
        .claim()
        .ifPresent(
            claim ->
                json.put("DeviceProfileUID", claim.profile().value())
                    .put("SerialNumber", claim.serial().value()));
    json.put("State", device.state().name())
        .put("Blacklisted", device.blacklisted())
        .put("BootstrappedAt", device.bootstrappedAt().toString());
    device.lastHeartbeatAt().ifPresent(time -> json.put("LastHeartbeatAt", time.toString()));
    return json;
  }

  private static String base64(SecretBytes secret) {
    return secret.expose(Base64.getEncoder()::encodeToString);
  }
}
