package io.github.thingseal.cloud;

import java.time.Duration;

/** Limits for a client in real time that are only for what never comes: a busy machine is slow. */
final class Patience {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private Patience() {}

  static SecurityServicesBuilder with(SecurityServicesBuilder client) {
    return client.connectTimeout(LIMIT).readTimeout(LIMIT).callTimeout(LIMIT);
  }
}
