package io.github.thingseal.cloud;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A device under suspicion (fields assumed; how it differs from a clone is not published). */
public final class SuspiciousDevice {
  private final ReportedUid rotPublicUid;
  private final @Nullable Instant detectedAt;
  private final String reason;

  SuspiciousDevice(ReportedUid rotPublicUid, @Nullable Instant detectedAt, String reason) {
    this.rotPublicUid = rotPublicUid;
    this.detectedAt = detectedAt;
    this.reason = reason;
  }

  /**
   * The device.
   *
   * @return the identity of its module
   */
  public ReportedUid rotPublicUid() {
    return rotPublicUid;
  }

  /**
   * When it came under suspicion.
   *
   * @return the moment, or empty if the service does not say
   */
  public Optional<Instant> detectedAt() {
    return Optional.ofNullable(detectedAt);
  }

  /**
   * Why.
   *
   * @return the service's text, possibly empty
   */
  public String reason() {
    return reason;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SuspiciousDevice that
        && rotPublicUid.equals(that.rotPublicUid)
        && Objects.equals(detectedAt, that.detectedAt)
        && reason.equals(that.reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rotPublicUid, detectedAt, reason);
  }

  @Override
  public String toString() {
    return "SuspiciousDevice["
        + rotPublicUid
        + detectedAt().map(at -> ", detected at " + at).orElse("")
        + (reason.isEmpty() ? "" : ", " + reason)
        + "]";
  }
}
