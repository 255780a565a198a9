package io.github.thingseal.cloud.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.e2e.AeadEngine;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.MessageAuthenticationException;
import io.github.thingseal.core.e2e.ProtectionParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class E2eUnprotectorTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Fleet fleet = new Fleet();
  private E2eUnprotector unprotector = E2eUnprotector.builder(fleet::uplink).build();

  @AfterEach
  void close() {
    unprotector.close();
    fleet.close();
    assertThat(fleet.isAllWiped()).isTrue();
  }

  @Test
  void unprotect_whenTheMessageComesAgain_looksItUpOnce() {
    E2eMessage message = fleet.message("17.5 C");

    assertThat(unprotector.unprotect(message)).asString().isEqualTo("17.5 C");
    assertThat(unprotector.unprotect(message.toBytes())).asString().isEqualTo("17.5 C");
    assertThat(unprotector.submit(message)).isCompleted();
    assertThat(unprotector.submit(message).join()).asString().isEqualTo("17.5 C");

    assertThat(fleet.asked).containsExactly(message.keyIdentity());
  }

  @Test
  void unprotect_whenKeyIdentitiesDiffer_looksUpEach() {
    List<E2eMessage> messages = List.of(fleet.message("a"), fleet.message("b"));

    assertThat(messages)
        .extracting(message -> new String(unprotector.unprotect(message), UTF_8))
        .containsExactly("a", "b");
    assertThat(fleet.asked).hasSize(2);
  }

  @Test
  void unprotect_whenAMessageIsTampered_leavesTheKeyGoodForOthers() {
    KeyIdentity identity = fleet.identity();
    byte[] tampered = fleet.message(identity, "a").toBytes();
    tampered[20] ^= 1;

    assertThatThrownBy(() -> unprotector.unprotect(tampered))
        .isInstanceOf(MessageAuthenticationException.class);
    assertThat(unprotector.submit(E2eMessage.parse(tampered))).isCompletedExceptionally();
    assertThat(unprotector.unprotect(fleet.message(identity, "a"))).asString().isEqualTo("a");
    assertThat(fleet.asked).hasSize(1);
  }

  @Test
  void unprotect_whenTheKeyIsUnknown_remembersThat() {
    E2eMessage stranger = E2eMessage.parseHex("1101" + "00".repeat(40));

    assertThatThrownBy(() -> unprotector.unprotect(stranger)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> unprotector.unprotect(stranger)).isInstanceOf(NotFoundException.class);

    assertThat(fleet.asked).hasSize(1);
  }

  @Test
  void submit_whenTheSourceAnswersClosedParameters_fails() {
    E2eUnprotector closed =
        E2eUnprotector.builder(
                identity -> {
                  CompletableFuture<ProtectionParameters> answer = fleet.uplink(identity);
                  answer.join().close();
                  return answer;
                })
            .build();
    E2eMessage message = fleet.message("17.5 C");

    assertThat(closed.submit(message)).isCompletedExceptionally();
    assertThatThrownBy(() -> closed.unprotect(message)).isInstanceOf(InvalidInputException.class);
    assertThat(fleet.asked).hasSize(2);
    closed.close();
  }

  @Test
  void unprotect_whenMalformed_looksNothingUp() {
    assertThatThrownBy(() -> unprotector.unprotect(new byte[] {0x11, 2, 3}))
        .isInstanceOf(InvalidInputException.class);
    assertThat(fleet.asked).isEmpty();
  }

  @Test
  void unprotectAll_whenSomeAreBad_hasAResultForEachInOrder() {
    KeyIdentity shared = fleet.identity();
    byte[] tampered = fleet.message(shared, "x").toBytes();
    tampered[tampered.length - 1] ^= 1;
    byte[] stranger = E2eMessage.parseHex("1101" + "00".repeat(40)).toBytes();

    List<UnprotectResult> results =
        unprotector.unprotectAll(
            List.of(
                fleet.message(shared, "first").toBytes(),
                new byte[0],
                tampered,
                stranger,
                new byte[] {0x33, 1},
                fleet.message("second").toBytes(),
                fleet.message(shared, "").toBytes()));

    assertThat(results)
        .extracting(UnprotectResult::isUnprotected)
        .containsExactly(true, false, false, false, false, true, true);
    assertThat(results.get(0).plaintext()).asString().isEqualTo("first");
    assertThat(results.get(0).rotPublicUid()).contains(Fleet.UID);
    assertThat(results.get(0).failure()).isEmpty();
    assertThat(results.get(1).failure()).get().isInstanceOf(InvalidInputException.class);
    assertThat(results.get(2).failure()).get().isInstanceOf(MessageAuthenticationException.class);
    assertThat(results.get(3).failure()).get().isInstanceOf(NotFoundException.class);
    assertThat(results.get(4).failure()).get().isInstanceOf(InvalidInputException.class);
    assertThat(results.get(5).plaintext()).asString().isEqualTo("second");
    assertThat(results.get(6).plaintext()).isEmpty();
    assertThatThrownBy(() -> results.get(3).plaintext()).isInstanceOf(NotFoundException.class);
    assertThat(results.get(3).rotPublicUid()).isEmpty();
    assertThat(fleet.asked).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void unprotectAll_whenKeysTakeTurns_decryptsThoseOfOneKeyOneAfterTheOther() {
    List<byte[]> keys = new ArrayList<>();
    unprotector =
        E2eUnprotector.builder(fleet::uplink)
            .cipher(
                E2eCipher.standard()
                    .withEngine(new WatchedEngine((key, plaintext) -> keys.add(key.clone()))))
            .build();
    List<KeyIdentity> identities = List.of(fleet.identity(), fleet.identity(), fleet.identity());
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      messages.add(fleet.message(identities.get(i % 3), "m" + i).toBytes());
    }
    unprotector.unprotectAll(messages.subList(0, 3));
    keys.clear();

    List<UnprotectResult> results = unprotector.unprotectAll(messages);

    for (int i = 0; i < 30; i++) {
      assertThat(results.get(i).plaintext()).asString().isEqualTo("m" + i);
    }
    assertThat(keys).hasSize(30);
    long changes =
        IntStream.range(1, 30).filter(i -> !Arrays.equals(keys.get(i), keys.get(i - 1))).count();
    assertThat(changes).isEqualTo(2);
  }

  @Test
  void submitEach_whenOneKeyIsSlow_holdsUpThoseMessagesOnly() {
    HeldLookups lookups = new HeldLookups(fleet);
    unprotector = E2eUnprotector.builder(lookups::uplink).build();
    Uplink slow = Uplink.of(fleet, 1, 1);
    Uplink quick = Uplink.of(fleet, 2, 1);
    Uplink unknown = Uplink.of(fleet, 3, 1);
    Uplink known = Uplink.of(fleet, 4, 1);
    var begun = unprotector.submit(E2eMessage.parse(known.bytes()));
    lookups.answer(known);
    assertThat(begun).isCompleted();

    List<CompletableFuture<UnprotectResult>> results =
        unprotector.submitEach(
            List.of(slow.bytes(), quick.bytes(), new byte[0], unknown.bytes(), known.bytes()));

    assertThat(results.get(4)).isCompleted();
    assertThat(results.get(4).join().plaintext()).asString().isEqualTo(known.text());
    assertThat(results.get(2).join().failure()).get().isInstanceOf(InvalidInputException.class);
    lookups.answer(quick);
    lookups.fail(unknown, new TransientException("no line"));
    assertThat(results.get(1).join().plaintext()).asString().isEqualTo(quick.text());
    assertThat(results.get(3).join().failure()).get().isInstanceOf(TransientException.class);
    assertThat(results.get(0)).isNotDone();

    results.get(0).cancel(false);

    assertThat(lookups.of(slow)).isCancelled();
  }

  @Test
  void submitEach_whenAKeyIsShared_looksItUpOnceAndCancelsForOneAlone() {
    HeldLookups lookups = new HeldLookups(fleet);
    unprotector = E2eUnprotector.builder(lookups::uplink).build();
    Uplink uplink = Uplink.of(fleet, 1, 1);
    List<CompletableFuture<UnprotectResult>> results =
        unprotector.submitEach(List.of(uplink.bytes(), uplink.bytes()));

    results.get(0).cancel(false);
    lookups.answer(uplink);

    assertThat(lookups.open).hasSize(1);
    assertThat(results.get(1).join().plaintext()).asString().isEqualTo(uplink.text());
  }

  @Test
  void result_whenShown_showsNoPlaintext() {
    List<UnprotectResult> results =
        unprotector.unprotectAll(List.of(fleet.message("secret").toBytes(), new byte[0]));

    assertThat(results.get(0)).hasToString("UnprotectResult[6 bytes of 0a04f008003c9623]");
    assertThat(results.get(1).toString()).contains("InvalidInputException");
  }

  @Test
  void unprotectAll_whenTheEngineThrowsAnErrorWithACachedKey_failsForThatMessageAlone() {
    KeyIdentity identity = fleet.identity();
    byte[] message = fleet.message(identity, "reading").toBytes();
    AtomicInteger messages = new AtomicInteger();
    AeadEngine engine =
        new WatchedEngine(
            (key, plaintext) -> {
              if (messages.incrementAndGet() == 2) {
                throw new StackOverflowError("too deep");
              }
            });
    try (E2eUnprotector failing =
        E2eUnprotector.builder(fleet::uplink)
            .cipher(E2eCipher.standard().withEngine(engine))
            .build()) {
      failing.unprotect(message);

      List<UnprotectResult> results = failing.unprotectAll(List.of(message, message));

      assertThat(results.get(0).failure()).containsInstanceOf(TransientException.class);
      assertThat(results.get(1).isUnprotected()).isTrue();
    }
  }

  @Test
  void unprotectAll_whenThereAreNone_isEmpty() {
    assertThat(unprotector.unprotectAll(List.of())).isEmpty();
  }

  @Test
  void unprotectAll_whenThereAreMore_asksWithinTheBoundOnly() {
    List<CompletableFuture<ProtectionParameters>> open = new ArrayList<>();
    KeyCacheSettings two = KeyCacheSettings.standard().withLookupsAtOnce(2);
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      messages.add(fleet.message("m" + i).toBytes());
    }
    unprotector =
        E2eUnprotector.builder(
                identity -> {
                  CompletableFuture<ProtectionParameters> answer = new CompletableFuture<>();
                  open.add(answer);
                  return answer;
                })
            .cache(two)
            .build();

    CompletableFuture<List<UnprotectResult>> all = unprotector.submitAll(messages);

    assertThat(open).hasSize(2);
    all.cancel(false);
    assertThat(open).allSatisfy(answer -> assertThat(answer).isCancelled());
  }

  @Test
  void submitAll_whenTheSourceFailsForOne_failsThatOneOnly() {
    KeyIdentity broken = fleet.identity();
    unprotector =
        E2eUnprotector.builder(
                identity ->
                    identity.equals(broken)
                        ? CompletableFuture.failedFuture(new TransientException("no line"))
                        : CompletableFuture.supplyAsync(() -> fleet.uplink(identity).join()))
            .build();

    CompletableFuture<List<UnprotectResult>> all =
        unprotector.submitAll(
            List.of(
                fleet.message(broken, "a").toBytes(),
                fleet.message("b").toBytes(),
                fleet.message("c").toBytes()));

    assertThat(all)
        .succeedsWithin(PATIENCE)
        .satisfies(
            results -> {
              assertThat(results.get(0).failure()).get().isInstanceOf(TransientException.class);
              assertThat(results.get(1).plaintext()).asString().isEqualTo("b");
              assertThat(results.get(2).plaintext()).asString().isEqualTo("c");
            });
  }

  @Test
  void close_overwritesTheKeysThatTheEngineKeeps() {
    WatchedEngine engine = new WatchedEngine();
    E2eUnprotector watched =
        E2eUnprotector.builder(fleet::uplink)
            .cipher(E2eCipher.standard().withEngine(engine))
            .build();
    watched.unprotect(fleet.message("a"));
    assertThat(engine.wipes()).isZero();

    watched.close();

    assertThat(engine.wipes()).isEqualTo(1);
  }

  @Test
  void closed_whenAsked_saysSo() {
    byte[] message = fleet.message("a").toBytes();
    unprotector.close();

    assertThatThrownBy(() -> unprotector.unprotect(message))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("closed");
    assertThat(unprotector.unprotectAll(List.of(message)).get(0).failure())
        .get()
        .isInstanceOf(InvalidInputException.class);
    assertThat(fleet.asked).isEmpty();
  }
}
