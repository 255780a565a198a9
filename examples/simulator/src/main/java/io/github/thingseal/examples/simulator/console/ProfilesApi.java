package io.github.thingseal.examples.simulator.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.testkit.Portal;
import io.github.thingseal.testkit.ProfileSettings;
import io.github.thingseal.testkit.SimulatedDeviceProfile;
import java.time.Duration;

/** Device profiles. */
final class ProfilesApi {
  private final Portal portal;

  ProfilesApi(Portal portal) {
    this.portal = portal;
  }

  void addTo(Routes routes) {
    routes
        .show("/api/profiles", request -> Listing.of(portal.profiles(), request, ProfilesApi::view))
        .change("/api/profiles/create", request -> view(portal.createProfile(settings(request))))
        .change(
            "/api/profiles/update",
            request -> view(portal.updateProfile(request.profile(), settings(request))));
  }

  private static ProfileSettings settings(ApiRequest request) {
    return ProfileSettings.named(request.text("name"))
        .features(Names.features(request.texts("features")))
        .heartbeatPeriod(Duration.ofSeconds(request.number("heartbeatSeconds")))
        .pricePlan(Names.plan(request.text("plan")))
        .whitelistRequired(request.flag("whitelistRequired"))
        .build();
  }

  private static ObjectNode view(SimulatedDeviceProfile profile) {
    ProfileSettings settings = profile.settings();
    ObjectNode view =
        Json.object()
            .put("uid", profile.uid().value())
            .put("name", settings.name())
            .put("heartbeatSeconds", settings.heartbeatPeriod().toSeconds())
            .put("plan", settings.pricePlan().wireName())
            .put("whitelistRequired", settings.whitelistRequired());
    view.set("features", Names.of(settings.features()));
    return view;
  }
}
