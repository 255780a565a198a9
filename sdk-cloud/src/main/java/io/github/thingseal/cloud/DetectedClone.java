package io.github.thingseal.cloud;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A root of trust that a second module tried to bootstrap with (fields assumed). The first one is
 * not affected; every later one is blocked.
 */
public final class DetectedClone {
  private final ReportedUid rotPublicUid;
  private final @Nullable Instant detectedAt;
  private final @Nullable Integer attempts;

  DetectedClone(
      ReportedUid rotPublicUid, @Nullable Instant detectedAt, @Nullable Integer attempts) {
    this.rotPublicUid = rotPublicUid;
    this.detectedAt = detectedAt;
    this.attempts = attempts;
  }

  /**
   * The root of trust that was cloned.
   *
   * @return its identity
   */
  public ReportedUid rotPublicUid() {
    return rotPublicUid;
  }

  /**
   * When the clone was detected.
   *
   * @return the moment, or empty if the service does not say
   */
  public Optional<Instant> detectedAt() {
    return Optional.ofNullable(detectedAt);
  }

  /**
   * How often clones tried to bootstrap.
   *
   * @return the number, or empty if the service does not say
   */
  public OptionalInt attempts() {
    return attempts == null ? OptionalInt.empty() : OptionalInt.of(attempts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DetectedClone that
        && rotPublicUid.equals(that.rotPublicUid)
        && Objects.equals(detectedAt, that.detectedAt)
        && Objects.equals(attempts, that.attempts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rotPublicUid, detectedAt, attempts);
  }

  @Override
  public String toString() {
    return "DetectedClone["
        + rotPublicUid
        + detectedAt().map(at -> ", detected at " + at).orElse("")
        + (attempts == null ? "" : ", attempts " + attempts)
        + "]";
  }
}
