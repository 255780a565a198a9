package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.security.ReadRotPublicUid;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Everything that goes wrong on a line, with everything that the facade says on it, in the clear,
 * in chip-to-chip sessions and in the multiplexer: the result is right or the exception is, within
 * bounded time, what must not happen twice does not, and the line is good for the next command
 * unless it is gone.
 */
@Timeout(300)
class FaultMatrixTest {
  /** The longest that any call may take: three tries of 150 s, and what lies between. */
  private static final Duration BOUND = Duration.ofMinutes(10);

  /** A module may be busy for a while with what was given up; these many tries must do. */
  private static final int TRIES_AFTERWARDS = 50;

  private final SharedBench shared = new SharedBench();

  @AfterEach
  void close() {
    shared.close();
  }

  private static final Duration LATEST_RESTART = Duration.ofMinutes(4);

  @TestFactory
  Stream<DynamicContainer> call_whateverGoesWrong_endsRightAndTheNextCommandWorks() {
    return Arrays.stream(Wiring.values())
        .map(wiring -> DynamicContainer.dynamicContainer(wiring.name(), tests(wiring)));
  }

  private Stream<DynamicTest> tests(Wiring wiring) {
    return Combination.of(wiring).stream()
        .map(each -> DynamicTest.dynamicTest(each.toString(), () -> check(each)));
  }

  private void check(Combination combination) {
    FacadeCall call = combination.call();
    Fault fault = combination.fault();
    ModuleBench bench = shared.take(combination);
    prepare(combination, bench);

    long start = bench.time.nanoTime();
    Throwable thrown = catchThrowable(() -> call.action.perform(bench));

    assertThat(Duration.ofNanos(bench.time.nanoTime() - start))
        .as("%s", combination)
        .isLessThan(BOUND);
    assertEnding(combination, thrown);
    bench.strikeNoMore();
    if (combination.situation() == Situation.DEAF && call.restarts) {
      // What was given up is carried out yet, and takes with it whatever is asked before.
      bench.settle(LATEST_RESTART);
    }
    if (thrown == null) {
      assertRestored(call, bench);
    }
    assertInStepOrGone(combination, bench);
    assertNotTwice(combination, bench);
    if (!bench.isLost()
        && !call.usesUpTheModule
        && !fault.atStart()
        && !fault.kinds(call).contains("Restart")) {
      shared.asGoodAsNew();
    }
  }

  private static void prepare(Combination combination, ModuleBench bench) {
    FacadeCall call = combination.call();
    assertThat(catchThrowable(() -> call.before.perform(bench))).isNull();
    if (!combination.fault().before().isEmpty()) {
      bench.module.execute(RawCommand.of(combination.fault().before()));
    }
    bench.forgetSent();
    if (!combination.fault().atStart()) {
      bench.strikeAt(
          call.line,
          call.occurrence,
          () -> combination.fault().plan().apply(call, bench.sinceBoot()));
    }
  }

  private static void assertEnding(Combination combination, @Nullable Throwable thrown) {
    Set<Class<?>> expected = combination.ending();
    if (expected.isEmpty() || (thrown == null && expected.contains(FacadeCall.OR_RIGHT))) {
      assertThat(thrown).as("%s", combination).isNull();
      return;
    }
    assertThat(thrown).as("%s", combination).isInstanceOfAny(expected.toArray(Class<?>[]::new));
    assertThat(thrown)
        .message()
        .doesNotContain(ModuleBench.PROFILE.value(), ModuleBench.SERIAL.value());
    if (!expected.contains(FacadeCall.TAKEN_IN)) {
      assertThat(thrown).hasMessageContaining(ModuleBench.LINE);
    }
  }

  private static void assertRestored(FacadeCall call, ModuleBench bench) {
    assertThat(catchThrowable(() -> call.after.perform(bench))).isNull();
  }

  /** What is asked next gets its own answer, once the module is through with what was given up. */
  private static void assertInStepOrGone(Combination combination, ModuleBench bench) {
    // Not by the facade, which asks again what it cannot read.
    Throwable thrown = firstAnswer(bench);
    if (thrown != null && isOutOfReach(thrown) && !bench.isLost()) {
      thrown = rescued(combination, bench, thrown);
    }
    if (thrown instanceof ChannelClosedException) {
      // The listener and the reader do not learn of it in the same moment.
      bench.settle();
    }
    if (bench.isLost()) {
      assertThat(thrown)
          .isInstanceOf(ChannelClosedException.class)
          .hasMessageContaining(ModuleBench.LINE);
      return;
    }
    assertThat(thrown).as("%s", combination).isNull();
    assertThat(bench.module.execute(new ReadRotPublicUid())).isEqualTo(ModuleBench.UID);
    assertThat(bench.module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
  }

  private static boolean isOutOfReach(Throwable thrown) {
    return thrown instanceof CommandTimeoutException || thrown instanceof EncryptionLostException;
  }

  private static @Nullable Throwable rescued(
      Combination combination, ModuleBench bench, Throwable before) {
    FacadeCall.Action rescue =
        combination.situation() == Situation.SESSION_LOST
            ? lost -> lost.module.c2c().sessionLost()
            : combination.call().rescue;
    if (rescue == null) {
      return before;
    }
    assertThat(catchThrowable(() -> rescue.perform(bench))).isNull();
    return firstAnswer(bench);
  }

  private static @Nullable Throwable firstAnswer(ModuleBench bench) {
    Throwable thrown = catchThrowable(() -> bench.module.execute(Identification.IMEI));
    for (int i = 1; i < TRIES_AFTERWARDS && thrown instanceof CommandTimeoutException; i++) {
      thrown = catchThrowable(() -> bench.module.execute(Identification.IMEI));
    }
    return thrown;
  }

  private static void assertNotTwice(Combination combination, ModuleBench bench) {
    FacadeCall call = combination.call();
    if (combination.situation() != Situation.BUSY
        && combination.situation() != Situation.BUSY_FOR_A_WHILE) {
      assertThat(bench.countSent(call.line)).isLessThanOrEqualTo(call.timesAtMost);
    }
    assertThat(bench.air.seals.get()).isLessThanOrEqualTo(call.sealed ? 0 : 1);
  }
}
