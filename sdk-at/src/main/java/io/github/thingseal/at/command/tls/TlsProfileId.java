package io.github.thingseal.at.command.tls;

import io.github.thingseal.core.InvalidInputException;

/** The numbers of TLS profiles. */
final class TlsProfileId {
  private static final int MAX = 4;

  private TlsProfileId() {}

  static void require(int profile) {
    if (profile < 0 || profile > MAX) {
      throw new InvalidInputException(
          "A TLS profile has a number from 0 to " + MAX + ", not " + profile);
    }
  }
}
