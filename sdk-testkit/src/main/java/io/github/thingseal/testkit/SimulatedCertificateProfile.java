package io.github.thingseal.testkit;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * Which certificates the devices of a device profile get.
 *
 * @param profile the device profile
 * @param authority who signs them: {@link SimulatedCertificateAuthority#uid()}
 * @param validityDays how long each is valid, 1 to 36,500 days; never longer than its authority's
 * @param subject the distinguished name by RFC 4514, where <code>{uid}</code> and <code>{serial}
 *     </code> stand for the RoTPublicUID and the serial number of the device
 */
public record SimulatedCertificateProfile(
    DeviceProfileUid profile, String authority, int validityDays, String subject) {
  /** The subject where no other is set. */
  public static final String DEFAULT_SUBJECT = "CN={uid}";

  /**
   * Checks that nothing is null.
   *
   * @param profile the device profile
   * @param authority who signs them
   * @param validityDays how long each is valid
   * @param subject the distinguished name
   */
  public SimulatedCertificateProfile {
    Arguments.required(profile, "profile");
    Arguments.required(authority, "authority");
    Arguments.required(subject, "subject");
  }
}
