package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Looks at devices, changes and seals them. An answer about another device is refused with an
 * {@code UnexpectedAnswerException}.
 */
public final class DeviceOperations {
  private static final String STATE = "State";

  private final CallFactory calls;

  DeviceOperations(CallFactory calls) {
    this.calls = calls;
  }

  /**
   * One device. The operation is published, path and fields are assumed. It only reads, so it may
   * be repeated.
   *
   * @param uid the identity of its module
   * @return the call; it fails with {@code NotFoundException} if the service does not know it, and
   *     with {@code UnexpectedAnswerException} if it answers another device
   */
  public ServiceCall<Device> get(RotPublicUid uid) {
    Arguments.required(uid, "uid");
    return about(Operations.DEVICE_GET, uid);
  }

  /**
   * Every device of the account, in one call. Operation, path, fields and paging are assumed. It
   * only reads, so it may be repeated.
   *
   * @return the call
   */
  public ServiceCall<List<Device>> list() {
    return matching(DeviceFilter.all()).all();
  }

  /**
   * The devices of one profile, in one call. Operation, path, fields and paging are assumed. It
   * only reads, so it may be repeated.
   *
   * @param profile the profile
   * @return the call; it fails with {@code UnexpectedAnswerException} if the answer names a device
   *     of another profile
   */
  public ServiceCall<List<Device>> list(DeviceProfileUid profile) {
    return matching(DeviceFilter.ofProfile(profile)).all();
  }

  /**
   * Devices in pages. Operation, path, fields and paging are assumed. It only reads, so it may be
   * repeated.
   *
   * @param filter which devices
   * @return the list
   */
  public Paged<Device> matching(DeviceFilter filter) {
    Arguments.required(filter, "filter");
    Map<String, Object> body = new LinkedHashMap<>();
    filter.profile().ifPresent(profile -> body.put(ProfileAnswers.UID, profile.value()));
    filter.state().ifPresent(state -> body.put(STATE, state.name()));
    Function<JsonFields, List<Device>> items =
        filter
            .profile()
            .<Function<JsonFields, List<Device>>>map(
                profile -> json -> DeviceAnswers.devicesOf(profile, json))
            .orElse(DeviceAnswers::devices);
    return new Paged<>(
        calls,
        new PageRequest<>(
            Operations.DEVICE_LIST,
            filter.profile().map(profile -> "device profile " + profile).orElse(""),
            filter.profile().map(DeviceProfileUid::value).orElse(""),
            body,
            items),
        null);
  }

  /**
   * Changes the security profile of a device; in force at its next heartbeat. That the REST API
   * does is published, path and fields are assumed. It sets the final state, so it may be repeated.
   *
   * @param uid the identity of its module
   * @param change what is changed; the rest stays as it is
   * @return the call; it answers the device. It fails with {@code NotInPlanException} if the price
   *     plan lacks a service
   */
  public ServiceCall<Device> update(RotPublicUid uid, DeviceUpdate change) {
    Arguments.required(uid, "uid");
    Arguments.required(change, "change");
    return calls.call(
        Operations.DEVICE_UPDATE,
        "RoTPublicUID " + uid,
        SettingsBody.of(AnswerValidator.ROT_PUBLIC_UID, uid.hex(), change.fields()),
        body -> DeviceAnswers.device(uid, body));
  }

  /**
   * Seals a bootstrapped, unclaimed device: it belongs to the account of the profile from then on.
   *
   * <p><strong>This cannot be undone</strong>, so it needs the one permission, and is never
   * repeated, whatever a catalogue says. If the answer is lost, {@link #get} shows whether it was
   * carried out. That the REST API can seal is published, path and fields are assumed.
   *
   * @param device what is sealed into which module
   * @param permission {@link SealPermission#GRANTED}; with anything else nothing is sent
   * @return the call; it answers the device. It fails with {@code ConflictException} if the device
   *     is sealed otherwise
   * @throws InvalidInputException if the permission is not granted
   */
  public ServiceCall<Device> seal(DeviceSealing device, SealPermission permission) {
    Arguments.required(device, "device");
    Arguments.required(permission, "permission");
    if (permission != SealPermission.GRANTED) {
      throw new InvalidInputException(
          "Sealing RoTPublicUID "
              + device.uid()
              + " cannot be undone and was not permitted: pass SealPermission.GRANTED");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(AnswerValidator.ROT_PUBLIC_UID, device.uid().hex());
    body.put(ProfileAnswers.UID, device.profile().value());
    body.put("SerialNumber", device.serial().value());
    return calls.callOnceWithSecret(
        Operations.DEVICE_SEAL,
        "RoTPublicUID " + device.uid(),
        device.profile().value(),
        body,
        answer -> DeviceAnswers.device(device.uid(), device.profile(), answer));
  }

  /**
   * Takes a device off the blacklist. Published for the portal only: it is refused unless {@code
   * SecurityServices.builder().path(...)} names the path of a service that has it. It may be
   * repeated.
   *
   * @param uid the identity of its module
   * @return the call; it answers the device
   * @throws InvalidInputException if no path is named
   */
  public ServiceCall<Device> unblock(RotPublicUid uid) {
    Arguments.required(uid, "uid");
    return about(Operations.DEVICE_UNBLOCK, uid);
  }

  /**
   * Clones that were detected. The path is published, the fields are assumed; {@link
   * SecurityServices#call(String, String)} gives the answer as it is. It only reads, so it may be
   * repeated.
   *
   * @return the call
   */
  public ServiceCall<List<DetectedClone>> clones() {
    return calls.call(Operations.DEVICE_CLONES, "", Map.of(), DeviceAnswers::clones);
  }

  /**
   * Devices under suspicion. The path is published, the fields are assumed; {@link
   * SecurityServices#call(String, String)} gives the answer as it is. It only reads, so it may be
   * repeated.
   *
   * @return the call
   */
  public ServiceCall<List<SuspiciousDevice>> suspicious() {
    return calls.call(Operations.DEVICE_SUSPICIOUS, "", Map.of(), DeviceAnswers::suspects);
  }

  private ServiceCall<Device> about(Operation operation, RotPublicUid uid) {
    return calls.call(
        operation,
        "RoTPublicUID " + uid,
        Map.of(AnswerValidator.ROT_PUBLIC_UID, uid.hex()),
        body -> DeviceAnswers.device(uid, body));
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
