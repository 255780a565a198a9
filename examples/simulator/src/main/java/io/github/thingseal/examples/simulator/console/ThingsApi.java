package io.github.thingseal.examples.simulator.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.DeviceSettings;
import io.github.thingseal.testkit.Portal;
import io.github.thingseal.testkit.RegisteredDevice;
import io.github.thingseal.testkit.SimulatedDeviceProfile;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Things: the devices that have bootstrapped. */
final class ThingsApi {
  private final Portal portal;

  ThingsApi(Portal portal) {
    this.portal = portal;
  }

  void addTo(Routes routes) {
    routes
        .show("/api/things", this::list)
        .act(
            "/api/things/seal",
            request ->
                portal.seal(
                    request.uid(),
                    request.profile(),
                    DeviceSerialNumber.of(request.text("serial"))))
        .act("/api/things/unblock", request -> portal.unblock(request.uid()))
        .act(
            "/api/things/features",
            request -> portal.setFeatures(request.uid(), Names.features(request.texts("features"))))
        .act(
            "/api/things/heartbeat-period",
            request ->
                portal.setHeartbeatPeriod(
                    request.uid(), Duration.ofSeconds(request.number("heartbeatSeconds"))))
        .act(
            "/api/things/plan",
            request -> portal.setPricePlan(request.uid(), Names.plan(request.text("plan"))))
        .act("/api/things/rotate-keys", request -> portal.rotateKeys(request.uid()));
  }

  private ObjectNode list(ApiRequest request) {
    Set<RotPublicUid> whitelist = new HashSet<>(portal.whitelist());
    Map<DeviceProfileUid, String> names =
        portal.profiles().stream()
            .collect(Collectors.toMap(SimulatedDeviceProfile::uid, p -> p.settings().name()));
    return Listing.of(portal.devices(), request, device -> view(device, whitelist, names));
  }

  private static ObjectNode view(
      RegisteredDevice device, Set<RotPublicUid> whitelist, Map<DeviceProfileUid, String> names) {
    ObjectNode view =
        Json.object()
            .put("uid", device.uid().hex())
            .put("state", device.state().name())
            .put("blacklisted", device.isBlacklisted())
            .put("whitelisted", whitelist.contains(device.uid()))
            .put("profile", device.profile().map(uid -> names.getOrDefault(uid, "")).orElse(""))
            .put("serial", device.serial().map(DeviceSerialNumber::value).orElse(""))
            .put("bootstrappedAt", Json.time(device.bootstrappedAt()))
            .put("lastHeartbeatAt", Json.time(device.lastHeartbeatAt()));
    view.set("requested", view(device.requested()));
    view.set("active", view(device.active()));
    return view;
  }

  private static ObjectNode view(DeviceSettings settings) {
    ObjectNode view =
        Json.object()
            .put("heartbeatSeconds", settings.heartbeatPeriod().toSeconds())
            .put("plan", settings.pricePlan().wireName())
            .put("keySet", settings.keySet());
    view.set("features", Names.of(settings.features()));
    return view;
  }
}
