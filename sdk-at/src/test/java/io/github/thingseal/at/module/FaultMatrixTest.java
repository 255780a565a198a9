package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.testkit.SimulatedModuleFaults;
import io.github.thingseal.testkit.SimulatedModuleFaults.DigitCase;
import io.github.thingseal.testkit.SimulatedModuleFaults.UrcMoment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Everything that goes wrong on a line, with everything that the facade says on it: the result is
 * right or the exception is, and the line is good for the next command unless it is gone.
 */
@Timeout(300)
class FaultMatrixTest {
  /** The longest that any use may take: three tries of 150 s, and what lies between. */
  private static final Duration BOUND = Duration.ofMinutes(10);

  /** A module may be busy for a while with what was given up; these many tries must do. */
  private static final int TRIES_AFTERWARDS = 50;

  /** No exception: the right result. */
  private static final Set<Class<?>> RIGHT = Set.of();

  /**
   * One fault.
   *
   * @param name what it is called
   * @param atStart whether it is there from boot; otherwise it comes with the command
   * @param plan makes the fault for a use
   * @param outcome what a use may throw; nothing means that it must succeed
   */
  private record Fault(
      String name,
      boolean atStart,
      Function<Use, SimulatedModuleFaults> plan,
      Function<Use, Set<Class<?>>> outcome) {}

  private static Fault harmless(String name, UnaryOperator<SimulatedModuleFaults.Builder> fault) {
    return fault(name, fault, use -> RIGHT);
  }

  private static Fault fault(
      String name,
      UnaryOperator<SimulatedModuleFaults.Builder> fault,
      Function<Use, Set<Class<?>>> outcome) {
    return new Fault(
        name, false, use -> fault.apply(SimulatedModuleFaults.builder()).build(), outcome);
  }

  private static Fault onCommand(
      String name,
      Function<Use, SimulatedModuleFaults.Builder> fault,
      Function<Use, Set<Class<?>>> outcome) {
    return new Fault(name, false, use -> fault.apply(use).build(), outcome);
  }

  private static Fault atStart(
      String name,
      UnaryOperator<SimulatedModuleFaults.Builder> fault,
      Function<Use, Set<Class<?>>> outcome) {
    return new Fault(
        name, true, use -> fault.apply(SimulatedModuleFaults.builder()).build(), outcome);
  }

  @TestFactory
  Stream<DynamicTest> variantsThatModulesMayHave_giveTheRightResult() {
    List<Fault> faults = new ArrayList<>();
    for (int size : List.of(1, 2, 3, 5, 7, 16, 64)) {
      faults.add(harmless("replies in pieces of " + size, b -> b.replyChunks(size, Duration.ZERO)));
    }
    faults.add(
        harmless("replies byte by byte, slowly", b -> b.replyChunks(1, Duration.ofMillis(5))));
    faults.add(harmless("blank after the prompt", b -> b.promptBlank(true)));
    for (DigitCase digits : DigitCase.values()) {
      faults.add(harmless("digits " + digits, b -> b.hexDigits(digits)));
    }
    faults.add(harmless("quoted uid", b -> b.quotedRotUid(true)));
    faults.add(harmless("OK to power-off lost", b -> b.dropPowerOffOk(true)));
    faults.add(atStart("NULs at boot", b -> b.nulsAtBoot(50).secBusy(Duration.ZERO), use -> RIGHT));
    faults.add(
        onCommand(
            "latency of 60 s",
            use -> SimulatedModuleFaults.builder().latency(use.command(), Duration.ofSeconds(60)),
            use -> RIGHT));
    return matrix(faults);
  }

  @TestFactory
  Stream<DynamicTest> unsolicitedLines_neverSpoilAReplyOutsideOfIt() {
    List<Fault> faults = new ArrayList<>();
    for (UrcMoment moment : UrcMoment.values()) {
      for (int times : List.of(1, 3000)) {
        for (String text :
            List.of("+CEREG: 1,\"0001\",\"01a2d001\",7", "+UUPSMR: 1", "RING", "+X: \"open")) {
          faults.add(
              fault(
                  times + " x " + text + " " + moment,
                  b -> b.urc(text, moment, times),
                  use ->
                      moment == UrcMoment.INSIDE_BINARY && use.hasBinaryReply()
                          ? Set.of(GarbledReplyException.class)
                          : RIGHT));
        }
      }
    }
    faults.add(
        onCommand(
            "prefix of the reply",
            use ->
                SimulatedModuleFaults.builder()
                    .urc(use.prefix() + ": 9", UrcMoment.BEFORE_RESPONSE, 3),
            use -> RIGHT));
    return matrix(faults);
  }

  @TestFactory
  Stream<DynamicTest> wrongAnswers_areTheRightException() {
    List<Fault> faults = new ArrayList<>();
    for (String code :
        List.of("ERROR", "+CME ERROR: 3", "+CME ERROR: operation not allowed", "NO CARRIER")) {
      faults.add(
          onCommand(
              code,
              use -> SimulatedModuleFaults.builder().result(use.command(), code),
              FaultMatrixTest::refused));
    }
    faults.add(
        onCommand(
            "SIM busy",
            use -> SimulatedModuleFaults.builder().result(use.command(), "+CME ERROR: SIM busy"),
            use -> Set.of(ModuleBusyException.class)));
    faults.add(
        atStart(
            "SEC busy for 20 s",
            b -> b.secBusy(Duration.ofSeconds(20)),
            FaultMatrixTest::startsUp));
    faults.add(
        atStart(
            "SEC busy for an hour",
            b -> b.secBusy(Duration.ofHours(1)),
            use -> Set.of(ModuleBusyException.class)));
    faults.add(
        onCommand(
            "OK alone",
            use -> SimulatedModuleFaults.builder().result(use.command(), "OK"),
            FaultMatrixTest::misses));
    return matrix(faults);
  }

  @TestFactory
  Stream<DynamicTest> noAnswer_isATimeoutAndTheLineRecovers() {
    List<Fault> faults = new ArrayList<>();
    faults.add(
        onCommand(
            "silence",
            use -> SimulatedModuleFaults.builder().silence(use.command()),
            FaultMatrixTest::unanswered));
    faults.add(
        onCommand(
            "silence of everything",
            use -> SimulatedModuleFaults.builder().silence(SimulatedModuleFaults.ANY_COMMAND),
            FaultMatrixTest::unanswered));
    for (int length : List.of(1, 2, 8, 31, 64, 200, 1000, 5000)) {
      faults.add(
          onCommand(
              length + " bytes of garbage",
              use -> SimulatedModuleFaults.builder().garbage(use.command(), length),
              FaultMatrixTest::unanswered));
    }
    for (int seconds : List.of(151, 155, 200, 320)) {
      faults.add(
          onCommand(
              "latency of " + seconds + " s",
              use ->
                  SimulatedModuleFaults.builder()
                      .latency(use.command(), Duration.ofSeconds(seconds)),
              use -> use == Use.HEARTBEAT && seconds < 300 ? RIGHT : unanswered(use)));
    }
    for (int missing : List.of(1, 2, 7, 8, 9, 10, 20, 30)) {
      faults.add(
          fault(
              missing + " bytes missing",
              b -> b.truncatedBinary(missing),
              use -> use.hasBinaryReply() ? Set.of(GarbledReplyException.class) : RIGHT));
    }
    return matrix(faults);
  }

  @TestFactory
  Stream<DynamicTest> lineClosedInTheMiddle_isSaidSoAndForGood() {
    List<Fault> faults = new ArrayList<>();
    for (int bytes : List.of(1, 2, 3, 4, 5, 6, 9, 14, 17, 22, 30, 50)) {
      faults.add(
          fault(
              "cut after " + bytes + " bytes",
              b -> b.cutReplyAfter(bytes),
              use -> bytes < use.neededReplyBytes ? lost(use) : RIGHT));
    }
    return matrix(faults);
  }

  private static Set<Class<?>> refused(Use use) {
    return switch (use) {
      case HEARTBEAT -> Set.of(HeartbeatRefusedException.class);
      case VERSION -> RIGHT;
      case USE_VERSION -> Set.of(CapabilityAbsentException.class);
      default -> Set.of(CommandRejectedException.class);
    };
  }

  /** What may be repeated is, until the security subsystem has started. */
  private static Set<Class<?>> startsUp(Use use) {
    return use == Use.HEARTBEAT || use == Use.DECRYPT ? Set.of(ModuleBusyException.class) : RIGHT;
  }

  private static Set<Class<?>> misses(Use use) {
    return use.hasInformation() ? Set.of(UnexpectedReplyException.class) : RIGHT;
  }

  private static Set<Class<?>> unanswered(Use use) {
    return use == Use.SEAL
        ? Set.of(SealOutcomeUnknownException.class)
        : Set.of(CommandTimeoutException.class);
  }

  private static Set<Class<?>> lost(Use use) {
    return use == Use.SEAL
        ? Set.of(SealOutcomeUnknownException.class)
        : Set.of(ChannelClosedException.class);
  }

  private static Stream<DynamicTest> matrix(List<Fault> faults) {
    return faults.stream()
        .flatMap(
            fault ->
                Arrays.stream(Use.values())
                    .map(
                        use ->
                            DynamicTest.dynamicTest(
                                fault.name() + ", " + use, () -> check(fault, use))));
  }

  private static void check(Fault fault, Use use) throws InterruptedException {
    SimulatedModuleFaults plan = fault.plan().apply(use);
    SimulatedModuleFaults none = SimulatedModuleFaults.none();
    try (ModuleBench bench = ModuleBench.of(use != Use.SEAL, fault.atStart() ? plan : none)) {
      bench.time.settle(Duration.ofSeconds(10));
      if (!fault.atStart()) {
        bench.strikeAt(use.line, plan);
      }
      long start = bench.time.nanoTime();

      Throwable thrown = catchThrowable(() -> use.perform(bench));

      assertThat(Duration.ofNanos(bench.time.nanoTime() - start)).isLessThan(BOUND);
      assertOutcome(fault.outcome().apply(use), thrown);
      bench.strikeNoMore();
      assertInStepOrGone(bench);
      assertSealedAtMostOnce(bench, use);
    }
  }

  private static void assertOutcome(Set<Class<?>> expected, @Nullable Throwable thrown) {
    if (expected.isEmpty()) {
      assertThat(thrown).isNull();
      return;
    }
    assertThat(thrown).isNotNull().isInstanceOfAny(expected.toArray(Class<?>[]::new));
    assertThat(thrown)
        .hasMessageContaining(ModuleBench.LINE)
        .message()
        .doesNotContain(ModuleBench.PROFILE.value(), ModuleBench.SERIAL.value());
  }

  /** What is asked next gets its own answer, once the module is through with what was given up. */
  private static void assertInStepOrGone(ModuleBench bench) {
    Throwable thrown = catchThrowable(() -> Use.ROT_PUBLIC_UID.perform(bench));
    for (int i = 1; i < TRIES_AFTERWARDS && thrown instanceof CommandTimeoutException; i++) {
      thrown = catchThrowable(() -> Use.ROT_PUBLIC_UID.perform(bench));
    }
    if (bench.line.isLost()) {
      assertThat(thrown)
          .isInstanceOf(ChannelClosedException.class)
          .hasMessageContaining(ModuleBench.LINE);
      return;
    }
    assertThat(thrown).isNull();
    assertThat(bench.module.info().imei()).isEqualTo("357862090123456");
    Use.STATE.perform(bench);
  }

  private static void assertSealedAtMostOnce(ModuleBench bench, Use use) {
    long times = use == Use.SEAL ? 1 : 0;
    assertThat(bench.line.countSent(Use.SEAL.line)).isLessThanOrEqualTo(times);
    assertThat(bench.air.seals.get()).isLessThanOrEqualTo((int) times);
  }
}
