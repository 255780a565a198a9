package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.RotPublicUid;
import java.time.Instant;

/**
 * Something about a root of trust that its owner should look at.
 *
 * @param uid the root of trust
 * @param reason what was seen; empty for clones
 * @param detectedAt when it was seen first
 * @param attempts how often it was seen
 */
record Sighting(RotPublicUid uid, String reason, Instant detectedAt, int attempts) {
  Sighting again() {
    return new Sighting(uid, reason, detectedAt, attempts + 1);
  }

  /** What is seen again has the same. */
  String key() {
    return uid.hex() + ' ' + reason;
  }
}
