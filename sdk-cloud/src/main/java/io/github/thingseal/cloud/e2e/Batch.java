package io.github.thingseal.cloud.e2e;

import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Many messages under way: those of one key identity share a look-up, and each has its result. */
final class Batch {
  private final E2eUnprotector unprotector;
  private final UnprotectResult[] results;
  private final Map<KeyIdentity, Map<Integer, E2eMessage>> messages = new LinkedHashMap<>();

  Batch(List<byte[]> messages, E2eUnprotector unprotector) {
    this.unprotector = unprotector;
    this.results = new UnprotectResult[messages.size()];
    int index = 0;
    for (byte[] message : messages) {
      take(index, message);
      index++;
    }
  }

  private void take(int index, byte[] bytes) {
    try {
      E2eMessage message = E2eMessage.parse(bytes);
      UnprotectResult atHand = unprotector.openIfAtHand(message);
      if (atHand != null) {
        results[index] = atHand;
        return;
      }
      messages
          .computeIfAbsent(message.keyIdentity(), same -> new LinkedHashMap<>())
          .put(index, message);
    } catch (ThingsealException e) {
      results[index] = UnprotectResult.failed(e);
    }
  }

  /** Begins all look-ups. Cancelling the future ends them. */
  CompletableFuture<List<UnprotectResult>> submit() {
    if (messages.isEmpty()) {
      return CompletableFuture.completedFuture(List.of(results));
    }
    List<CompletableFuture<?>> lookups = new ArrayList<>();
    List<CompletableFuture<?>> ends = new ArrayList<>();
    messages.forEach(
        (identity, group) -> {
          CompletableFuture<?> opened =
              unprotector.lend(identity, parameters -> open(group, parameters));
          lookups.add(opened);
          ends.add(opened.handle((done, failure) -> end(group, failure)));
        });
    CompletableFuture<List<UnprotectResult>> all =
        CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
            .thenApply(none -> List.of(results));
    var unused = all.whenComplete((list, failure) -> lookups.forEach(each -> each.cancel(false)));
    return all;
  }

  private boolean open(Map<Integer, E2eMessage> group, ProtectionParameters parameters) {
    group.forEach((index, message) -> results[index] = unprotector.open(message, parameters));
    return true;
  }

  private boolean end(Map<Integer, E2eMessage> group, @Nullable Throwable failure) {
    if (failure != null) {
      group.forEach(
          (index, message) ->
              results[index] =
                  UnprotectResult.failed(Outcomes.typed(failure, "Unprotecting " + message)));
    }
    return true;
  }
}
