package io.github.thingseal.cloud.internal.e2e;

import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.e2e.ProtectionParametersSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A source of the SDK's own: the threads that have the answers complete its futures. What hangs on
 * these must wait for nothing and run no code of a caller's.
 */
public final class InsideSource implements ProtectionParametersSource {
  private final Function<KeyIdentity, CompletableFuture<ProtectionParameters>> source;

  /** A source that asks the function. */
  public InsideSource(Function<KeyIdentity, CompletableFuture<ProtectionParameters>> source) {
    this.source = source;
  }

  @Override
  public CompletableFuture<ProtectionParameters> uplink(KeyIdentity keyIdentity) {
    return source.apply(keyIdentity);
  }
}
