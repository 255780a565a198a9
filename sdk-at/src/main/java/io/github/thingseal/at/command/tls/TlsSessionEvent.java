package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.UrcType;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.Optional;

/**
 * A report on a TLS session that can be resumed ({@code +UUSECPRF: id,13,…}). Holds secrets; the
 * receiver closes it. Evidence: published.
 *
 * @param profile the TLS profile that it is about, 0 to 4
 * @param kind 1 the type of session, 2 its identity and master secret, 12 that the root of trust
 *     has encrypted them
 * @param sessionId the identity of the session, empty unless the kind is 2
 * @param masterSecret the master secret of the session, empty unless the kind is 2
 */
public record TlsSessionEvent(
    int profile, int kind, Optional<SecretBytes> sessionId, Optional<SecretBytes> masterSecret)
    implements AutoCloseable {
  /** A TLS session, with its master secret. Evidence: published. */
  public static final UrcType<TlsSessionEvent> URC =
      new UrcType<>("+UUSECPRF", TlsSessionEvent::read);

  private static final int SESSION_RESUMPTION = 13;
  private static final int SESSION_SECRET = 2;

  /**
   * Checks that nothing is null.
   *
   * @param profile the TLS profile that it is about
   * @param kind what is reported
   * @param sessionId the identity of the session
   * @param masterSecret the master secret of the session
   */
  public TlsSessionEvent {
    Arguments.required(sessionId, "sessionId");
    Arguments.required(masterSecret, "masterSecret");
  }

  private static Optional<TlsSessionEvent> read(InfoLine line) {
    if (line.size() < 3 || line.integer(1) != SESSION_RESUMPTION) {
      return Optional.empty();
    }
    int profile = line.integer(0);
    int kind = line.integer(2);
    return Optional.of(
        kind == SESSION_SECRET
            ? withSecrets(profile, line)
            : new TlsSessionEvent(profile, kind, Optional.empty(), Optional.empty()));
  }

  private static TlsSessionEvent withSecrets(int profile, InfoLine line) {
    SecretBytes sessionId = SecretBytes.fromBase64(line.text(3));
    try {
      SecretBytes masterSecret = SecretBytes.fromBase64(line.text(4));
      return new TlsSessionEvent(
          profile, SESSION_SECRET, Optional.of(sessionId), Optional.of(masterSecret));
    } catch (RuntimeException e) {
      sessionId.close();
      throw e;
    }
  }

  /** Wipes the secrets. */
  @Override
  public void close() {
    sessionId.ifPresent(SecretBytes::close);
    masterSecret.ifPresent(SecretBytes::close);
  }

  /** Names profile and kind only. */
  @Override
  public String toString() {
    return "TlsSessionEvent[profile " + profile + ", kind " + kind + "]";
  }
}
