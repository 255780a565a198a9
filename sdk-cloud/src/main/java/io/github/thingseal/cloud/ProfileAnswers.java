package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads device profiles from JSON. What may be absent counts as absent if it is malformed. */
final class ProfileAnswers {
  static final String UID = "DeviceProfileUID";

  private ProfileAnswers() {}

  static List<DeviceProfile> profiles(JsonFields json) {
    return json.objects("DeviceProfiles").stream().map(ProfileAnswers::profile).toList();
  }

  static DeviceProfile profile(JsonFields json) {
    DeviceProfile.Builder profile = DeviceProfile.builder(uid(json), json.text(SettingsBody.NAME));
    features(json).ifPresent(profile::features);
    heartbeatPeriod(json).ifPresent(profile::heartbeatPeriod);
    pricePlan(json).ifPresent(profile::pricePlan);
    json.readableText(SettingsBody.POLICY)
        .filter(name -> !name.isBlank())
        .map(WhitelistPolicy::of)
        .ifPresent(profile::whitelistPolicy);
    return profile.build();
  }

  static Optional<Duration> heartbeatPeriod(JsonFields json) {
    int seconds = json.readableInteger(SettingsBody.HEARTBEAT).orElse(0);
    return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
  }

  static Optional<PricePlan> pricePlan(JsonFields json) {
    return json.readableText(SettingsBody.PLAN).filter(name -> !name.isBlank()).map(PricePlan::of);
  }

  private static DeviceProfileUid uid(JsonFields json) {
    String text = json.text(UID);
    try {
      return DeviceProfileUid.of(text);
    } catch (InvalidInputException e) {
      throw json.malformed(UID, "what a module can hold");
    }
  }

  private static Optional<Set<Feature>> features(JsonFields json) {
    try {
      return json.readableTexts(SettingsBody.FEATURES)
          .map(names -> names.stream().map(Feature::of).toList())
          .map(LinkedHashSet::new);
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }
}
