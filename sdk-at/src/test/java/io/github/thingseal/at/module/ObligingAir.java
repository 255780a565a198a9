package io.github.thingseal.at.module;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.DeviceFeature;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that says yes to everything, and counts how often it was asked to seal. */
final class ObligingAir implements Air {
  private final Answer yes;

  final AtomicInteger seals = new AtomicInteger();

  ObligingAir() {
    this(Set.of(DeviceFeature.values()));
  }

  ObligingAir(Set<DeviceFeature> features) {
    this.yes = new Answer(Verdict.ACCEPTED, features, 7);
  }

  @Override
  public Answer bootstrap(RotPublicUid rot, Instance instance, int phase) {
    return yes;
  }

  @Override
  public Answer seal(
      RotPublicUid rot, Instance instance, DeviceProfileUid profile, DeviceSerialNumber serial) {
    seals.incrementAndGet();
    return yes;
  }

  @Override
  public Answer heartbeat(RotPublicUid rot, Instance instance) {
    return yes;
  }
}
