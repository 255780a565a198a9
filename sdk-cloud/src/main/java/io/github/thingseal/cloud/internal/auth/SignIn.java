package io.github.thingseal.cloud.internal.auth;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.auth.CredentialsProvider;
import io.github.thingseal.cloud.error.NotAuthorizedException;
import io.github.thingseal.cloud.internal.http.ApiRequest;
import io.github.thingseal.cloud.internal.http.CallControl;
import io.github.thingseal.cloud.internal.http.ServiceClock;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exchanges access key and secret for a token (published). The refresh token is not kept. */
public final class SignIn {
  private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

  private final Operation operation;
  private final CredentialsProvider provider;
  private final ServiceClock clock;
  private final DoubleSupplier jitter;
  private final Executor readers;
  private final Sender sender;

  /** Signs in with what the provider has at that moment; it is asked on a thread of the readers. */
  public SignIn(
      Operation operation,
      CredentialsProvider provider,
      ServiceClock clock,
      DoubleSupplier jitter,
      Executor readers,
      Sender sender) {
    this.operation = operation;
    this.provider = provider;
    this.clock = clock;
    this.jitter = jitter;
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
    CompletableFuture<Credentials> read = CompletableFuture.supplyAsync(this::read, readers);
    control.waitFor("the credentials", () -> {});
    return read.thenCompose(
        credentials -> {
          String key = credentials.accessKey();
          return sendAndClose(credentials, control)
              .whenCompleteAsync((token, failure) -> report(key, failure), readers)
              .exceptionallyCompose(
                  failure ->
                      mayGoOn && isRefused(failure) && hasOthers(key)
                          ? attempt(control, false)
                          : CompletableFuture.failedFuture(failure));
        });
  }

  private CompletableFuture<AccessToken> sendAndClose(
      Credentials credentials, CallControl<?> control) {
    try {
      return send(credentials, control).whenComplete((token, failure) -> credentials.close());
    } catch (RuntimeException | Error e) {
      credentials.close();
      throw e;
    }
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

  private Credentials read() {
    try {
      return Arguments.returned(provider.credentials(), "CredentialsProvider.credentials");
    } catch (ThingsealException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidInputException("The provider of the credentials failed", e);
    }
  }

  private CompletableFuture<AccessToken> send(Credentials credentials, CallControl<?> control) {
    String secret =
        credentials.accessSecret().expose(bytes -> new String(bytes, StandardCharsets.UTF_8));
    Map<String, String> body = Map.of("APIKey", credentials.accessKey(), "APISecret", secret);
    ApiRequest<AccessToken> request =
        ApiRequest.of(
                operation,
                "access key " + credentials.accessKey(),
                body,
                answer -> received(answer, secret))
            .withSecretAnswer();
    return sender.send(request, secret, control).whenComplete((token, failure) -> request.wipe());
  }

  private AccessToken received(byte[] answer, String secret) {
    String token = Json.parseObject(answer).text("AuthToken");
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return AccessToken.received(
        token, SecretBytes.takeFrom(bytes), clock.now(), jitter.getAsDouble());
  }
}
