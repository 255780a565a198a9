package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.SimulatedDeviceState;
import java.util.Optional;
import java.util.function.Predicate;

/** Devices, clones and suspicious devices. */
final class DeviceOperations {
  private static final String[] FIELDS = {
    "ROTPublicUID",
    "DeviceProfileUID",
    "SerialNumber",
    "State",
    "Blacklisted",
    "BootstrappedAt",
    "LastHeartbeatAt",
    "HeartbeatSeconds",
    "PricePlan"
  };

  private final Cloud cloud;

  private DeviceOperations(Cloud cloud) {
    this.cloud = cloud;
  }

  static void addTo(OperationTable table, Cloud cloud) {
    DeviceOperations operations = new DeviceOperations(cloud);
    table.add("/device/get", operations::get, FIELDS);
    table.add("/device/list", operations::list, "Devices", "NextCursor");
    table.add("/device/update", operations::update, FIELDS);
    table.add("/device/seal", operations::seal, FIELDS);
    table.addPortalOnly("/device/unblock", operations::unblock, FIELDS);
    table.add("/device/clone/get", body -> operations.clones(), "Devices");
    table.add("/device/suspicious/get", body -> operations.suspicious(), "Devices");
  }

  private ObjectNode get(RequestBody body) {
    return Wire.device(cloud.devices().get(body.uid()));
  }

  /** Clones are listed only where their state is asked for: their UID is that of another device. */
  private ObjectNode list(RequestBody body) {
    Optional<DeviceProfileUid> profile = body.optionalProfile();
    Optional<SimulatedDeviceState> state = body.state();
    Page.Request page = body.page();
    if (state.equals(Optional.of(SimulatedDeviceState.REJECTED)) && profile.isEmpty()) {
      return Wire.page("Devices", cloud.sightings().clones(page), Wire::rejected);
    }
    Predicate<Device> matches =
        device ->
            (profile.isEmpty() || profile.equals(device.claim().map(Device.Claim::profile)))
                && (state.isEmpty() || state.get() == device.state());
    return Wire.page(
        "Devices", cloud.devices().page(page, matches), device -> Wire.device(device.view()));
  }

  private ObjectNode update(RequestBody body) {
    RotPublicUid uid = body.uid();
    body.requireOneOf("Features", "HeartbeatSeconds", "PricePlan");
    DeviceChange change =
        new DeviceChange(body.optionalFeatures(), body.heartbeatPeriod(), body.pricePlan());
    return Wire.device(cloud.devices().update(uid, change));
  }

  private ObjectNode seal(RequestBody body) {
    return Wire.device(cloud.devices().seal(body.uid(), body.profile(), body.serial()));
  }

  private ObjectNode unblock(RequestBody body) {
    return Wire.device(cloud.devices().unblock(body.uid()));
  }

  private ObjectNode clones() {
    return Wire.list("Devices", cloud.sightings().clones(), Wire::clone);
  }

  private ObjectNode suspicious() {
    return Wire.list("Devices", cloud.sightings().suspicions(), Wire::suspicion);
  }
}
