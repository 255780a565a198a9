package io.github.thingseal.cloud.internal.auth;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.auth.CredentialsProvider;
import io.github.thingseal.cloud.error.NotAuthorizedException;
import io.github.thingseal.cloud.internal.call.ApiRequest;
import io.github.thingseal.cloud.internal.call.CallControl;
import io.github.thingseal.cloud.operation.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exchanges access key and secret for a token (published). */
public final class SignIn {
  private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

  private final Operation operation;
  private final CredentialsProvider provider;
  private final CredentialsReader reader;
  private final TokenAnswers answers;
  private final Executor readers;
  private final Sender sender;

  /** Signs in with what the provider has at that moment; it is asked on a thread of the readers. */
  public SignIn(
      Operation operation,
      CredentialsProvider provider,
      TokenAnswers answers,
      Executor readers,
      Sender sender) {
    this.operation = operation;
    this.provider = provider;
    this.reader = new CredentialsReader(provider, readers);
    this.answers = answers;
    this.readers = readers;
    this.sender = sender;
  }

  /** Sends without a token. The secret is named so that no error repeats it. */
  @FunctionalInterface
  public interface Sender {
    /** Sends. */
    <T> CompletableFuture<T> send(ApiRequest<T> request, String secret, CallControl<?> control);
  }

  /** Signs in; if the provider has other credentials in place of refused ones, with those. */
  public CompletableFuture<AccessToken> perform(CallControl<?> control) {
    return attempt(control, true);
  }

  private CompletableFuture<AccessToken> attempt(CallControl<?> control, boolean mayGoOn) {
    return reader.lend(
        control,
        credentials -> {
          String key = credentials.accessKey();
          return send(credentials, control)
              .whenCompleteAsync((token, failure) -> report(key, failure), readers)
              .exceptionallyCompose(
                  failure ->
                      mayGoOn && isRefused(failure) && hasOthers(key)
                          ? attempt(control, false)
                          : CompletableFuture.failedFuture(failure));
        });
  }

  /** What a provider makes of it changes nothing about the sign-in. */
  private void report(String accessKey, @Nullable Throwable failure) {
    if (failure == null) {
      LOG.info("Signed in with access key {}", accessKey);
      try {
        provider.accepted(accessKey);
      } catch (RuntimeException e) {
        LOG.warn("The provider of the credentials failed after the sign-in", e);
      }
    }
  }

  private boolean hasOthers(String accessKey) {
    try {
      return provider.refused(accessKey);
    } catch (RuntimeException e) {
      LOG.warn("The provider of the credentials failed after these were refused", e);
      return false;
    }
  }

  private static boolean isRefused(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof NotAuthorizedException;
  }

  private CompletableFuture<AccessToken> send(Credentials credentials, CallControl<?> control) {
    String key = credentials.accessKey();
    String secret = CredentialsReader.exposeSecret(credentials);
    ApiRequest<AccessToken> request =
        ApiRequest.of(
                operation,
                "access key " + key,
                Map.of("APIKey", key, "APISecret", secret),
                answer -> answers.read(answer, key, secret, Optional.empty()))
            .withSecretAnswer();
    return sender.send(request, secret, control).whenComplete((token, failure) -> request.wipe());
  }
}
