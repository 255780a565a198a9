package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.RootOfTrust;
import java.util.List;

/** End-to-end protection and pre-shared keys. */
final class ProtectionOperations {
  private final Cloud cloud;

  private ProtectionOperations(Cloud cloud) {
    this.cloud = cloud;
  }

  static void addTo(OperationTable table, Cloud cloud) {
    ProtectionOperations operations = new ProtectionOperations(cloud);
    table.add(
        "/e2e/uplink/protectionparameters/get",
        operations::uplink,
        "Nonce",
        "MACLength",
        "CipherSuite",
        "Key",
        "ROTPublicUID");
    table.add(
        "/e2e/downlink/protectionparameters/get",
        operations::downlink,
        "Nonce",
        "MACLength",
        "CipherSuite",
        "Key",
        "ROTPublicUID",
        "EncryptedHeader");
    table.add("/e2e/keyset/rotate", operations::rotate, "ROTPublicUID", "KeySet");
    table.add("/psk/get", operations::psk, "PSK", "ROTPublicUID");
  }

  private ObjectNode uplink(RequestBody body) {
    KeyIdentity identity = keyIdentity(body.text("EncryptedHeader"), body.hex("EncryptedHeader"));
    Device device =
        cloud
            .devices()
            .maker(identity.toBytes())
            .orElseThrow(
                () -> Refusal.notFound("No known module made EncryptedHeader " + identity));
    require(device, DeviceFeature.E2E_DATA_PROTECTION);
    try (RootOfTrust root = cloud.rootOfTrust(device.uid());
        ProtectionParameters parameters = root.uplink(identity)) {
      return parameters(parameters);
    }
  }

  private ObjectNode downlink(RequestBody body) {
    Device device = cloud.devices().known(body.uid());
    require(device, DeviceFeature.E2E_DATA_PROTECTION);
    try (RootOfTrust root = cloud.rootOfTrust(device.uid());
        ProtectionParameters parameters = root.downlink(fresh(root, device))) {
      return parameters(parameters).put("EncryptedHeader", parameters.keyIdentity().hex());
    }
  }

  private KeyIdentity fresh(RootOfTrust root, Device device) {
    return root.newKeyIdentity(E2eVersion.V1, device.active().keySet(), cloud.random());
  }

  private ObjectNode rotate(RequestBody body) {
    RotPublicUid uid = body.uid();
    int keySet = cloud.devices().rotateKeys(uid);
    return Wire.empty().put("ROTPublicUID", uid.hex()).put("KeySet", keySet);
  }

  private ObjectNode psk(RequestBody body) {
    byte[] identity = body.hex("PSKIdentity");
    if (identity.length > PskIdentity.MAX_LENGTH_BYTES) {
      throw Refusal.badRequest("PSKIdentity must be 1 to 32 bytes, but has " + identity.length);
    }
    PskIdentity pskIdentity = PskIdentity.of(identity);
    Device device = cloud.devices().maker(identity).orElseThrow(() -> unknownIdentity(pskIdentity));
    require(device, DeviceFeature.SYMMETRIC_KMS);
    try (RootOfTrust root = cloud.rootOfTrust(device.uid());
        Psk psk = root.psk(pskIdentity)) {
      return Wire.empty()
          .put("PSK", Wire.base64(psk.key()))
          .put("ROTPublicUID", device.uid().hex());
    } catch (InvalidInputException e) {
      throw unknownIdentity(pskIdentity);
    }
  }

  private static Refusal unknownIdentity(PskIdentity identity) {
    return Refusal.notFound("No known module made PSKIdentity " + identity);
  }

  private static void require(Device device, DeviceFeature feature) {
    Devices.requireAssigned(device);
    if (!device.has(feature)) {
      throw Refusal.forbidden(
          "DeviceFeature " + feature.wireName() + " is not active on device " + device.uid());
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
    return Wire.empty()
        .put("Nonce", Wire.base64(parameters.nonce()))
        .put("MACLength", parameters.macLengthBits())
        .put("CipherSuite", parameters.cipherSuite())
        .put("Key", Wire.base64(parameters.key()))
        .put("ROTPublicUID", parameters.rotPublicUidText());
  }
}
