package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is set of a profile or device, as fields of a request. What is not set is not sent. */
final class SettingsBody {
  static final String NAME = "Name";
  static final String FEATURES = "Features";
  static final String HEARTBEAT = "HeartbeatSeconds";
  static final String PLAN = "PricePlan";
  static final String POLICY = "WhitelistPolicy";

  private final Map<String, Object> fields = new LinkedHashMap<>();

  void name(String name) {
    Arguments.required(name, "name");
    if (name.isBlank()) {
      throw new InvalidInputException("The name of a device profile cannot be blank");
    }
    fields.put(NAME, name);
  }

  void features(Feature... features) {
    Arguments.requiredElements(features, "features");
    Set<String> names = new LinkedHashSet<>();
    for (Feature feature : features) {
      names.add(feature.name());
    }
    fields.put(FEATURES, List.copyOf(names));
  }

  void heartbeatPeriod(Duration period) {
    Arguments.required(period, "period");
    if (period.toSeconds() < 1
        || period.toSeconds() > Integer.MAX_VALUE
        || !period.equals(Duration.ofSeconds(period.toSeconds()))) {
      throw new InvalidInputException(
          "The time between two heartbeats is a whole number of seconds, 1 to "
              + Integer.MAX_VALUE
              + ", not "
              + period);
    }
    fields.put(HEARTBEAT, period.toSeconds());
  }

  void pricePlan(PricePlan plan) {
    fields.put(PLAN, Arguments.required(plan, "plan").name());
  }

  void whitelistPolicy(WhitelistPolicy policy) {
    fields.put(POLICY, Arguments.required(policy, "policy").name());
  }

  /** The fields as they are now. */
  Map<String, Object> fields() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** These fields behind one that says of what they are. */
  static Map<String, Object> of(String field, String value, Map<String, Object> settings) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(field, value);
    body.putAll(settings);
    return body;
  }

  /** Refuses a change that changes nothing. */
  static void requireAny(Map<String, Object> settings) {
    if (settings.isEmpty()) {
      throw new InvalidInputException("The change changes nothing; set something in its builder");
    }
  }
}
