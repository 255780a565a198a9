package io.github.thingseal.examples.simulator.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.SimulatedPricePlan;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Features and plans by their names on the wire. */
final class Names {
  private Names() {}

  static ArrayNode of(Collection<DeviceFeature> features) {
    return Json.texts(features.stream().sorted().map(DeviceFeature::wireName).toList());
  }

  static Set<DeviceFeature> features(Collection<String> names) {
    return names.stream().map(Names::feature).collect(Collectors.toSet());
  }

  private static DeviceFeature feature(String name) {
    return DeviceFeature.ofWireName(name)
        .orElseThrow(() -> new ConsoleRefusal(400, "There is no feature \"" + name + "\""));
  }

  static SimulatedPricePlan plan(String name) {
    return SimulatedPricePlan.ofWireName(name)
        .orElseThrow(() -> new ConsoleRefusal(400, "There is no price plan \"" + name + "\""));
  }
}
