package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.testkit.ServiceEvent;
import java.util.List;

/** Security events. */
final class EventOperations {
  private final Cloud cloud;

  private EventOperations(Cloud cloud) {
    this.cloud = cloud;
  }

  static void addTo(OperationTable table, Cloud cloud) {
    EventOperations operations = new EventOperations(cloud);
    table.add("/event/list", operations::list, "Events", "Position");
  }

  private ObjectNode list(RequestBody body) {
    List<ServiceEvent> events = cloud.events().page(body.position()).entries();
    ObjectNode json = Wire.list("Events", events, Wire::event);
    return events.isEmpty()
        ? json
        : json.put("Position", Long.toString(events.get(events.size() - 1).position()));
  }
}
