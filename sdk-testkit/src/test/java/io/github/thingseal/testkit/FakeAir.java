package io.github.thingseal.testkit;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A service that lets the first instance of a root of trust in, and no other. */
final class FakeAir implements Air {
  final List<String> calls = new ArrayList<>();
  Set<DeviceFeature> features = Set.of(DeviceFeature.values());
  Verdict verdict = Verdict.ACCEPTED;
  int keySet = 7;
  Duration heartbeatPeriod = Duration.ofDays(7);
  private final Map<RotPublicUid, Instance> owners = new HashMap<>();

  @Override
  public Answer bootstrap(RotPublicUid rot, Instance instance, int phase) {
    calls.add("bootstrap " + phase);
    Verdict owned =
        owners.getOrDefault(rot, instance).equals(instance) ? verdict : Verdict.REJECTED;
    if (owned == Verdict.ACCEPTED && phase == BOOTSTRAP_PHASES) {
      owners.put(rot, instance);
    }
    return new Answer(owned, Set.of(), 0);
  }

  @Override
  public Answer seal(
      RotPublicUid rot, Instance instance, DeviceProfileUid profile, DeviceSerialNumber serial) {
    calls.add("seal " + profile.value() + " " + serial.value());
    return new Answer(verdict, features, keySet);
  }

  @Override
  public Answer heartbeat(RotPublicUid rot, Instance instance) {
    calls.add("heartbeat");
    return new Answer(verdict, features, keySet).withHeartbeatPeriod(heartbeatPeriod);
  }
}
