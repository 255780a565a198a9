package io.github.thingseal.cloud.e2e;

import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Many messages under way: those of one key identity share a look-up, and each has its result. */
final class Batch {
  /** As many reads as a processor has under way at once, more or less. */
  private static final int AT_A_TIME = 16;

  private final Decryptor decryptor;
  private final @Nullable E2eMessage[] messages;
  private final @Nullable UnprotectResult[] results;

  /** Decrypts those whose key is cached. */
  Batch(List<byte[]> messages, Decryptor decryptor) {
    this.decryptor = decryptor;
    this.messages = new @Nullable E2eMessage[messages.size()];
    this.results = new @Nullable UnprotectResult[messages.size()];
    int index = 0;
    for (byte[] message : messages) {
      parse(index, message);
      index++;
    }
    try (AtHand atHand = decryptor.atHand()) {
      openAll(byIdentity(), atHand);
    }
  }

  /** Begins all look-ups. Cancelling the future ends them. */
  CompletableFuture<List<UnprotectResult>> submit() {
    Map<KeyIdentity, Map<Integer, E2eMessage>> groups = groups();
    if (groups.isEmpty()) {
      return CompletableFuture.completedFuture(List.of(results));
    }
    List<CompletableFuture<?>> lookups = new ArrayList<>();
    List<CompletableFuture<?>> ends = new ArrayList<>();
    groups.forEach(
        (identity, group) -> {
          CompletableFuture<?> opened =
              decryptor.lend(identity, parameters -> open(group, parameters));
          lookups.add(opened);
          ends.add(opened.handle((done, failure) -> end(group, failure)));
        });
    CompletableFuture<List<UnprotectResult>> all =
        CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
            .thenApply(none -> List.of(results));
    var unused = all.whenComplete((list, failure) -> lookups.forEach(each -> each.cancel(false)));
    return all;
  }

  /** Begins all look-ups, with a future for each message. */
  List<CompletableFuture<UnprotectResult>> submitEach() {
    List<CompletableFuture<UnprotectResult>> futures = new ArrayList<>(results.length);
    for (int i = 0; i < results.length; i++) {
      UnprotectResult atHand = results[i];
      E2eMessage message = messages[i];
      futures.add(message == null ? CompletableFuture.completedFuture(atHand) : lookedUp(message));
    }
    return futures;
  }

  private void parse(int index, byte[] bytes) {
    try {
      messages[index] = E2eMessage.parse(bytes);
    } catch (ThingsealException e) {
      results[index] = UnprotectResult.failed(e);
    }
  }

  /**
   * The messages, sorted by key identity: those of one identity share one access to the cache and
   * one key schedule. Each entry is a hash of the identity, followed by the index.
   */
  private long[] byIdentity() {
    long[] order = new long[messages.length];
    int parsed = 0;
    for (int i = 0; i < order.length; i++) {
      E2eMessage message = messages[i];
      if (message != null) {
        order[parsed] = (long) message.keyIdentity().hashCode() << Integer.SIZE | i;
        parsed++;
      }
    }
    Arrays.sort(order, 0, parsed);
    return parsed == order.length ? order : Arrays.copyOf(order, parsed);
  }

  /** Some at a time: the clock is read, and all are asked for, before the first is decrypted. */
  private void openAll(long[] order, AtHand atHand) {
    for (int begin = 0; begin < order.length; begin += AT_A_TIME) {
      int end = Math.min(begin + AT_A_TIME, order.length);
      boolean any = false;
      atHand.readClock();
      for (int i = begin; i < end; i++) {
        any |= mayOpen((int) order[i], atHand);
      }
      for (int i = begin; i < end && any; i++) {
        open((int) order[i], atHand);
      }
    }
  }

  private boolean mayOpen(int index, AtHand atHand) {
    E2eMessage message = messages[index];
    return message != null && atHand.mayHave(message);
  }

  private void open(int index, AtHand atHand) {
    E2eMessage message = messages[index];
    UnprotectResult opened = message == null ? null : atHand.open(message);
    if (opened != null) {
      results[index] = opened;
      messages[index] = null;
    }
  }

  /** What is left to look up. */
  private Map<KeyIdentity, Map<Integer, E2eMessage>> groups() {
    Map<KeyIdentity, Map<Integer, E2eMessage>> groups = new LinkedHashMap<>();
    for (int i = 0; i < messages.length; i++) {
      E2eMessage message = messages[i];
      if (message != null) {
        groups
            .computeIfAbsent(message.keyIdentity(), same -> new LinkedHashMap<>())
            .put(i, message);
      }
    }
    return groups;
  }

  private CompletableFuture<UnprotectResult> lookedUp(E2eMessage message) {
    CompletableFuture<UnprotectResult> opened =
        decryptor.lend(message.keyIdentity(), parameters -> decryptor.open(message, parameters));
    CompletableFuture<UnprotectResult> result =
        opened.handle((done, failure) -> failure == null ? done : failed(message, failure));
    if (!result.isDone()) {
      var unused = result.whenComplete((done, failure) -> opened.cancel(false));
    }
    return result;
  }

  private boolean open(Map<Integer, E2eMessage> group, ProtectionParameters parameters) {
    group.forEach((index, message) -> results[index] = decryptor.open(message, parameters));
    return true;
  }

  private boolean end(Map<Integer, E2eMessage> group, @Nullable Throwable failure) {
    if (failure != null) {
      group.forEach((index, message) -> results[index] = failed(message, failure));
    }
    return true;
  }

  private static UnprotectResult failed(E2eMessage message, Throwable failure) {
    return UnprotectResult.failed(Outcomes.typed(failure, "Unprotecting " + message));
  }
}
