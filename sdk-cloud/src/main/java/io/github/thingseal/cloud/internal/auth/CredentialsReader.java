package io.github.thingseal.cloud.internal.auth;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.auth.CredentialsProvider;
import io.github.thingseal.cloud.internal.call.CallControl;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Asks the provider for credentials, on a thread that may wait, and closes them after use. */
final class CredentialsReader {
  private final CredentialsProvider provider;
  private final Executor readers;

  CredentialsReader(CredentialsProvider provider, Executor readers) {
    this.provider = provider;
    this.readers = readers;
  }

  /** Lends the credentials of this moment until the future of what is done with them is over. */
  <T> CompletableFuture<T> lend(
      CallControl<?> control, Function<Credentials, CompletableFuture<T>> use) {
    CompletableFuture<Credentials> read = CompletableFuture.supplyAsync(this::read, readers);
    control.waitFor("the credentials", () -> {});
    return read.thenCompose(credentials -> useAndClose(credentials, use));
  }

  /** The secret as text, which requests need. */
  static String exposeSecret(Credentials credentials) {
    return credentials.accessSecret().expose(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static <T> CompletableFuture<T> useAndClose(
      Credentials credentials, Function<Credentials, CompletableFuture<T>> use) {
    try {
      return use.apply(credentials).whenComplete((value, failure) -> credentials.close());
    } catch (RuntimeException | Error e) {
      credentials.close();
      throw e;
    }
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
}
