package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.UrcType;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.Optional;

/**
 * What a module reports of a TLS session that can be resumed ({@code +UUSECPRF: id,13,…}). Holds
 * secrets; the receiver closes it. Evidence: published.
 */
public final class TlsSessionEvent implements AutoCloseable {
  /** A TLS session, with its master secret. Evidence: published. */
  public static final UrcType<TlsSessionEvent> URC =
      new UrcType<>("+UUSECPRF", TlsSessionEvent::read);

  private static final int SESSION_RESUMPTION = 13;
  private static final int SESSION_SECRET = 2;

  private final int profile;
  private final int kind;
  private final Optional<SecretBytes> sessionId;
  private final Optional<SecretBytes> masterSecret;

  private TlsSessionEvent(
      int profile, int kind, Optional<SecretBytes> sessionId, Optional<SecretBytes> masterSecret) {
    this.profile = profile;
    this.kind = kind;
    this.sessionId = sessionId;
    this.masterSecret = masterSecret;
  }

  private static Optional<TlsSessionEvent> read(InfoLine line) {
    if (line.size() < 3 || line.integer(1) != SESSION_RESUMPTION) {
      return Optional.empty();
    }
    int kind = line.integer(2);
    boolean secret = kind == SESSION_SECRET;
    return Optional.of(
        new TlsSessionEvent(
            line.integer(0),
            kind,
            secret ? Optional.of(SecretBytes.fromBase64(line.text(3))) : Optional.empty(),
            secret ? Optional.of(SecretBytes.fromBase64(line.text(4))) : Optional.empty()));
  }

  /**
   * The TLS profile that it is about.
   *
   * @return 0 to 4
   */
  public int profile() {
    return profile;
  }

  /**
   * What is reported.
   *
   * @return 1 the type of session, 2 its identity and master secret, 12 that the root of trust has
   *     encrypted them
   */
  public int kind() {
    return kind;
  }

  /**
   * The identity of the session.
   *
   * @return its bytes, or empty unless {@link #kind()} is 2
   */
  public Optional<SecretBytes> sessionId() {
    return sessionId;
  }

  /**
   * The master secret of the session.
   *
   * @return its bytes, or empty unless {@link #kind()} is 2
   */
  public Optional<SecretBytes> masterSecret() {
    return masterSecret;
  }

  /** Wipes the secrets. */
  @Override
  public void close() {
    sessionId.ifPresent(SecretBytes::close);
    masterSecret.ifPresent(SecretBytes::close);
  }

  /**
   * Names profile and kind only.
   *
   * @return no secrets
   */
  @Override
  public String toString() {
    return "TlsSessionEvent[profile " + profile + ", kind " + kind + "]";
  }
}
