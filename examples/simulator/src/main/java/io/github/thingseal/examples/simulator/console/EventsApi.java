package io.github.thingseal.examples.simulator.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.Portal;
import io.github.thingseal.testkit.ServiceEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Events of the account, newest first. */
final class EventsApi {
  private final Portal portal;

  EventsApi(Portal portal) {
    this.portal = portal;
  }

  void addTo(Routes routes) {
    routes.show("/api/events", this::list);
  }

  private ObjectNode list(ApiRequest request) {
    List<ServiceEvent> events = new ArrayList<>(portal.events());
    Collections.reverse(events);
    return Listing.of(events, request, EventsApi::view);
  }

  private static ObjectNode view(ServiceEvent event) {
    return Json.object()
        .put("position", event.position())
        .put("type", event.type())
        .put("at", Json.time(event.at()))
        .put("uid", event.device().map(RotPublicUid::hex).orElse(""))
        .put("detail", event.detail());
  }
}
