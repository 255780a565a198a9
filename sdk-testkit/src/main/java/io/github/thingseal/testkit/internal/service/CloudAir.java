package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.DeviceSettings;
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
    Optional<Device> known = cloud.devices().find(rot);
    if (known.isPresent()) {
      return bootstrapAgain(known.get(), instance);
    }
    Candidate candidate = new Candidate(rot, instance);
    Progress progress = bootstraps.getOrDefault(candidate, Progress.NONE).at(phase);
    bootstraps.put(candidate, progress);
    if (progress.starts() == SUSPICIOUS_STARTS) {
      cloud.sightings().addSuspicion(rot, REPEATED_BOOTSTRAP);
    }
    if (progress.phase() != phase) {
      return UNREACHABLE;
    }
    if (phase < BOOTSTRAP_PHASES) {
      return new Answer(Verdict.ACCEPTED, Set.of(), 0);
    }
    bootstraps.remove(candidate);
    return accepted(cloud.devices().register(rot, instance));
  }

  private Answer sealed(
      RotPublicUid rot, Instance instance, DeviceProfileUid profile, DeviceSerialNumber serial) {
    Optional<Device> device = owned(rot, instance);
    if (device.isEmpty()) {
      cloud.sightings().addSuspicion(rot, SEAL_OF_UNKNOWN);
      return REJECTED;
    }
    return sealed(device.get(), profile, serial);
  }

  /** The module may have missed an earlier answer; it cannot be sealed to anything else. */
  private Answer sealed(Device device, DeviceProfileUid profile, DeviceSerialNumber serial) {
    boolean isFirst = device.claim().isEmpty();
    try {
      cloud.devices().claim(device, profile, serial);
    } catch (Refusal e) {
      cloud.events().add(EventType.CLAIM_REJECTED, device.uid(), String.valueOf(e.getMessage()));
      return REJECTED;
    }
    if (isFirst) {
      cloud.devices().synchronize(device);
    }
    return accepted(device);
  }

  private Answer beat(RotPublicUid rot, Instance instance) {
    Optional<Device> device = owned(rot, instance);
    if (device.isEmpty()) {
      cloud.sightings().addSuspicion(rot, HEARTBEAT_OF_UNKNOWN);
      return REJECTED;
    }
    cloud.devices().heartbeat(device.get());
    return accepted(device.get());
  }

  private Optional<Device> owned(RotPublicUid rot, Instance instance) {
    return cloud.devices().find(rot).filter(device -> device.owner().equals(instance));
  }

  /** The owner may have missed the last answer; every other instance is a clone. */
  private Answer bootstrapAgain(Device device, Instance instance) {
    if (device.owner().equals(instance)) {
      return accepted(device);
    }
    cloud.sightings().addClone(device.uid());
    return REJECTED;
  }

  private static Answer accepted(Device device) {
    DeviceSettings active = device.active();
    return new Answer(
        Verdict.ACCEPTED,
        active.features(),
        active.keySet(),
        active.heartbeatPeriod(),
        device.claim().map(claim -> new Seal(claim.profile(), claim.serial())),
        device.certificate().map(IssuedCertificate::toAir));
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
