package io.github.thingseal.testkit;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The exchange between a module's root of trust and the service over the radio network: bootstrap,
 * sealing, heartbeats.
 *
 * <p>How this looks on the real air is not public; this is an interface of our own between the two
 * simulators. It is called on the simulated module's thread and answers at once: what takes time is
 * up to the module.
 */
public interface Air {
  /** A bootstrap has this many phases; it begins again at the first if it is interrupted. */
  int BOOTSTRAP_PHASES = 4;

  /**
   * One phase of a bootstrap. The first instance to complete the last phase owns the root of trust;
   * every other instance is a clone and is rejected.
   *
   * @param rot the module
   * @param instance what distinguishes two modules with the same root of trust
   * @param phase 1 to {@link #BOOTSTRAP_PHASES}
   * @return the verdict; with the last phase, what the module may do from now on
   */
  Answer bootstrap(RotPublicUid rot, Instance instance, int phase);

  /**
   * Claims a bootstrapped module for a device profile.
   *
   * @param rot the module
   * @param instance what distinguishes two modules with the same root of trust
   * @param profile the device profile to seal
   * @param serial the serial number to seal
   * @return the verdict, and what the module may do from now on
   */
  Answer seal(
      RotPublicUid rot, Instance instance, DeviceProfileUid profile, DeviceSerialNumber serial);

  /**
   * Brings the module up to date with what was changed in the service.
   *
   * @param rot the module
   * @param instance what distinguishes two modules with the same root of trust
   * @return the verdict, and what the module may do from now on
   */
  Answer heartbeat(RotPublicUid rot, Instance instance);

  /** How the service answered. */
  enum Verdict {
    /** Done. */
    ACCEPTED,
    /**
     * Refused: a clone, a device profile that does not exist or has no room in its price plan, or a
     * seal other than the one that there is.
     */
    REJECTED,
    /** Not answered: the service cannot be reached at the moment. */
    UNREACHABLE
  }

  /**
   * An answer of the service.
   *
   * @param verdict how it was answered
   * @param features what the module may do from now on; meaningful if accepted
   * @param keySet the number of the key set that is in force from now on, 0 to 255
   * @param heartbeatPeriod how long the module waits from now on from one heartbeat to the next, 1
   *     second to 365 days
   * @param seal what the module is sealed to; empty while the service does not know it as sealed
   * @param certificates what the module's certificate is from now on; empty for the vendor's
   */
  record Answer(
      Verdict verdict,
      Set<DeviceFeature> features,
      int keySet,
      Duration heartbeatPeriod,
      Optional<Seal> seal,
      Optional<Certificates> certificates) {
    /**
     * Copies the set.
     *
     * @param verdict how it was answered
     * @param features what the module may do from now on
     * @param keySet the number of the key set in force
     * @param heartbeatPeriod from one heartbeat to the next
     * @param seal what the module is sealed to
     * @param certificates what the module's certificate is
     */
    public Answer {
      Arguments.required(verdict, "verdict");
      features = Arguments.sortedCopy(features, "features");
      heartbeatPeriod = Arguments.positive(heartbeatPeriod, "heartbeatPeriod");
      Arguments.required(seal, "seal");
      Arguments.required(certificates, "certificates");
    }

    /**
     * An answer with the heartbeat period that is the service's default, and nothing to seal.
     *
     * @param verdict how it was answered
     * @param features what the module may do from now on
     * @param keySet the number of the key set in force
     */
    public Answer(Verdict verdict, Set<DeviceFeature> features, int keySet) {
      this(
          verdict,
          features,
          keySet,
          ProfileSettings.DEFAULT_HEARTBEAT_PERIOD,
          Optional.empty(),
          Optional.empty());
    }

    /**
     * The same answer with another heartbeat period.
     *
     * @param period from one heartbeat to the next
     * @return the answer
     */
    public Answer withHeartbeatPeriod(Duration period) {
      Arguments.required(period, "period");
      return new Answer(verdict, features, keySet, period, seal, certificates);
    }

    /**
     * The same answer to a module that is sealed.
     *
     * @param newSeal what it is sealed to
     * @return the answer
     */
    public Answer withSeal(Seal newSeal) {
      Arguments.required(newSeal, "newSeal");
      return new Answer(
          verdict, features, keySet, heartbeatPeriod, Optional.of(newSeal), certificates);
    }

    /**
     * The same answer with a certificate.
     *
     * @param newCertificates the module's certificate and those above
     * @return the answer
     */
    public Answer withCertificates(Certificates newCertificates) {
      Arguments.required(newCertificates, "newCertificates");
      return new Answer(
          verdict, features, keySet, heartbeatPeriod, seal, Optional.of(newCertificates));
    }
  }

  /**
   * What a module is sealed to.
   *
   * @param profile the device profile
   * @param serial the serial number
   */
  record Seal(DeviceProfileUid profile, DeviceSerialNumber serial) {
    /**
     * Checks that nothing is null.
     *
     * @param profile the device profile
     * @param serial the serial number
     */
    public Seal {
      Arguments.required(profile, "profile");
      Arguments.required(serial, "serial");
    }
  }

  /**
   * A certificate on the key of the module's root of trust, and those that it is verified with.
   *
   * @param certificatePem the module's own, as PEM with LF line ends
   * @param authoritiesPem its issuer and those above, the root last, as PEM with LF line ends
   */
  record Certificates(String certificatePem, String authoritiesPem) {
    /**
     * Checks that nothing is null.
     *
     * @param certificatePem the module's own
     * @param authoritiesPem its issuer and those above
     */
    public Certificates {
      Arguments.required(certificatePem, "certificatePem");
      Arguments.required(authoritiesPem, "authoritiesPem");
    }
  }

  /**
   * A random identity that a module gives itself when it first powers on, and keeps. It stands for
   * the operational secrets that bootstrap puts in the place of the factory's.
   *
   * @param hex 32 hexadecimal digits
   */
  record Instance(String hex) {
    /**
     * Checks that nothing is null.
     *
     * @param hex 32 hexadecimal digits
     */
    public Instance {
      Arguments.required(hex, "hex");
    }
  }
}
