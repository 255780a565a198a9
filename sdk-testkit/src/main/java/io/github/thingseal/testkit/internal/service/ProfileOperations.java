package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.testkit.ProfileSettings;

/** Device profiles. */
final class ProfileOperations {
  private static final String[] FIELDS = {
    "DeviceProfileUID", "Name", "Features", "HeartbeatSeconds", "PricePlan", "WhitelistPolicy"
  };

  private final Cloud cloud;

  private ProfileOperations(Cloud cloud) {
    this.cloud = cloud;
  }

  static void addTo(OperationTable table, Cloud cloud) {
    ProfileOperations operations = new ProfileOperations(cloud);
    table.addPortalOnly("/profile/create", operations::create, FIELDS);
    table.add("/profile/get", operations::get, FIELDS);
    table.add("/profile/list", operations::list, "DeviceProfiles", "NextCursor");
    table.add("/profile/update", operations::update, FIELDS);
  }

  private ObjectNode create(RequestBody body) {
    String name = body.name().orElseThrow(() -> Refusal.badRequest("Name is missing"));
    return Wire.profile(cloud.profiles().create(changed(ProfileSettings.named(name), body)));
  }

  private ObjectNode get(RequestBody body) {
    return Wire.profile(cloud.profiles().get(body.profile()));
  }

  private ObjectNode list(RequestBody body) {
    return Wire.page("DeviceProfiles", cloud.profiles().page(body.page()), Wire::profile);
  }

  private ObjectNode update(RequestBody body) {
    DeviceProfileUid uid = body.profile();
    body.requireOneOf("Name", "Features", "HeartbeatSeconds", "PricePlan", "WhitelistPolicy");
    ProfileSettings old = cloud.profiles().get(uid).settings();
    return Wire.profile(cloud.profiles().update(uid, changed(old.toBuilder(), body)));
  }

  private static ProfileSettings changed(ProfileSettings.Builder settings, RequestBody body) {
    body.name().ifPresent(settings::name);
    body.optionalFeatures().ifPresent(settings::features);
    body.heartbeatPeriod().ifPresent(settings::heartbeatPeriod);
    body.pricePlan().ifPresent(settings::pricePlan);
    body.whitelistRequired().ifPresent(settings::whitelistRequired);
    return settings.build();
  }
}
