package io.github.thingseal.at.module;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.DeviceFeature;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A service that says yes to everything, and counts how often it was asked to seal. */
final class AcceptingAir implements Air {
  private static final Answer SILENCE = new Answer(Verdict.UNREACHABLE, Set.of(), 0);

  private final Answer yes;
  private final BooleanSupplier reachable;

  final AtomicInteger seals = new AtomicInteger();

  AcceptingAir() {
    this(Set.of(DeviceFeature.values()));
  }

  AcceptingAir(Set<DeviceFeature> features) {
    this(features, () -> true);
  }

  /** One that answers while it is reachable. */
  AcceptingAir(BooleanSupplier reachable) {
    this(Set.of(DeviceFeature.values()), reachable);
  }

  private AcceptingAir(Set<DeviceFeature> features, BooleanSupplier reachable) {
    this.yes = new Answer(Verdict.ACCEPTED, features, 7);
    this.reachable = reachable;
  }

  private Answer answer() {
    return reachable.getAsBoolean() ? yes : SILENCE;
  }

  @Override
  public Answer bootstrap(RotPublicUid rot, Instance instance, int phase) {
    return answer();
  }

  @Override
  public Answer seal(
      RotPublicUid rot, Instance instance, DeviceProfileUid profile, DeviceSerialNumber serial) {
    seals.incrementAndGet();
    return answer();
  }

  @Override
  public Answer heartbeat(RotPublicUid rot, Instance instance) {
    return answer();
  }
}
