package io.github.thingseal.cloud;

import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.Map;

/** Looks at devices. All of it only reads, so all of it may be repeated. */
public final class DeviceOperations {
  private final Calls calls;

  DeviceOperations(Calls calls) {
    this.calls = calls;
  }

  /**
   * One device. Path and fields are assumed.
   *
   * @param uid the identity of its module
   * @return the call; it fails with {@code NotFoundException} if the service does not know it, and
   *     with {@code UnexpectedAnswerException} if it answers another device
   */
  public ServiceCall<Device> get(RotPublicUid uid) {
    Arguments.required(uid, "uid");
    return calls.call(
        Operations.DEVICE_GET,
        "RoTPublicUID " + uid,
        Map.of(AskedFor.ROT_PUBLIC_UID, uid.hex()),
        body -> DeviceAnswers.device(uid, body));
  }

  /**
   * Every device of the account. Path and fields are assumed; paging is unknown.
   *
   * @return the call
   */
  public ServiceCall<List<Device>> list() {
    return calls.call(Operations.DEVICE_LIST, "", Map.of(), DeviceAnswers::devices);
  }

  /**
   * The devices of one profile. Path and fields are assumed; paging is unknown.
   *
   * @param profile the profile
   * @return the call; it fails with {@code UnexpectedAnswerException} if the answer names a device
   *     of another profile
   */
  public ServiceCall<List<Device>> list(DeviceProfileUid profile) {
    Arguments.required(profile, "profile");
    return calls.callWithSecret(
        Operations.DEVICE_LIST,
        "device profile " + profile,
        profile.value(),
        Map.of("DeviceProfileUID", profile.value()),
        body -> DeviceAnswers.devicesOf(profile, body));
  }

  /**
   * Clones that were detected. The path is published, the fields are assumed; {@link
   * SecurityServices#call(String, String)} gives the answer as it is.
   *
   * @return the call
   */
  public ServiceCall<List<DetectedClone>> clones() {
    return calls.call(Operations.DEVICE_CLONES, "", Map.of(), DeviceAnswers::clones);
  }

  /**
   * Devices under suspicion. The path is published, the fields are assumed; {@link
   * SecurityServices#call(String, String)} gives the answer as it is.
   *
   * @return the call
   */
  public ServiceCall<List<SuspiciousDevice>> suspicious() {
    return calls.call(Operations.DEVICE_SUSPICIOUS, "", Map.of(), DeviceAnswers::suspects);
  }

  /**
   * Names where it leads.
   *
   * @return such as {@code DeviceOperations[https://ssapi.services.u-blox.com/v1]}
   */
  @Override
  public String toString() {
    return "DeviceOperations[" + calls.baseUrl() + "]";
  }
}
