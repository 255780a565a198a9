package io.github.thingseal.cloud.psk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PskStoreTest {
  private static final PskIdentity IDENTITY = PskIdentity.fromHex("11010008003f9720f38c30c88428");
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private final List<PskIdentity> asked = new ArrayList<>();
  private final List<Psk> made = new ArrayList<>();

  private CompletableFuture<Psk> ask(PskIdentity identity) {
    asked.add(identity);
    if (!identity.equals(IDENTITY)) {
      return CompletableFuture.failedFuture(
          new NotFoundException(
              "No such identity", FailureDetails.ofAnswer("psk.get", 404, "", ""), null));
    }
    Psk psk = Psk.of(identity, SecretBytes.fromHex(KEY));
    made.add(psk);
    return CompletableFuture.completedFuture(psk);
  }

  @Test
  void key_whenHandedOut_isACopyOfTheCallers() {
    PskStore store = PskStore.of(this::ask);
    store.get(IDENTITY).close();
    try (Psk second = store.submit(IDENTITY).join()) {
      store.close();

      assertThat(second.key()).isEqualTo(SecretBytes.fromHex(KEY));
    }
    assertThat(asked).containsExactly(IDENTITY);
    assertThat(made).hasSize(1);
    assertThatThrownBy(() -> made.get(0).key().exposeCopy())
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void identity_whenUnknown_isAskedForOnceInAWhile() {
    PskIdentity stranger = PskIdentity.fromHex("1101");
    try (PskStore store = PskStore.of(this::ask, KeyCacheSettings.standard())) {
      assertThat(store.submit(stranger)).isCompletedExceptionally();
      assertThatThrownBy(() -> store.get(stranger)).isInstanceOf(NotFoundException.class);
    }
    assertThat(asked).hasSize(1);
  }

  @Test
  void key_whenNoOneTakesIt_isWiped() {
    CompletableFuture<Psk> answer = new CompletableFuture<>();
    try (PskStore store = PskStore.of(identity -> answer)) {
      CompletableFuture<Psk> cancelled = store.submit(IDENTITY);
      CompletableFuture<Psk> taken = store.submit(IDENTITY);
      cancelled.cancel(false);
      answer.complete(Psk.of(IDENTITY, SecretBytes.fromHex(KEY)));

      try (Psk psk = taken.join()) {
        assertThat(psk.key()).isEqualTo(SecretBytes.fromHex(KEY));
      }
    }
  }
}
