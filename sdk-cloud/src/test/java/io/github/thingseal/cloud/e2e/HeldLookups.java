package io.github.thingseal.cloud.e2e;

import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.testsupport.Waits;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A source of parameters that answers when it is let. */
final class HeldLookups {
  final Map<KeyIdentity, CompletableFuture<ProtectionParameters>> open = new ConcurrentHashMap<>();
  private final Fleet fleet;

  HeldLookups(Fleet fleet) {
    this.fleet = fleet;
  }

  CompletableFuture<ProtectionParameters> uplink(KeyIdentity identity) {
    CompletableFuture<ProtectionParameters> answer = new CompletableFuture<>();
    open.put(identity, answer);
    return answer;
  }

  CompletableFuture<ProtectionParameters> of(Uplink uplink) {
    return Objects.requireNonNull(open.get(uplink.keyIdentity()));
  }

  /** Before the caller waits for the answer, it would decrypt on its own thread. */
  private CompletableFuture<ProtectionParameters> awaited(Uplink uplink) {
    CompletableFuture<ProtectionParameters> answer = of(uplink);
    Waits.until(() -> answer.getNumberOfDependents() > 0);
    return answer;
  }

  void answer(Uplink uplink) {
    awaited(uplink).complete(fleet.uplink(uplink.keyIdentity()).join());
  }

  void fail(Uplink uplink, RuntimeException failure) {
    awaited(uplink).completeExceptionally(failure);
  }
}
