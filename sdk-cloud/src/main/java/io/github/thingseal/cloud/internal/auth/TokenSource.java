package io.github.thingseal.cloud.internal.auth;

import io.github.thingseal.cloud.error.CallCancelledException;
import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.internal.http.CallControl;
import io.github.thingseal.cloud.internal.http.Time;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The token of the moment. However many threads ask, one signs in and the others wait for it. */
public final class TokenSource implements AutoCloseable {
  private static final long WAKE_MILLIS = 50;

  private final SignIn signIn;
  private final Time time;
  private @Nullable AccessToken current;
  private @Nullable CompletableFuture<AccessToken> flight;

  /** Signs in when first asked. */
  public TokenSource(SignIn signIn, Time time) {
    this.signIn = signIn;
    this.time = time;
  }

  /** A token that is good for now. */
  public AccessToken get(CallControl control) {
    while (true) {
      CompletableFuture<AccessToken> awaited;
      synchronized (this) {
        if (current != null && current.isFresh(time.now())) {
          return current;
        }
        awaited = flight;
        if (awaited == null) {
          flight = new CompletableFuture<>();
        }
      }
      if (awaited == null) {
        return lead(control);
      }
      AccessToken token = follow(awaited, control);
      if (token != null) {
        return token;
      }
    }
  }

  /** Forgets a token that was refused, unless there is a newer one already. */
  public synchronized void drop(AccessToken refused) {
    if (current == refused) {
      replace(null);
    }
  }

  /** Forgets the token. */
  @Override
  public synchronized void close() {
    replace(null);
  }

  private void replace(@Nullable AccessToken token) {
    if (current != null) {
      current.close();
    }
    current = token;
  }

  private AccessToken lead(CallControl control) {
    try {
      AccessToken token = signIn.perform(control);
      land(token).complete(token);
      return token;
    } catch (RuntimeException | Error e) {
      land(null).completeExceptionally(e);
      throw e;
    }
  }

  private synchronized CompletableFuture<AccessToken> land(@Nullable AccessToken token) {
    CompletableFuture<AccessToken> landed = flight;
    if (landed == null) {
      throw new IllegalStateException("Only who began a sign-in ends it");
    }
    replace(token);
    flight = null;
    return landed;
  }

  /** Waits for another thread's sign-in; null if that thread gave up for reasons of its own. */
  private @Nullable AccessToken follow(
      CompletableFuture<AccessToken> awaited, CallControl control) {
    while (true) {
      control.requireAlive(signIn.operationName());
      try {
        return awaited.get(WAKE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Look whether this call was cancelled meanwhile, and go on waiting.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof CallTimeoutException || cause instanceof CallCancelledException) {
          return null;
        }
        if (cause instanceof RuntimeException failure) {
          throw failure;
        }
        throw new IllegalStateException("Signing in failed in another thread", cause);
      }
    }
  }
}
