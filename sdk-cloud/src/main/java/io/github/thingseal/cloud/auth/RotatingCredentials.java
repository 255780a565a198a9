package io.github.thingseal.cloud.auth;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An access key that is replaced without a stop, with both keys alive meanwhile:
 *
 * <ol>
 *   <li>make a new access key in the portal (an account has five at most),
 *   <li>{@link #replaceBy} it: the next sign-in uses it. If the service refuses it, as it may for
 *       some time after it was made, the old one is used once more,
 *   <li>when {@link #isProven}, {@link #retire} the old one, and delete it in the portal.
 * </ol>
 *
 * <p>Safe for use by several threads. Close it when the services that use it are closed.
 */
public final class RotatingCredentials implements CredentialsProvider, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RotatingCredentials.class);

  private Credentials newest;
  private @Nullable Credentials previous;
  private boolean fallenBack;
  private boolean proven = true;

  private RotatingCredentials(Credentials first) {
    this.newest = first;
  }

  /**
   * Begins with one access key.
   *
   * @param first the credentials; owned by the result
   * @return the provider
   */
  public static RotatingCredentials startingWith(Credentials first) {
    return new RotatingCredentials(Arguments.required(first, "first"));
  }

  /**
   * Uses another access key from the next sign-in on, and keeps the one before.
   *
   * @param next the new credentials; owned by this object
   * @throws InvalidInputException if a replacement is under way already: {@link #retire} ends it
   */
  public synchronized void replaceBy(Credentials next) {
    Arguments.required(next, "next");
    if (previous != null) {
      throw new InvalidInputException(
          "Access key " + previous.accessKey() + " is still being replaced: retire() it first");
    }
    previous = newest;
    newest = next;
    fallenBack = false;
    proven = false;
  }

  /**
   * Forgets and wipes the access key before the newest one; does nothing if there is none.
   *
   * @return the access key that may be deleted in the portal now, or empty
   * @throws InvalidInputException if the newest one has not been used yet, so that it is unknown
   *     whether the service takes it
   */
  public synchronized Optional<String> retire() {
    Credentials old = previous;
    if (old == null) {
      return Optional.empty();
    }
    if (!proven) {
      throw new InvalidInputException(
          "The service has not accepted access key "
              + newest.accessKey()
              + " yet; keep the old one until isProven()");
    }
    previous = null;
    old.close();
    return Optional.of(old.accessKey());
  }

  /**
   * Whether the service has accepted the newest access key.
   *
   * @return true if so, and at the beginning
   */
  public synchronized boolean isProven() {
    return proven;
  }

  @Override
  public synchronized Credentials credentials() {
    Credentials old = previous;
    return fallenBack && old != null ? old.credentials() : newest.credentials();
  }

  @Override
  public synchronized void accepted(String accessKey) {
    Arguments.required(accessKey, "accessKey");
    if (accessKey.equals(newest.accessKey())) {
      proven = true;
    } else {
      fallenBack = false; // The next sign-in tries the newest one again.
    }
  }

  @Override
  public synchronized boolean refused(String accessKey) {
    Arguments.required(accessKey, "accessKey");
    if (previous == null || !accessKey.equals(newest.accessKey())) {
      fallenBack = false;
      return false;
    }
    LOG.warn(
        "The service refuses access key {}; signing in with {}, which it replaces",
        accessKey,
        previous.accessKey());
    fallenBack = true;
    return true;
  }

  /** Wipes both secrets. */
  @Override
  public synchronized void close() {
    newest.close();
    if (previous != null) {
      previous.close();
    }
  }

  /**
   * Names the access keys, never a secret.
   *
   * @return such as {@code RotatingCredentials[0d636af8-…]}
   */
  @Override
  public synchronized String toString() {
    return "RotatingCredentials["
        + newest.accessKey()
        + (previous == null ? "" : ", replaces " + previous.accessKey())
        + "]";
  }
}
