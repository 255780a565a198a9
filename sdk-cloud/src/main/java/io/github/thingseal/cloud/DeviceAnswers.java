package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads devices, clones and suspects from JSON. What must be there is checked; what may be absent
 * counts as absent if it is malformed, because it is not worth losing the device.
 */
final class DeviceAnswers {
  private static final String DEVICES = "Devices";
  private static final String DETECTED_AT = "DetectedAt";

  private DeviceAnswers() {}

  static Device device(RotPublicUid uid, byte[] body) {
    return device(AnswerValidator.module(uid, body));
  }

  static List<Device> devices(JsonFields json) {
    return json.objects(DEVICES).stream().map(DeviceAnswers::device).toList();
  }

  /** The answer to a change of a device, which is the device as it is then. */
  static Device device(RotPublicUid uid, DeviceProfileUid profile, byte[] body) {
    Device device = device(uid, body);
    requireOf(profile, device);
    return device;
  }

  static List<Device> devicesOf(DeviceProfileUid profile, JsonFields json) {
    List<Device> devices = devices(json);
    devices.forEach(device -> requireOf(profile, device));
    return devices;
  }

  private static void requireOf(DeviceProfileUid profile, Device device) {
    if (device.deviceProfileUid().filter(named -> !named.equals(profile)).isPresent()) {
      throw new AnswerFormatException(
          "a device ("
              + AnswerValidator.ROT_PUBLIC_UID
              + " "
              + shown(device)
              + ") of another profile");
    }
  }

  private static String shown(Device device) {
    return device.rotPublicUid().uid().map(RotPublicUid::hex).orElse("of another form");
  }

  static List<DetectedClone> clones(byte[] body) {
    return Json.parseObject(body).objects(DEVICES).stream().map(DeviceAnswers::clone).toList();
  }

  static List<SuspiciousDevice> suspects(byte[] body) {
    return Json.parseObject(body).objects(DEVICES).stream().map(DeviceAnswers::suspect).toList();
  }

  private static Device device(JsonFields json) {
    Device.Builder device =
        Device.builder(
                new ReportedUid(json.uid(AnswerValidator.ROT_PUBLIC_UID)),
                DeviceState.of(json.text("State")))
            .blacklisted(json.optionalBool("Blacklisted").orElse(false));
    json.readableText(ProfileAnswers.UID)
        .flatMap(DeviceAnswers::profile)
        .ifPresent(device::deviceProfileUid);
    json.readableTextOrNumber("SerialNumber").ifPresent(device::serialNumber);
    json.optionalInstant("BootstrappedAt").ifPresent(device::bootstrappedAt);
    json.optionalInstant("LastHeartbeatAt").ifPresent(device::lastHeartbeatAt);
    ProfileAnswers.heartbeatPeriod(json).ifPresent(device::heartbeatPeriod);
    ProfileAnswers.pricePlan(json).ifPresent(device::pricePlan);
    return device.build();
  }

  /** What no module can hold is no profile. */
  private static Optional<DeviceProfileUid> profile(String text) {
    try {
      return Optional.of(DeviceProfileUid.of(text));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static DetectedClone clone(JsonFields json) {
    return new DetectedClone(
        new ReportedUid(json.uid(AnswerValidator.ROT_PUBLIC_UID)),
        json.optionalInstant(DETECTED_AT).orElse(null),
        attempts(json));
  }

  private static @Nullable Integer attempts(JsonFields json) {
    return json.readableInteger("Attempts").stream().boxed().findFirst().orElse(null);
  }

  private static SuspiciousDevice suspect(JsonFields json) {
    return new SuspiciousDevice(
        new ReportedUid(json.uid(AnswerValidator.ROT_PUBLIC_UID)),
        json.optionalInstant(DETECTED_AT).orElse(null),
        json.readableText("Reason").orElse(""));
  }
}
