package io.github.thingseal.at.module;

import static io.github.thingseal.at.module.FakeDialogue.closed;
import static io.github.thingseal.at.module.FakeDialogue.error;
import static io.github.thingseal.at.module.FakeDialogue.garbled;
import static io.github.thingseal.at.module.FakeDialogue.ok;
import static io.github.thingseal.at.module.FakeDialogue.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.FakeChannel;
import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandNotSupportedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.DeadlineExceededException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.command.security.SealState;
import io.github.thingseal.at.module.FakeDialogue.Answer;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {
  private static final String READ = "AT+USECDEVINFO?";
  private static final String SEAL =
      "AT+USECDEVINFO=\"AgbCtixjwqLjwV3VWpfPyz\",\"357862090123456\"";
  private static final DeviceProfileUid PROFILE = DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz");
  private static final DeviceSerialNumber SERIAL = DeviceSerialNumber.of("357862090123456");
  private static final String IDENTITY = "AT+USECROTUID";
  private static final RotPublicUid UID = RotPublicUid.of("0A04F008003C9623");
  private static final Answer OTHER = ok("+USECROTUID: 0A04F00800000001");
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @Test
  void state_whenErrorsComeFirst_isReadWithTheThirdTry() {
    ModuleUnderTest test = module(error("ERROR"), ok("+USECDEVINFO: what"), state("1,0,1"));
    assertThat(test.module.sealing().state()).isEqualTo(new SealState(true, false, true));
    assertThat(test.dialogue.sent()).containsExactly(READ, READ, READ);
  }

  @Test
  void seal_whenNotSealed_readsTheStateAndSealsOnce() {
    ModuleUnderTest test = module(state("1,0,1"));
    test.module.sealing().seal(PROFILE, SERIAL);
    assertThat(test.dialogue.sent()).containsExactly(IDENTITY, READ, IDENTITY, SEAL);
  }

  @Test
  void seal_ofTheModuleThatIsThere_asksForTheIdentityRightBeforeItSeals() {
    ModuleUnderTest test = module(state("1,0,1"));
    test.module.sealing().seal(UID, PROFILE, SERIAL);
    assertThat(test.dialogue.sent()).containsExactly(READ, IDENTITY, SEAL);
  }

  @Test
  void seal_whenAnotherModuleIsThere_sealsNothing() {
    ModuleUnderTest test = module(state("1,0,1"));
    test.dialogue.on(IDENTITY, OTHER);
    assertThatThrownBy(() -> test.module.sealing().seal(UID, PROFILE, SERIAL))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Nothing was sealed")
        .hasMessageContaining(UID.hex())
        .hasMessageContaining("0a04f00800000001")
        .hasMessageNotContaining(PROFILE.value());
    assertThat(test.dialogue.sent()).doesNotContain(SEAL);
  }

  @Test
  void seal_whenTheModuleIsChangedAfterItsStateWasRead_sealsNothing() {
    ModuleUnderTest test = module(state("1,0,1"));
    test.dialogue.on(IDENTITY, ok("+USECROTUID: " + UID.hex()), OTHER);
    assertThatThrownBy(() -> test.module.sealing().seal(PROFILE, SERIAL))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Nothing was sealed");
    assertThat(test.dialogue.sent()).doesNotContain(SEAL);
  }

  @Test
  void seal_whenTheModuleDoesNotSayWhoItIs_sealsNothing() {
    ModuleUnderTest test = module(state("1,0,1"));
    test.dialogue.on(IDENTITY, error("+CME ERROR: operation not allowed"));
    assertThatThrownBy(() -> test.module.sealing().seal(UID, PROFILE, SERIAL))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("Nothing was sealed")
        .hasMessageContaining(UID.hex())
        .hasCauseInstanceOf(CommandRejectedException.class);
    assertThatThrownBy(() -> test.module.sealing().seal(PROFILE, SERIAL))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("Nothing was sealed")
        .hasCauseInstanceOf(CommandRejectedException.class);
    assertThat(test.dialogue.sent()).doesNotContain(SEAL);
  }

  /** As a module without root of trust would answer, or one that is starting. */
  @Test
  void seal_whenTheModuleRefusesToSayItsState_isNoRefusedSeal() {
    ModuleUnderTest test = module(error("+CME ERROR: operation not supported"));
    test.dialogue.on(IDENTITY, ok("+USECROTUID: " + UID.hex()), error("ERROR"));
    assertRefusedQuestion(() -> test.module.sealing().seal(PROFILE, SERIAL));
    assertRefusedQuestion(() -> test.module.sealing().seal(UID, PROFILE, SERIAL));
    assertThat(test.dialogue.sent()).contains(READ).doesNotContain(SEAL);
  }

  private static void assertRefusedQuestion(ThrowingCallable seal) {
    assertThatThrownBy(seal)
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("Nothing was sealed")
        .hasMessageContaining("its state")
        .hasCauseInstanceOf(CommandNotSupportedException.class);
  }

  @Test
  void seal_whenSealedAlready_isRefusedAndNothingIsSent() {
    ModuleUnderTest test = module(state("1,1,1"));
    assertThatThrownBy(() -> test.module.sealing().seal(PROFILE, SERIAL))
        .isInstanceOf(AlreadySealedException.class)
        .hasMessageContaining("sealed already");
    assertThat(test.dialogue.sent()).containsExactly(IDENTITY, READ);
  }

  @Test
  void seal_whileAnotherThreadSeals_isRefusedAndSealsOnce() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    AtomicReference<Throwable> second = new AtomicReference<>();
    Answer meanwhile =
        command -> {
          test.dialogue.on(READ, state("1,0,1"));
          second.set(
              CompletableFuture.supplyAsync(
                      () -> catchThrowable(() -> test.module.sealing().seal(PROFILE, SERIAL)))
                  .join());
          return state("1,0,1").to(command);
        };
    test.dialogue.on(READ, meanwhile);
    test.module.sealing().seal(PROFILE, SERIAL);
    assertThat(second.get())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("nothing was sent")
        .hasMessageContaining("awaitSealed");
    assertThat(Collections.frequency(test.dialogue.sent(), SEAL)).isEqualTo(1);
  }

  @Test
  void seal_afterAnotherHasFailed_seals() {
    ModuleUnderTest test = module(state("1,0,0"), state("1,0,1"));
    assertThatThrownBy(() -> test.module.sealing().seal(PROFILE, SERIAL))
        .isInstanceOf(NotBootstrappedException.class);
    test.module.sealing().seal(PROFILE, SERIAL);
    assertThat(Collections.frequency(test.dialogue.sent(), SEAL)).isEqualTo(1);
  }

  @Test
  void seal_afterOneThatWasAccepted_isRefusedForFourMinutes() {
    ModuleUnderTest test = module(state("1,0,1"));
    test.module.sealing().seal(PROFILE, SERIAL);
    assertUnderWay(() -> test.module.sealing().seal(PROFILE, SERIAL));
    pass(test, Duration.ofMinutes(4).minusNanos(1));
    assertUnderWay(() -> test.module.sealing().seal(UID, PROFILE, SERIAL));
    assertThat(Collections.frequency(test.dialogue.sent(), SEAL)).isEqualTo(1);

    pass(test, Duration.ofNanos(1));
    test.module.sealing().seal(UID, PROFILE, SERIAL);
    assertThat(Collections.frequency(test.dialogue.sent(), SEAL)).isEqualTo(2);
    assertUnderWay(() -> test.module.sealing().seal(UID, PROFILE, SERIAL));
  }

  static Stream<Answer> answersThatLeaveDoubt() {
    Answer unexpected =
        command -> {
          throw new UnexpectedReplyException("OK, and what no one asked for");
        };
    return Stream.concat(answersThatTellNothing(), Stream.of(unexpected));
  }

  @ParameterizedTest
  @MethodSource("answersThatLeaveDoubt")
  void seal_afterOneThatMayHaveBeenAccepted_isRefused(Answer answer) {
    ModuleUnderTest test = module(state("1,0,1"));
    test.dialogue.on(SEAL, answer);
    assertThat(catchThrowable(() -> test.module.sealing().seal(PROFILE, SERIAL))).isNotNull();
    assertUnderWay(() -> test.module.sealing().seal(PROFILE, SERIAL));
    assertThat(Collections.frequency(test.dialogue.sent(), SEAL)).isEqualTo(1);
  }

  static Stream<Answer> answersThatSealNothing() {
    return Stream.of(
        error("+CME ERROR: operation not allowed"),
        error("+CME ERROR: SEC busy"),
        timeout(false),
        closed(false));
  }

  @ParameterizedTest
  @MethodSource("answersThatSealNothing")
  void seal_afterOneThatWasSurelyNotCarriedOut_seals(Answer answer) {
    ModuleUnderTest test = module(state("1,0,1"));
    test.dialogue.on(SEAL, answer, ok());
    assertThat(catchThrowable(() -> test.module.sealing().seal(PROFILE, SERIAL))).isNotNull();
    test.module.sealing().seal(PROFILE, SERIAL);
    assertThat(Collections.frequency(test.dialogue.sent(), SEAL)).isEqualTo(2);
  }

  @Test
  void seal_ofAnotherModuleOnTheSameLine_seals() {
    ModuleUnderTest test = module(state("1,0,1"));
    test.module.sealing().seal(PROFILE, SERIAL);
    test.dialogue.on(IDENTITY, OTHER);
    test.module.sealing().seal(PROFILE, SERIAL);
    assertThat(Collections.frequency(test.dialogue.sent(), SEAL)).isEqualTo(2);
    test.dialogue.on(IDENTITY, ok("+USECROTUID: " + UID.hex()));
    assertUnderWay(() -> test.module.sealing().seal(PROFILE, SERIAL));
  }

  @Test
  void seal_afterOneThatIsReported_reportsIt() {
    ModuleUnderTest test = module(state("1,0,1"), state("1,1,1"));
    test.module.sealing().seal(PROFILE, SERIAL);
    assertThatThrownBy(() -> test.module.sealing().seal(PROFILE, SERIAL))
        .isInstanceOf(AlreadySealedException.class);
  }

  private static void assertUnderWay(ThrowingCallable seal) {
    assertThatThrownBy(seal)
        .isInstanceOf(SealUnderWayException.class)
        .hasMessageContainingAll("nothing was sent", "PT4M", "awaitSealed")
        .hasMessageNotContaining(PROFILE.value());
  }

  private static void pass(ModuleUnderTest test, Duration duration) {
    test.time.schedule(() -> {}, duration);
  }

  static Stream<Answer> answersThatReportNoState() {
    return Stream.of(
        error("ERROR"),
        error("+CME ERROR: 3"),
        error("+CME ERROR: operation not supported"),
        error("+CME ERROR: SEC busy"),
        timeout(true));
  }

  /** As firmware answers until bootstrap has succeeded. */
  @ParameterizedTest
  @MethodSource("answersThatReportNoState")
  void state_whenTheModuleDoesNotSay_isUnknown(Answer answer) {
    ModuleUnderTest test = withRootOfTrust(answer);
    assertThat(test.module.sealing().state())
        .isEqualTo(SealState.UNKNOWN)
        .hasToString("unknown")
        .matches(state -> !state.isSealed() && !state.isBootstrapped());
  }

  @ParameterizedTest
  @MethodSource("answersThatReportNoState")
  void seal_whenTheModuleDoesNotSay_sealsNothing(Answer answer) {
    ModuleUnderTest test = withRootOfTrust(answer);
    assertThatThrownBy(() -> test.module.sealing().seal(PROFILE, SERIAL))
        .isInstanceOf(NotBootstrappedException.class)
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("its state is unknown")
        .hasMessageContaining("awaitBootstrapped");
    assertThat(test.dialogue.sent()).doesNotContain(SEAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,0,0", "1,0,0", "1,1,0", "0,0,1"})
  void seal_whenNotBootstrapped_sealsNothing(String flags) {
    ModuleUnderTest test = module(state(flags));
    assertThatThrownBy(() -> test.module.sealing().seal(PROFILE, SERIAL))
        .isInstanceOf(NotBootstrappedException.class)
        .hasMessageContaining(flags);
    assertThat(test.dialogue.sent()).containsExactly(IDENTITY, READ);
  }

  static Stream<Arguments> faultsThatAreNoState() {
    return Stream.of(
        arguments(closed(true), ChannelClosedException.class),
        arguments(
            (Answer)
                command -> {
                  throw new EncryptionLostException(command.line(), false, "lost");
                },
            EncryptionLostException.class),
        arguments(garbled(), GarbledReplyException.class),
        arguments(ok("+USECDEVINFO: what"), UnexpectedReplyException.class));
  }

  @ParameterizedTest
  @MethodSource("faultsThatAreNoState")
  void state_whenTheModuleCannotBeAsked_fails(Answer answer, Class<?> failure) {
    ModuleUnderTest test = withRootOfTrust(answer);
    assertThatThrownBy(() -> test.module.sealing().state()).isInstanceOf(failure);
    assertThatThrownBy(() -> test.module.sealing().seal(PROFILE, SERIAL)).isInstanceOf(failure);
    assertThat(test.dialogue.sent()).doesNotContain(SEAL);
  }

  @Test
  void state_whenTheModuleHasNoRootOfTrust_fails() {
    ModuleUnderTest test = module(error("+CME ERROR: operation not supported"));
    test.dialogue.on("AT+USECROTUID", error("+CME ERROR: operation not supported"));
    assertThatThrownBy(() -> test.module.sealing().state())
        .isInstanceOf(CommandNotSupportedException.class);
  }

  static Stream<Answer> answersThatTellNothing() {
    return Stream.of(timeout(true), closed(true), garbled());
  }

  @ParameterizedTest
  @MethodSource("answersThatTellNothing")
  void seal_whenNoOneKnowsWhetherItIsDone_saysSoAndIsNotRepeated(Answer answer) {
    ModuleUnderTest test = module(state("1,0,1"));
    test.dialogue.on(SEAL, answer);
    assertThatThrownBy(() -> test.module.sealing().seal(PROFILE, SERIAL))
        .isInstanceOf(SealOutcomeUnknownException.class)
        .hasMessageContaining("unknown whether")
        .hasMessageContaining("state()")
        .hasMessageNotContaining(PROFILE.value());
    assertThat(Collections.frequency(test.dialogue.sent(), SEAL)).isEqualTo(1);
  }

  @Test
  void seal_whenItWasNeverSent_isNotCalledUnknown() {
    ModuleUnderTest test = module(state("1,0,1"));
    test.dialogue.on(SEAL, closed(false));
    assertThatThrownBy(() -> test.module.sealing().seal(PROFILE, SERIAL))
        .isInstanceOf(ChannelClosedException.class);
  }

  @Test
  void seal_whenRefusedOrBusy_isNotRepeated() {
    ModuleUnderTest refused = module(state("1,0,1"));
    refused.dialogue.on(SEAL, error("+CME ERROR: operation not allowed"));
    assertThatThrownBy(() -> refused.module.sealing().seal(PROFILE, SERIAL))
        .isInstanceOf(CommandRejectedException.class);
    assertThat(Collections.frequency(refused.dialogue.sent(), SEAL)).isEqualTo(1);

    ModuleUnderTest busy = module(state("1,0,1"));
    busy.dialogue.on(SEAL, error("+CME ERROR: SEC busy"));
    assertThatThrownBy(() -> busy.module.sealing().seal(PROFILE, SERIAL))
        .isInstanceOf(ModuleBusyException.class);
    assertThat(Collections.frequency(busy.dialogue.sent(), SEAL)).isEqualTo(1);
  }

  @Test
  void awaitBootstrapped_whenItTakesTime_pollsEveryFiveSecondsAndTellsProgress() {
    ModuleUnderTest test =
        module(
            state("0,0,0"),
            error("+CME ERROR: SEC busy"),
            timeout(true),
            state("0,0,0"),
            state("1,0,1"));
    List<String> progress = new ArrayList<>();
    SealState reached =
        test.module
            .sealing()
            .awaitBootstrapped(
                TEN_MINUTES, (state, elapsed) -> progress.add(state + " " + elapsed));
    assertThat(reached.isBootstrapped()).isTrue();
    assertThat(progress)
        .containsExactly(
            "0,0,0 PT0S", "unknown PT5S", "unknown PT10S", "0,0,0 PT15S", "1,0,1 PT20S");
  }

  @Test
  void awaitSealed_whenItTakesTime_pollsEverySecond() {
    ModuleUnderTest test = module(state("1,0,1"), state("1,1,0"), state("1,1,1"));
    List<String> progress = new ArrayList<>();
    test.module
        .sealing()
        .awaitSealed(TEN_MINUTES, (state, elapsed) -> progress.add(state + " " + elapsed));
    assertThat(progress).containsExactly("1,0,1 PT0S", "1,1,0 PT1S", "1,1,1 PT2S");
  }

  @Test
  void awaitBootstrapped_whenSealedAlready_returnsAtOnce() {
    ModuleUnderTest test = module(state("1,1,1"));
    test.module.sealing().awaitBootstrapped(Duration.ZERO, SealingProgress.NONE);
    assertThat(test.dialogue.sent()).containsExactly(READ);
  }

  @Test
  void awaitSealed_whenLimitPasses_saysWhereItStands() {
    ModuleUnderTest test = module(state("1,0,1"));
    assertThatExceptionOfType(WaitExpiredException.class)
        .isThrownBy(
            () -> test.module.sealing().awaitSealed(Duration.ofSeconds(30), SealingProgress.NONE))
        .withMessageContaining("1,0,1")
        .withMessageContaining("PT30S")
        .withMessageContaining("whitelist")
        .withMessageContaining("device profile made in the portal")
        .satisfies(e -> assertThat(e.limit()).isEqualTo(Duration.ofSeconds(30)));
    assertThat(test.dialogue.sent()).hasSize(31);
  }

  @Test
  void awaitSealed_withinTheSameLimit_saysWhereItStands() {
    Duration limit = Duration.ofSeconds(5);
    ModuleUnderTest test = module();
    test.dialogue.on(
        READ,
        command -> {
          test.time.schedule(() -> {}, limit);
          return state("1,0,1").to(command);
        });
    assertEndsWithItsCall(test, limit, limit);
  }

  @Test
  void awaitSealed_whenItsLastPauseEndsWithItsCall_saysWhereItStands() {
    Duration limit = Duration.ofSeconds(5);
    assertEndsWithItsCall(module(state("1,0,1")), limit, limit);
  }

  @Test
  void awaitSealed_whenItsCallEndsFirst_saysWhereItStands() {
    assertEndsWithItsCall(module(state("1,0,1")), Duration.ofMillis(4500), TEN_MINUTES);
  }

  /** Whichever ends first, and even if both end at once, it is the call's time that is over. */
  private static void assertEndsWithItsCall(ModuleUnderTest test, Duration call, Duration limit) {
    assertThatThrownBy(
            () ->
                test.module.within(
                    call, () -> test.module.sealing().awaitSealed(limit, SealingProgress.NONE)))
        .isInstanceOfSatisfying(
            DeadlineExceededException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse())
        .hasMessageContainingAll("its state is 1,0,1", "was not sealed within " + call)
        .cause()
        .isInstanceOfSatisfying(
            WaitExpiredException.class, e -> assertThat(e.limit()).isEqualTo(call));
  }

  @Test
  void awaitSealed_whenItEndsBeforeItsCall_isExpired() {
    ModuleUnderTest test = module(state("1,0,1"));
    assertThatThrownBy(
            () ->
                test.module.within(
                    Duration.ofMillis(5001),
                    () ->
                        test.module
                            .sealing()
                            .awaitSealed(Duration.ofSeconds(5), SealingProgress.NONE)))
        .isInstanceOf(WaitExpiredException.class);
  }

  @Test
  void awaitBootstrapped_whenTheLimitIsShorterThanTheInterval_asksAgainAtItsEnd() {
    ModuleUnderTest test = module(state("0,0,0"), state("1,0,1"));
    List<Duration> asked = new ArrayList<>();
    SealState reached =
        test.module
            .sealing()
            .awaitBootstrapped(Duration.ofSeconds(3), (state, elapsed) -> asked.add(elapsed));
    assertThat(reached.isBootstrapped()).isTrue();
    assertThat(asked).containsExactly(Duration.ZERO, Duration.ofSeconds(3));
  }

  @Test
  void awaitBootstrapped_whenTheLimitIsNoMultipleOfTheInterval_waitsUntilItHasPassed() {
    ModuleUnderTest test = module(state("0,0,0"));
    List<Long> asked = new ArrayList<>();
    assertThatThrownBy(
            () ->
                test.module
                    .sealing()
                    .awaitBootstrapped(
                        Duration.ofSeconds(12), (state, elapsed) -> asked.add(elapsed.toSeconds())))
        .isInstanceOf(WaitExpiredException.class);
    assertThat(asked).containsExactly(0L, 5L, 10L, 12L);
  }

  @Test
  void awaitSealed_whenLineIsLost_failsAtOnce() {
    ModuleUnderTest test = module(state("1,0,1"), closed(true));
    assertThatThrownBy(() -> test.module.sealing().awaitSealed(TEN_MINUTES, SealingProgress.NONE))
        .isInstanceOf(ChannelClosedException.class);
  }

  @Test
  void awaitBootstrapped_whenModuleHasNoRootOfTrust_failsAtOnce() {
    ModuleUnderTest test = module(error("+CME ERROR: operation not supported"));
    test.dialogue.on("AT+USECROTUID", error("ERROR"));
    assertThatThrownBy(
            () -> test.module.sealing().awaitBootstrapped(TEN_MINUTES, SealingProgress.NONE))
        .isInstanceOf(CommandNotSupportedException.class);
    assertThat(test.dialogue.sent()).containsExactly(READ, "AT+USECROTUID");
  }

  @Test
  void awaitBootstrapped_whenNothingButErrorsComeFirst_goesOn() {
    Answer notSupported = error("+CME ERROR: operation not supported");
    ModuleUnderTest test = withRootOfTrust(notSupported, notSupported, state("1,0,1"));
    assertThat(
            test.module
                .sealing()
                .awaitBootstrapped(TEN_MINUTES, SealingProgress.NONE)
                .isBootstrapped())
        .isTrue();
  }

  /** A module that blocks must not be waited for beyond the limit, nor be asked in too short. */
  @Test
  void awaitBootstrapped_asksNoLongerThanTheLimitLeaves() {
    List<Duration> limits = new ArrayList<>();
    ModuleUnderTest test =
        module(
            command -> {
              limits.add(command.timeLimit());
              throw new CommandTimeoutException(command.line(), true, "no answer");
            });
    assertThatThrownBy(
            () ->
                test.module
                    .sealing()
                    .awaitBootstrapped(Duration.ofSeconds(162), SealingProgress.NONE))
        .isInstanceOf(WaitExpiredException.class)
        .hasMessageContaining("returned an error, or nothing");
    assertThat(limits)
        .startsWith(Duration.ofSeconds(150), Duration.ofSeconds(150), Duration.ofSeconds(150))
        .endsWith(
            Duration.ofSeconds(12),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));
  }

  @Test
  void awaitSealed_whenThreadIsInterrupted_endsAndKeepsTheFlag() {
    ModuleUnderTest test = module(state("1,0,1"));
    try {
      assertThatThrownBy(
              () ->
                  test.module
                      .sealing()
                      .awaitSealed(
                          TEN_MINUTES, (state, elapsed) -> Thread.currentThread().interrupt()))
          .isInstanceOf(CommandInterruptedException.class)
          .hasMessageContaining(ModuleUnderTest.NAME);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void awaitSealedAsync_whenSealed_completes() {
    ModuleUnderTest test = module(state("1,0,1"), state("1,1,1"));
    assertThat(test.module.sealing().awaitSealedAsync(TEN_MINUTES, SealingProgress.NONE))
        .succeedsWithin(Duration.ofSeconds(60))
        .isEqualTo(new SealState(true, true, true));
  }

  @Test
  void awaitSealedAsync_whenCancelled_stopsAsking() throws InterruptedException {
    StoppedTime time = new StoppedTime();
    FakeDialogue dialogue = FakeDialogue.saraR5().on(READ, state("1,0,1"));
    SecurityModule module = start(dialogue, time);
    CompletableFuture<SealState> future =
        module.sealing().awaitSealedAsync(TEN_MINUTES, SealingProgress.NONE);
    time.waiting.await();

    future.cancel(true);

    await().atMost(Duration.ofMinutes(2)).until(() -> time.cancelled.getCount() == 0);
    assertThat(Collections.frequency(dialogue.sent(), READ)).isEqualTo(1);
  }

  @Test
  void awaitBootstrappedAsync_whenModuleIsClosed_ends() throws InterruptedException {
    StoppedTime time = new StoppedTime();
    SecurityModule module = start(FakeDialogue.saraR5().on(READ, state("0,0,0")), time);
    CompletableFuture<SealState> future =
        module.sealing().awaitBootstrappedAsync(TEN_MINUTES, SealingProgress.NONE);
    time.waiting.await();

    module.close();

    assertThat(future)
        .failsWithin(Duration.ofSeconds(60))
        .withThrowableThat()
        .withCauseInstanceOf(CommandInterruptedException.class);
    assertThat(module.sealing().awaitSealedAsync(TEN_MINUTES, SealingProgress.NONE))
        .isCompletedExceptionally();
  }

  private static SecurityModule start(FakeDialogue dialogue, StoppedTime time) {
    ChannelOptions channel = ChannelOptions.builder().scheduler(time).build();
    return ModuleUnderTest.start(
        new FakeChannel("tty", dialogue), ModuleOptions.builder().channel(channel).build());
  }

  /** It answers with its identity, whatever it answers when it is asked for its state. */
  private static ModuleUnderTest withRootOfTrust(Answer... states) {
    ModuleUnderTest test = module(states);
    test.dialogue.on("AT+USECROTUID", ok("+USECROTUID: 0A04F008003C9623"));
    return test;
  }

  private static ModuleUnderTest module(Answer... states) {
    return ModuleUnderTest.of(FakeDialogue.saraR5().on(READ, states));
  }

  private static Answer state(String flags) {
    return ok("+USECDEVINFO: " + flags);
  }

  /** Time in which no wait ends on its own. */
  private static final class StoppedTime implements Scheduler {
    final CountDownLatch waiting = new CountDownLatch(1);
    final CountDownLatch cancelled = new CountDownLatch(1);

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public Scheduled schedule(Runnable task, Duration delay) {
      waiting.countDown();
      return cancelled::countDown;
    }
  }
}
