package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.testkit.Air;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The service's end of the air. */
public final class CloudAir implements Air {
  /** A module that starts over so often without getting through is worth a look; our own choice. */
  static final int SUSPICIOUS_STARTS = 5;

  static final String REPEATED_BOOTSTRAP = "RepeatedBootstrap";
  static final String HEARTBEAT_OF_UNKNOWN = "HeartbeatOfUnknownInstance";
  static final String SEAL_OF_UNKNOWN = "SealOfUnknownInstance";

  private static final Answer REJECTED = new Answer(Verdict.REJECTED, Set.of(), 0);
  private static final Answer UNREACHABLE = new Answer(Verdict.UNREACHABLE, Set.of(), 0);

  private final Cloud cloud;
  private final Map<Candidate, Progress> bootstraps = new HashMap<>();
  private volatile boolean reachable = true;

  /** Opens the air of a service. */
  public CloudAir(Cloud cloud) {
    this.cloud = cloud;
  }

  /** Sets whether modules get an answer at all. */
  public void reachable(boolean nowReachable) {
    reachable = nowReachable;
  }

  @Override
  public Answer bootstrap(RotPublicUid rot, Instance instance, int phase) {
    Arguments.required(rot, "rot");
    Arguments.required(instance, "instance");
    return answer(() -> bootstrapPhase(rot, instance, phase));
  }

  @Override
  public Answer seal(
      RotPublicUid rot, Instance instance, DeviceProfileUid profile, DeviceSerialNumber serial) {
    Arguments.required(rot, "rot");
    Arguments.required(instance, "instance");
    Arguments.required(profile, "profile");
    Arguments.required(serial, "serial");
    return answer(() -> sealed(rot, instance, profile, serial));
  }

  @Override
  public Answer heartbeat(RotPublicUid rot, Instance instance) {
    Arguments.required(rot, "rot");
    Arguments.required(instance, "instance");
    return answer(() -> beat(rot, instance));
  }

  private Answer answer(Supplier<Answer> work) {
    return reachable ? cloud.exclusively(work) : UNREACHABLE;
  }

  private Answer bootstrapPhase(RotPublicUid rot, Instance instance, int phase) {
    Optional<Device> known = cloud.device(rot);
    if (known.isPresent()) {
      return bootstrapAgain(known.get(), instance);
    }
    Candidate candidate = new Candidate(rot, instance);
    Progress progress = bootstraps.getOrDefault(candidate, Progress.NONE).at(phase);
    bootstraps.put(candidate, progress);
    if (progress.starts() == SUSPICIOUS_STARTS) {
      cloud.reportSuspicion(rot, REPEATED_BOOTSTRAP);
    }
    if (progress.phase() != phase) {
      return UNREACHABLE;
    }
    if (phase < BOOTSTRAP_PHASES) {
      return new Answer(Verdict.ACCEPTED, Set.of(), 0);
    }
    bootstraps.remove(candidate);
    return accepted(cloud.register(rot, instance));
  }

  private Answer sealed(
      RotPublicUid rot, Instance instance, DeviceProfileUid profile, DeviceSerialNumber serial) {
    Optional<Device> device = owned(rot, instance);
    if (device.isEmpty()) {
      cloud.reportSuspicion(rot, SEAL_OF_UNKNOWN);
      return REJECTED;
    }
    return device.get().claim().isPresent()
        ? sealAgain(device.get(), profile, serial)
        : sealFirst(device.get(), profile, serial);
  }

  private Answer beat(RotPublicUid rot, Instance instance) {
    Optional<Device> device = owned(rot, instance);
    if (device.isEmpty()) {
      cloud.reportSuspicion(rot, HEARTBEAT_OF_UNKNOWN);
      return REJECTED;
    }
    cloud.heartbeat(device.get());
    return accepted(device.get());
  }

  private Optional<Device> owned(RotPublicUid rot, Instance instance) {
    return cloud.device(rot).filter(device -> device.owner().equals(instance));
  }

  /** The owner may have missed the last answer; everybody else is a clone. */
  private Answer bootstrapAgain(Device device, Instance instance) {
    if (device.owner().equals(instance)) {
      return accepted(device);
    }
    cloud.reportClone(device.uid());
    return REJECTED;
  }

  private Answer sealFirst(Device device, DeviceProfileUid profileUid, DeviceSerialNumber serial) {
    Optional<Profile> profile = cloud.profile(profileUid);
    if (profile.isEmpty()) {
      return REJECTED;
    }
    cloud.claim(device, profile.get(), serial);
    return accepted(device);
  }

  /** The module may have missed the first answer; it cannot be sealed to anything else. */
  private static Answer sealAgain(
      Device device, DeviceProfileUid profile, DeviceSerialNumber serial) {
    Device.Claim claim = device.claim().orElseThrow();
    return claim.profile().equals(profile) && claim.serial().equals(serial)
        ? accepted(device)
        : REJECTED;
  }

  private static Answer accepted(Device device) {
    return new Answer(Verdict.ACCEPTED, device.active(), device.keySet());
  }

  private record Candidate(RotPublicUid rot, Instance instance) {}

  /** How far an instance has come, and how often it began. */
  private record Progress(int phase, int starts) {
    static final Progress NONE = new Progress(0, 0);

    /** A phase is answered if it is the first, the next, or the one before asked for again. */
    Progress at(int wanted) {
      if (wanted == 1) {
        return new Progress(1, starts + 1);
      }
      return wanted == phase + 1 ? new Progress(wanted, starts) : this;
    }
  }
}
