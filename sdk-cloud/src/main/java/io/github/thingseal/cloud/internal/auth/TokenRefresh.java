package io.github.thingseal.cloud.internal.auth;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.auth.CredentialsProvider;
import io.github.thingseal.cloud.error.CallCancelledException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.cloud.internal.call.ApiRequest;
import io.github.thingseal.cloud.internal.call.CallControl;
import io.github.thingseal.cloud.operation.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges the refresh token of a token for the next token (derived; path and fields assumed).
 * Access key and secret are not sent, but the provider is asked for them all the same: a key that
 * was replaced signs in.
 */
public final class TokenRefresh {
  private static final Logger LOG = LoggerFactory.getLogger(TokenRefresh.class);

  private final Operation operation;
  private final CredentialsReader reader;
  private final TokenAnswers answers;
  private final Sender sender;
  private volatile boolean hasUnknownPath;

  /** Refreshes while the provider has the access key that the token was made with. */
  public TokenRefresh(
      Operation operation,
      CredentialsProvider provider,
      TokenAnswers answers,
      Executor readers,
      Sender sender) {
    this.operation = operation;
    this.reader = new CredentialsReader(provider, readers);
    this.answers = answers;
    this.sender = sender;
  }

  /** Sends with a refresh token, once. No error repeats a secret. */
  @FunctionalInterface
  public interface Sender {
    /** Sends. */
    <T> CompletableFuture<T> send(
        ApiRequest<T> request, String refreshToken, List<String> secrets, CallControl<?> control);
  }

  /** The operation. */
  public Operation operation() {
    return operation;
  }

  /** Whether there is a refresh token, and the service is not known to lack the path. */
  public boolean canRenew(AccessToken token) {
    return !hasUnknownPath && token.exposeRefreshToken().isPresent();
  }

  /** The token after this one. */
  public CompletableFuture<AccessToken> perform(AccessToken token, CallControl<?> control) {
    return reader.lend(control, credentials -> send(token, credentials, control));
  }

  /** Takes note of a failure, after which the client signs in. */
  public void failed(Throwable failure) {
    if (failure instanceof CallCancelledException) {
      LOG.debug("The token was not refreshed", failure);
    } else if (failure instanceof NotFoundException) {
      hasUnknownPath = true;
      LOG.warn("Tokens are not refreshed any more, but made by signing in: {}", text(failure));
    } else {
      LOG.warn("The token could not be refreshed, and is made by signing in: {}", text(failure));
    }
  }

  private static String text(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  private CompletableFuture<AccessToken> send(
      AccessToken token, Credentials credentials, CallControl<?> control) {
    String key = credentials.accessKey();
    Optional<String> refreshToken = token.exposeRefreshToken();
    if (refreshToken.isEmpty() || !key.equals(token.accessKey())) {
      return CompletableFuture.failedFuture(superseded());
    }
    String secret = CredentialsReader.exposeSecret(credentials);
    ApiRequest<AccessToken> request =
        ApiRequest.of(
                operation,
                "access key " + key,
                Map.of(),
                answer -> answers.read(answer, key, secret, refreshToken))
            .withSecretAnswer();
    return sender
        .send(request, refreshToken.get(), List.of(refreshToken.get(), secret), control)
        .thenApply(next -> logged(next, key));
  }

  private static AccessToken logged(AccessToken next, String accessKey) {
    LOG.info("Renewed the token of access key {} by its refresh token", accessKey);
    return next;
  }

  private CallCancelledException superseded() {
    return new CallCancelledException(
        operation.name() + " was not sent, because token or access key were replaced meanwhile",
        FailureDetails.withoutAnswer(operation.name()),
        null);
  }
}
