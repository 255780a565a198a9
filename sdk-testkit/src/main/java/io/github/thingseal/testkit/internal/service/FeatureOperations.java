package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.id.RotPublicUid;

/** Features and services of devices. */
final class FeatureOperations {
  private final Cloud cloud;

  private FeatureOperations(Cloud cloud) {
    this.cloud = cloud;
  }

  static void addTo(OperationTable table, Cloud cloud) {
    FeatureOperations operations = new FeatureOperations(cloud);
    table.add("/device/feature/activate", operations::activate);
    table.add("/device/feature/deactivate", operations::deactivate);
    table.add("/device/feature/get", operations::get, "ROTPublicUID", "Features");
  }

  private ObjectNode activate(RequestBody body) {
    RotPublicUid uid = body.uid();
    cloud.devices().activate(uid, body.features());
    return Wire.empty();
  }

  private ObjectNode deactivate(RequestBody body) {
    RotPublicUid uid = body.uid();
    cloud.devices().deactivate(uid, body.features());
    return Wire.empty();
  }

  private ObjectNode get(RequestBody body) {
    return Wire.features(cloud.devices().assigned(body.uid()).view());
  }
}
