package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * Which certificates the devices of a profile get (fields assumed).
 *
 * @param authority who signs them
 * @param validityDays how long each is valid, in days, 1 or more
 * @param subject the distinguished name, such as {@code CN={uid}}; {@code {uid}} and {@code
 *     {serial}} stand for those of the device. Empty: the service chooses
 */
public record CertificateProfile(
    CertificateAuthorityUid authority, int validityDays, Optional<String> subject) {
  /**
   * Checks the values.
   *
   * @param authority who signs them
   * @param validityDays how long each is valid, in days, 1 or more
   * @param subject the distinguished name
   * @throws InvalidInputException if the days are not positive, or the subject is blank
   */
  public CertificateProfile {
    Arguments.required(authority, "authority");
    Arguments.required(subject, "subject");
    if (validityDays < 1) {
      throw new InvalidInputException(
          "A certificate is valid for 1 day or more, not " + validityDays);
    }
    if (subject.filter(String::isBlank).isPresent()) {
      throw new InvalidInputException("A subject cannot be blank; leave it out instead");
    }
  }
}
