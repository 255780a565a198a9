package io.github.thingseal.cloud.internal.auth;

import io.github.thingseal.cloud.internal.http.ServiceClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of the moment. All calls that need a new token share one sign-in. It belongs to none of
 * them, so that the end of one call does not end it.
 *
 * <p>A token that will soon expire is renewed in the background: calls go on with it meanwhile. In
 * its last seconds they wait for the next one, because it may expire on its way; if the sign-in
 * fails they go on with it even then. Only a token that no call waits for is renewed by other means
 * than a sign-in.
 */
public final class TokenSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TokenSource.class);

  /** After a failure in the background; calls without a valid token try at once. */
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

  private final TokenMaker maker;
  private final ServiceClock clock;
  private @Nullable AccessToken current;
  private long currentNumber;
  private @Nullable Flight flight;
  private long begun;
  private Instant quietUntil = Instant.MIN;
  private boolean closed;

  /** Signs in when first asked. */
  public TokenSource(TokenMaker maker, ServiceClock clock) {
    this.maker = maker;
    this.clock = clock;
  }

  /**
   * A token as it was handed out.
   *
   * @param token the token
   * @param begun how many sign-ins had begun by then
   */
  public record Grant(AccessToken token, long begun) {}

  /** Makes tokens. */
  public interface TokenMaker {
    /** A token by access key and secret. */
    CompletableFuture<AccessToken> signIn();

    /** A token in place of one that no call is waiting for, by whatever way. */
    CompletableFuture<AccessToken> renew(AccessToken current);
  }

  /** A sign-in under way or, if there is a token that it renews, whatever brings the next one. */
  private record Flight(
      long number, @Nullable AccessToken renewed, CompletableFuture<AccessToken> token) {}

  /** A token that is valid now. */
  public CompletableFuture<Grant> get() {
    Flight toStart = null;
    CompletableFuture<Grant> result;
    synchronized (this) {
      Instant now = clock.now();
      AccessToken held = current;
      boolean valid = held != null && held.isValid(now);
      boolean due = held == null || !held.isFresh(now);
      boolean quiet = valid && now.isBefore(quietUntil);
      if (due && flight == null && !quiet) {
        toStart = newFlight(held != null && valid && !held.isPressing(now) ? held : null);
      }
      if (held == null || !valid) {
        result = awaiting(flight);
      } else if (flight == null || !held.isPressing(now)) {
        result = granted(held);
      } else {
        result = awaiting(flight).exceptionallyCompose(failure -> inItsPlace(held, failure));
      }
    }
    start(toStart);
    return result;
  }

  /** The old token, if it has not expired while the sign-in failed. */
  private CompletableFuture<Grant> inItsPlace(AccessToken old, Throwable failure) {
    return old.isValid(clock.now())
        ? CompletableFuture.completedFuture(grant(old))
        : CompletableFuture.failedFuture(failure);
  }

  /**
   * A token in place of one that was refused: of a sign-in, not a renewal, that began after the
   * refused one was handed out.
   */
  public CompletableFuture<Grant> renew(Grant refused) {
    Flight toStart = null;
    CompletableFuture<Grant> result;
    synchronized (this) {
      if (current == refused.token()) {
        replace(null);
      }
      AccessToken held = current;
      if (held != null && currentNumber > refused.begun() && held.isValid(clock.now())) {
        result = granted(held);
      } else {
        if (flight == null || flight.number() <= refused.begun() || flight.renewed() != null) {
          toStart = newFlight(null);
        }
        result = awaiting(flight);
      }
    }
    start(toStart);
    return result;
  }

  /** Forgets the token. */
  @Override
  public synchronized void close() {
    closed = true;
    replace(null);
  }

  private Flight newFlight(@Nullable AccessToken renewed) {
    Flight next = new Flight(++begun, renewed, new CompletableFuture<>());
    flight = next;
    return next;
  }

  private CompletableFuture<Grant> granted(AccessToken token) {
    return CompletableFuture.completedFuture(new Grant(token, begun));
  }

  private CompletableFuture<Grant> awaiting(@Nullable Flight awaited) {
    if (awaited == null) {
      throw new IllegalStateException("There is a sign-in wherever there is no valid token");
    }
    return awaited.token().thenApply(this::grant);
  }

  private synchronized Grant grant(AccessToken token) {
    return new Grant(token, begun);
  }

  private void start(@Nullable Flight next) {
    if (next == null) {
      return;
    }
    try {
      AccessToken renewed = next.renewed();
      CompletableFuture<AccessToken> made = renewed == null ? maker.signIn() : maker.renew(renewed);
      var unused = made.whenComplete((token, failure) -> land(next, token, failure));
    } catch (RuntimeException | Error e) {
      land(next, null, e);
    }
  }

  private void land(Flight landed, @Nullable AccessToken token, @Nullable Throwable failure) {
    if (token != null) {
      keep(landed, token);
      landed.token().complete(token);
    } else if (failure != null) {
      if (isOptional(landed)) {
        LOG.warn("The token will expire soon and cannot be renewed: {}", failure.getMessage());
      }
      landed.token().completeExceptionally(failure);
    }
  }

  /** An older sign-in does not replace the token of a newer one, nor one that is on its way. */
  private synchronized void keep(Flight landed, AccessToken token) {
    if (!isLatest(landed)) {
      token.close();
      return;
    }
    flight = null;
    replace(token);
    currentNumber = landed.number();
    if (closed) {
      replace(null);
    }
  }

  /** Ends a sign-in that failed; true if calls go on with the token that there is. */
  private synchronized boolean isOptional(Flight failed) {
    if (isLatest(failed)) {
      flight = null;
      quietUntil = clock.now().plus(PAUSE_AFTER_FAILURE);
    }
    return !closed && current != null && current.isValid(clock.now());
  }

  private boolean isLatest(Flight one) {
    return one.equals(flight);
  }

  private void replace(@Nullable AccessToken token) {
    if (current != null) {
      current.close();
    }
    current = token;
  }
}
