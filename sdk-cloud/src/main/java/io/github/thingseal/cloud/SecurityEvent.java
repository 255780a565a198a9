package io.github.thingseal.cloud;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A security event of the account (fields assumed). */
public final class SecurityEvent {
  private final EventPosition position;
  private final EventType type;
  private final @Nullable Instant at;
  private final @Nullable ReportedUid rotPublicUid;
  private final String detail;

  private SecurityEvent(Builder builder) {
    this.position = builder.position;
    this.type = builder.type;
    this.at = builder.at;
    this.rotPublicUid = builder.rotPublicUid;
    this.detail = builder.detail;
  }

  /**
   * Begins an event, for tests of code that takes one.
   *
   * @param position its position
   * @param type its type
   * @return a builder of an event that has nothing else
   */
  public static Builder builder(EventPosition position, EventType type) {
    return new Builder(Arguments.required(position, "position"), Arguments.required(type, "type"));
  }

  /**
   * Its position; what comes after it is later.
   *
   * @return the position
   */
  public EventPosition position() {
    return position;
  }

  /**
   * What happened.
   *
   * @return such as {@link EventType#CLONE_REJECTED}
   */
  public EventType type() {
    return type;
  }

  /**
   * When it happened.
   *
   * @return the moment, or empty if the service writes none that can be read
   */
  public Optional<Instant> at() {
    return Optional.ofNullable(at);
  }

  /**
   * The module it is about.
   *
   * @return its identity, or empty if it is about no one module
   */
  public Optional<ReportedUid> rotPublicUid() {
    return Optional.ofNullable(rotPublicUid);
  }

  /**
   * Human-readable details.
   *
   * @return the service's text, possibly empty
   */
  public String detail() {
    return detail;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecurityEvent that
        && position.equals(that.position)
        && type.equals(that.type)
        && Objects.equals(at, that.at)
        && Objects.equals(rotPublicUid, that.rotPublicUid)
        && detail.equals(that.detail);
  }

  @Override
  public int hashCode() {
    return Objects.hash(position, type, at, rotPublicUid, detail);
  }

  /**
   * Names type, module and moment.
   *
   * @return such as {@code SecurityEvent[42, CloneRejected, 0a04f008003c9623,
   *     2026-01-02T03:04:05Z]}
   */
  @Override
  public String toString() {
    return "SecurityEvent["
        + position
        + ", "
        + type
        + rotPublicUid().map(uid -> ", " + uid).orElse("")
        + at().map(moment -> ", " + moment).orElse("")
        + "]";
  }

  /** Builds a {@link SecurityEvent}. */
  public static final class Builder {
    private final EventPosition position;
    private final EventType type;
    private @Nullable Instant at;
    private @Nullable ReportedUid rotPublicUid;
    private String detail = "";

    private Builder(EventPosition position, EventType type) {
      this.position = position;
      this.type = type;
    }

    /**
     * Sets when it happened.
     *
     * @param moment the moment
     * @return this builder
     */
    public Builder at(Instant moment) {
      this.at = Arguments.required(moment, "moment");
      return this;
    }

    /**
     * Sets the module it is about.
     *
     * @param uid its identity
     * @return this builder
     */
    public Builder rotPublicUid(ReportedUid uid) {
      this.rotPublicUid = Arguments.required(uid, "uid");
      return this;
    }

    /**
     * Sets human-readable details.
     *
     * @param text the text
     * @return this builder
     */
    public Builder detail(String text) {
      this.detail = Arguments.required(text, "text");
      return this;
    }

    /**
     * Builds the event.
     *
     * @return the event
     */
    public SecurityEvent build() {
      return new SecurityEvent(this);
    }
  }
}
