package io.github.thingseal.cloud.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.error.CallCancelledException;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.e2e.AeadEngine;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.MessageAuthenticationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BulkResultsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Fleet fleet = new Fleet();
  private final HeldLookups lookups = new HeldLookups(fleet);
  private final List<byte[]> plaintexts = new ArrayList<>();
  private final E2eUnprotector held =
      E2eUnprotector.builder(lookups::uplink).cipher(watched(plaintexts)).build();
  private final E2eUnprotector ready = E2eUnprotector.builder(fleet::uplink).build();

  @AfterEach
  void close() {
    held.close();
    ready.close();
    fleet.close();
  }

  @Test
  void results_whenADeviceIsSlow_comeForOthersAndInOrderForIt() {
    Uplink slow = Uplink.of(fleet, 1, 1);
    Uplink behind = Uplink.of(fleet, 1, 2);
    Uplink neighbour = Uplink.of(fleet, 2, 1);
    BulkResults<Uplink> results =
        ordered(held).build().results(List.of(slow, behind, neighbour).iterator());
    // Begins all three look-ups; nothing is ready yet.
    CompletableFuture<BulkResult<Uplink>> first =
        CompletableFuture.supplyAsync(() -> results.next());
    Awaitility.await().atMost(PATIENCE).until(() -> lookups.open.size() == 3);

    lookups.answer(behind);
    lookups.answer(neighbour);

    assertThat(first).succeedsWithin(PATIENCE).extracting(BulkResult::message).isEqualTo(neighbour);
    lookups.answer(slow);
    assertThat(results.next()).satisfies(BulkResultsTest::isRight).matches(is(slow));
    assertThat(results.next()).satisfies(BulkResultsTest::isRight).matches(is(behind));
    assertThat(results.hasNext()).isFalse();
    assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void results_whenMessagesAreBad_failForEachAlone() {
    Uplink good = Uplink.of(fleet, 1, 1);
    Uplink altered = Uplink.of(fleet, 1, 2);
    altered.bytes()[altered.bytes().length - 1] ^= 1;
    Uplink unknown = new Uplink(1, 3, E2eMessage.parseHex("1101" + "00".repeat(40)).toBytes());
    Uplink empty = new Uplink(1, 4, new byte[0]);
    Uplink last = Uplink.of(fleet, 1, 5);

    List<BulkResult<Uplink>> results =
        ordered(ready)
            .build()
            .results(List.of(good, altered, unknown, empty, last).iterator())
            .stream()
            .toList();

    assertThat(results)
        .extracting(BulkResult::message)
        .containsExactly(good, altered, unknown, empty, last);
    isRight(results.get(0));
    fails(results.get(1), MessageAuthenticationException.class);
    fails(results.get(2), NotFoundException.class);
    fails(results.get(3), InvalidInputException.class);
    isRight(results.get(4));
  }

  @Test
  void results_whenAFunctionFailsForAMessage_failForItAlone() {
    Uplink good = Uplink.of(fleet, 1, 1);
    BulkUnprotector<Uplink> bulk =
        ready
            .<Uplink>bulk(
                uplink -> {
                  if (uplink.number() == 2) {
                    throw new IllegalStateException("no bytes");
                  }
                  return uplink.bytes();
                })
            .orderedBy(uplink -> uplink.number() == 3 ? null : uplink.device())
            .build();

    List<BulkResult<Uplink>> results =
        bulk
            .results(List.of(Uplink.of(fleet, 1, 2), Uplink.of(fleet, 1, 3), good).iterator())
            .stream()
            .toList();

    fails(results.get(0), InvalidInputException.class);
    fails(results.get(1), InvalidInputException.class);
    isRight(results.get(2));
  }

  static Stream<Arguments> troubles() {
    return Stream.of(
        trouble(
            () -> {
              throw new TransientException("no comparison");
            },
            TransientException.class),
        trouble(
            () -> {
              throw new IllegalStateException("no comparison");
            },
            InvalidInputException.class),
        trouble(
            () -> {
              throw new StackOverflowError("too deep");
            },
            TransientException.class));
  }

  private static Arguments trouble(Runnable trouble, Class<?> failure) {
    return Arguments.of(trouble, failure);
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void results_whenEqualsOfADeviceThrows_failForItsMessageAlone(
      Runnable trouble, Class<?> failure) {
    Uplink slow = Uplink.of(fleet, 1, 1);
    Uplink bad = Uplink.of(fleet, 2, 1);
    Uplink behind = Uplink.of(fleet, 1, 2);
    BulkResults<Uplink> results =
        held.<Uplink>bulk(Uplink::bytes)
            .orderedBy(
                uplink -> new HostileDevice(uplink.device(), uplink == bad ? trouble : () -> {}))
            .build()
            .results(List.of(slow, bad, behind).iterator());

    BulkResult<Uplink> first = results.next();
    assertThat(first.message()).isEqualTo(bad);
    fails(first, failure);
    lookups.answer(behind);
    lookups.answer(slow);
    assertThat(results.next().message()).isEqualTo(slow);
    assertThat(results.next().message()).isEqualTo(behind);
    assertThat(results.hasNext()).isFalse();
  }

  /** Such as a function that parses what is nested too deep. */
  @Test
  void results_whenAFunctionThrowsAnErrorForAMessage_failForItAlone() {
    Uplink good = Uplink.of(fleet, 1, 1);
    BulkUnprotector<Uplink> bulk =
        ready
            .<Uplink>bulk(
                uplink -> {
                  throwIf(uplink.number() == 2);
                  return uplink.bytes();
                })
            .orderedBy(
                uplink -> {
                  throwIf(uplink.number() == 3);
                  return uplink.device();
                })
            .window(1)
            .build();

    List<BulkResult<Uplink>> results =
        bulk
            .results(List.of(Uplink.of(fleet, 1, 2), Uplink.of(fleet, 1, 3), good).iterator())
            .stream()
            .toList();

    fails(results.get(0), TransientException.class);
    fails(results.get(1), TransientException.class);
    isRight(results.get(2));
  }

  /** Whether the key of the message is looked up or cached. */
  @Test
  void results_whenTheEngineThrowsAnErrorForAMessage_failForItAlone() {
    KeyIdentity identity = fleet.identity();
    List<Uplink> uplinks =
        Stream.of(1, 2, 3, 4).map(number -> Uplink.of(fleet, identity, 1, number)).toList();
    AtomicInteger messages = new AtomicInteger();
    AeadEngine engine =
        new WatchedEngine((key, plaintext) -> throwIf(messages.incrementAndGet() % 2 == 1));
    E2eUnprotector failing =
        E2eUnprotector.builder(fleet::uplink)
            .cipher(E2eCipher.standard().withEngine(engine))
            .build();

    List<BulkResult<Uplink>> results =
        ordered(failing).window(1).build().results(uplinks.iterator()).stream().toList();

    fails(results.get(0), TransientException.class);
    isRight(results.get(1));
    fails(results.get(2), TransientException.class);
    isRight(results.get(3));
    failing.close();
  }

  private static void throwIf(boolean isBad) {
    if (isBad) {
      throw new StackOverflowError("too deep");
    }
  }

  /** All have one hash code. One throws when it is compared. */
  private static final class HostileDevice {
    private final int number;
    private final Runnable trouble;

    HostileDevice(int number, Runnable trouble) {
      this.number = number;
      this.trouble = trouble;
    }

    @Override
    public boolean equals(Object other) {
      trouble.run();
      return other instanceof HostileDevice that && number == that.number;
    }

    @Override
    public int hashCode() {
      return 7;
    }
  }

  @Test
  void results_whenNoOrderIsSet_comeAsTheyAreReady() {
    Uplink slow = Uplink.of(fleet, 1, 1);
    Uplink quick = new Uplink(1, 2, new byte[0]);
    BulkResults<Uplink> results =
        held.<Uplink>bulk(Uplink::bytes).build().results(List.of(slow, quick).iterator());

    assertThat(results.next().message()).isEqualTo(quick);
    lookups.answer(slow);
    assertThat(results.next().message()).isEqualTo(slow);
  }

  @Test
  void results_whenTheServiceFails_goOn() {
    Uplink one = Uplink.of(fleet, 1, 1);
    Uplink two = Uplink.of(fleet, 2, 1);
    E2eUnprotector failing =
        E2eUnprotector.builder(
                identity -> CompletableFuture.failedFuture(new TransientException("down")))
            .build();

    assertThat(ordered(failing).build().results(List.of(one, two).iterator()).stream())
        .hasSize(2)
        .allSatisfy(result -> fails(result, TransientException.class));
    failing.close();
  }

  @Test
  void window_whenFull_takesNoMoreUntilAResultIsTaken() {
    List<Uplink> taken = new ArrayList<>();
    List<Uplink> uplinks =
        List.of(Uplink.of(fleet, 1, 1), Uplink.of(fleet, 2, 1), Uplink.of(fleet, 3, 1));
    Iterator<Uplink> source = uplinks.stream().peek(taken::add).iterator();
    BulkResults<Uplink> results = ordered(ready).window(1).build().results(source);

    results.next();
    assertThat(taken).hasSize(1);
    assertThat(results.progress()).isEqualTo(new BulkProgress(1, 1, 0));
    results.next();
    assertThat(taken).hasSize(2);
  }

  @Test
  void interrupt_whileWaiting_endsTheLookupsAndStaysSet() {
    Uplink uplink = Uplink.of(fleet, 1, 1);
    BulkResults<Uplink> results = ordered(held).build().results(List.of(uplink).iterator());

    Thread.currentThread().interrupt();

    assertThatThrownBy(results::hasNext)
        .isInstanceOfSatisfying(
            CallCancelledException.class,
            e -> assertThat(e.details().mayHaveBeenCarriedOut()).isFalse())
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(lookups.of(uplink)).isCancelled();
    assertThat(results.progress().taken()).isEqualTo(1);
  }

  @Test
  void close_whileOneWaits_endsItsWaitAndWipesWhatWasNotTaken() {
    Uplink waiting = Uplink.of(fleet, 1, 1);
    Uplink behind = Uplink.of(fleet, 1, 2);
    BulkResults<Uplink> results =
        ordered(held).build().results(List.of(waiting, behind).iterator());
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                results.next();
              } catch (RuntimeException e) {
                thrown.set(e);
              }
            });
    thread.start();
    Awaitility.await().atMost(PATIENCE).until(() -> lookups.open.size() == 2);
    lookups.answer(behind); // Decrypted, and not ready, as it is not the first of its device.

    results.close();

    Awaitility.await().atMost(PATIENCE).until(() -> !thread.isAlive());
    assertThat(thrown.get())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("closed");
    assertThat(lookups.of(waiting)).isCancelled();
    assertThat(plaintexts).singleElement().satisfies(bytes -> assertThat(bytes).containsOnly(0));
    assertThatThrownBy(results::next).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void close_whileMessagesAreTaken_takesNoMore() {
    Uplink uplink = Uplink.of(fleet, 1, 1);
    AtomicReference<BulkResults<Uplink>> stream = new AtomicReference<>();
    AtomicInteger taken = new AtomicInteger();
    Iterator<Uplink> endless =
        Stream.generate(
                () -> {
                  assertThat(taken.incrementAndGet()).isEqualTo(1);
                  Objects.requireNonNull(stream.get()).close();
                  return uplink;
                })
            .iterator();
    BulkResults<Uplink> results = ordered(ready).build().results(endless);
    stream.set(results);

    assertThatThrownBy(results::hasNext)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void close_whenResultsAreReady_wipesThem() {
    List<Uplink> uplinks = List.of(Uplink.of(fleet, 1, 1), Uplink.of(fleet, 2, 1));
    E2eUnprotector watched =
        E2eUnprotector.builder(fleet::uplink).cipher(watched(plaintexts)).build();
    BulkResults<Uplink> results = ordered(watched).build().results(uplinks.iterator());
    BulkResult<Uplink> taken = results.next();

    results.close();

    assertThat(plaintexts).hasSize(2);
    isRight(taken);
    assertThat(plaintexts.get(1)).containsOnly(0);
    watched.close();
  }

  @Test
  void close_atTheEnd_changesNothing() {
    BulkResults<Uplink> results =
        ordered(ready).build().results(List.of(Uplink.of(fleet, 1, 1)).iterator());
    isRight(results.next());
    assertThat(results.hasNext()).isFalse();

    results.close();

    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void source_whenItFails_failsTheStreamAfterTheResultsBefore() {
    Uplink good = Uplink.of(fleet, 1, 1);
    Iterator<Uplink> failing =
        Stream.of(good, good)
            .peek(
                new Consumer<>() {
                  private int seen;

                  @Override
                  public void accept(Uplink uplink) {
                    seen++;
                    if (seen == 2) {
                      throw new IllegalStateException("the file ended early");
                    }
                  }
                })
            .iterator();
    BulkResults<Uplink> results = ordered(ready).build().results(failing);

    isRight(results.next());

    assertThatThrownBy(results::hasNext).hasMessage("the file ended early");
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void source_whenItReturnsNull_failsTheStreamAfterTheResultsBefore() {
    Uplink good = Uplink.of(fleet, 1, 1);
    BulkResults<Uplink> results =
        ordered(ready).build().results(Arrays.asList(good, null, good).iterator());

    isRight(results.next());

    assertThatThrownBy(results::hasNext)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("source of messages");
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void unprotector_whenClosed_failsTheRest() {
    Uplink uplink = Uplink.of(fleet, 1, 1);
    BulkResults<Uplink> results = ordered(ready).build().results(List.of(uplink).iterator());

    ready.close();

    fails(results.next(), InvalidInputException.class);
  }

  @Test
  void window_whenNotPositive_isRefused() {
    assertThatThrownBy(() -> ordered(ready).window(0)).isInstanceOf(InvalidInputException.class);
  }

  private static BulkUnprotector.Builder<Uplink> ordered(E2eUnprotector unprotector) {
    return unprotector.<Uplink>bulk(Uplink::bytes).orderedBy(Uplink::device);
  }

  /** Keeps the arrays that plaintexts are made in. */
  private static E2eCipher watched(List<byte[]> plaintexts) {
    return E2eCipher.standard()
        .withEngine(new WatchedEngine((key, plaintext) -> plaintexts.add(plaintext)));
  }

  private static Predicate<BulkResult<Uplink>> is(Uplink uplink) {
    return result -> result.message().equals(uplink);
  }

  private static void isRight(BulkResult<Uplink> result) {
    assertThat(result.result().plaintext()).asString().isEqualTo(result.message().text());
  }

  private static void fails(BulkResult<Uplink> result, Class<?> failure) {
    assertThat(result.result().failure()).get().isInstanceOf(failure);
  }
}
