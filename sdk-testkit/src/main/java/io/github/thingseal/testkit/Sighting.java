package io.github.thingseal.testkit;

import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Instant;

/**
 * A clone or a suspicious device, as the service saw it.
 *
 * @param uid the root of trust, which that of a clone shares with the device it was copied from
 * @param reason what was seen, such as {@code RepeatedBootstrap}; empty for clones
 * @param detectedAt when it was seen first
 * @param attempts how often it was seen
 */
public record Sighting(RotPublicUid uid, String reason, Instant detectedAt, int attempts) {
  /**
   * Checks that nothing is null.
   *
   * @param uid the root of trust
   * @param reason what was seen
   * @param detectedAt when it was seen first
   * @param attempts how often it was seen
   */
  public Sighting {
    Arguments.required(uid, "uid");
    Arguments.required(reason, "reason");
    Arguments.required(detectedAt, "detectedAt");
  }
}
