package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.id.RotPublicUid;

/** The whitelist. */
final class WhitelistOperations {
  private final Cloud cloud;

  private WhitelistOperations(Cloud cloud) {
    this.cloud = cloud;
  }

  static void addTo(OperationTable table, Cloud cloud) {
    WhitelistOperations operations = new WhitelistOperations(cloud);
    table.add("/whitelist/add", operations::add);
    table.add("/whitelist/remove", operations::remove);
    table.add("/whitelist/list", operations::list, "ROTPublicUIDs", "NextCursor");
  }

  private ObjectNode add(RequestBody body) {
    cloud.whitelist().add(body.uids());
    return Wire.empty();
  }

  private ObjectNode remove(RequestBody body) {
    cloud.whitelist().remove(body.uids());
    return Wire.empty();
  }

  private ObjectNode list(RequestBody body) {
    Page<RotPublicUid> page = cloud.whitelist().page(body.page());
    ObjectNode json = Wire.empty();
    ArrayNode list = json.putArray("ROTPublicUIDs");
    page.entries().forEach(uid -> list.add(uid.hex()));
    page.next().ifPresent(cursor -> json.put("NextCursor", cursor));
    return json;
  }
}
