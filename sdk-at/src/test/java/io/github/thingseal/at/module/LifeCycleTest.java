package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Dialogue;
import io.github.thingseal.at.channel.FakeChannel;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.ConfigurationFailedException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.internal.c2c.C2cLine;
import io.github.thingseal.at.internal.line.Purpose;
import io.github.thingseal.at.module.FakeDialogue.Answer;
import io.github.thingseal.at.module.ModuleOptions.Recovery;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testsupport.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done about the signs of a restart, with a module that answers by script. */
@Timeout(120)
class LifeCycleTest {
  private final List<String> done = new ArrayList<>();
  private final FakeDialogue dialogue = FakeDialogue.saraR5();
  private final C2cLine line = new C2cLine(Optional.empty(), Optional.empty());
  private final RestartDetector detector =
      new RestartDetector(new Recovery(3, this::recover), line::doubt);
  private final BackgroundWork background = new BackgroundWork("test");
  private final FakeChannel channel = new FakeChannel("port", dialogue);
  private final VirtualTime time = new VirtualTime();
  private final ModuleContext context =
      new ModuleContext(
          channel,
          line,
          ModuleOptions.builder()
              .channel(ChannelOptions.builder().scheduler(time).build())
              .build());
  private final LifeCycle lifeCycle = new LifeCycle(context, detector, background);
  private Runnable recovery = () -> done.add("power cycle");

  LifeCycleTest() {
    context.activation(lifeCycle);
    lifeCycle.configure();
    dialogue.forget();
  }

  private void recover() {
    recovery.run();
  }

  @Test
  void executePatiently_whenTheHookSaysThatItCanNeverBeDone_triesOnce() {
    recovery =
        () -> {
          done.add("power cycle");
          throw new PermanentException("no relay");
        };
    detector.onTimeout("AT", 3);
    assertThatThrownBy(() -> context.executePatiently(Identification.MODEL))
        .isInstanceOf(PermanentException.class);
    assertThat(done).hasSize(1);
  }

  @Test
  void execute_whenTheModuleAnswersAfterTimeoutsAndRefusesAStep_cutsNoPower() {
    Transport unused = line.attach(new InMemoryModule());
    lifeCycle.expect(() -> {});
    AtomicInteger tries = new AtomicInteger();
    dialogue.on(
        "AT",
        command -> {
          if (tries.incrementAndGet() > 3) {
            return FakeDialogue.ok().to(command);
          }
          detector.onTimeout("AT", tries.get());
          return FakeDialogue.timeout(true).to(command);
        });
    dialogue.on("AT+CGMM", FakeDialogue.error("ERROR"));
    assertThatThrownBy(lifeCycle::configure).isInstanceOf(ThingsealException.class);
    dialogue.on("AT+CGMM", FakeDialogue.ok());
    Throwable unusedFailure = catchThrowable(() -> context.execute(Identification.MODEL));
    assertThat(done).isEmpty();
  }

  @Test
  void execute_whenSoManyCommandsHadNoAnswer_recoversAndConfiguresOnce() {
    detector.onTimeout("AT", 1);
    detector.onTimeout("AT", 2);
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).containsExactly("AT+CGMM");
    detector.onTimeout("AT", 3);
    context.execute(Identification.MODEL);
    context.execute(Identification.MODEL);
    assertThat(done).containsExactly("power cycle");
    assertThat(dialogue.sent()).containsOnlyOnce("ATE0");
  }

  @Test
  void execute_whenThereIsAnotherSign_recoversNothing() {
    detector.onEcho("AT");
    context.execute(Identification.MODEL);
    assertThat(done).isEmpty();
    assertThat(dialogue.sent()).contains("ATE0");
  }

  /** As one that hangs after its port has vanished and come back. */
  @Test
  void execute_whenTheModuleIsSilentAfterAnotherSign_recoversItToo() {
    Transport unused = line.attach(new InMemoryModule());
    int[] timeouts = {0};
    dialogue.on(
        "AT",
        command -> {
          detector.onTimeout("AT", ++timeouts[0]);
          return FakeDialogue.timeout(true).to(command);
        });
    recovery =
        () -> {
          done.add("power cycle");
          dialogue.on("AT", FakeDialogue.ok());
        };
    detector.onPortLost("gone");
    assertThatThrownBy(() -> context.execute(Identification.MODEL)).hasMessageContaining("power");
    assertThat(done).isEmpty();
    context.execute(Identification.MODEL);
    assertThat(done).containsExactly("power cycle");
    detector.onEcho("AT");
    context.execute(Identification.MODEL);
    assertThat(done).hasSize(1);
  }

  @Test
  void turnOff_whenTheModuleIsSilentThen_isNoNews() {
    List<RestartSign> news = new ArrayList<>();
    detector.tell(news::add);
    lifeCycle.turnOff("AT", () -> detector.onTimeout("AT", 3));
    assertThat(news).isEmpty();
    assertThat(lifeCycle.isDue()).isFalse();
    detector.onEcho("AT");
    context.execute(Identification.MODEL);
    assertThat(done).isEmpty();
  }

  @Test
  void execute_whenTheModuleWasTurnedOff_countsItsSilenceAnew() {
    lifeCycle.turnOff("AT", () -> detector.onTimeout("AT", 1));
    detector.onTimeout("AT", 2);
    recoversAfterFourTimeoutsNotThree();
  }

  private void recoversAfterFourTimeoutsNotThree() {
    detector.onTimeout("AT", 3);
    context.execute(Identification.MODEL);
    assertThat(done).isEmpty();
    detector.onTimeout("AT", 4);
    context.execute(Identification.MODEL);
    assertThat(done).containsExactly("power cycle");
  }

  @Test
  void execute_whenTheModuleIsSilentAfterItWasTurnedOffAndOn_recoversItAsUsual() {
    lifeCycle.turnOff("AT", () -> detector.onTimeout("AT", 1));
    detector.onTimeout("AT", 1);
    detector.onTimeout("AT", 2);
    detector.onTimeout("AT", 3);
    context.execute(Identification.MODEL);
    assertThat(done).containsExactly("power cycle");
  }

  @Test
  void execute_whenTheModuleCouldNotBeTurnedOff_countsAllOfItsSilence() {
    failToTurnOff(2);
    detector.onTimeout("AT", 3);
    context.execute(Identification.MODEL);
    assertThat(done).containsExactly("power cycle");
  }

  private void failToTurnOff(int timeouts) {
    CommandTimeoutException silent = new CommandTimeoutException("AT+CPWROFF", false, "no answer");
    assertThatThrownBy(
            () ->
                lifeCycle.turnOff(
                    "AT",
                    () -> {
                      detector.onTimeout("AT", timeouts);
                      throw silent;
                    }))
        .isSameAs(silent);
  }

  @Test
  void execute_whenTheModuleIsTurnedOffTwice_countsTheSilenceAfterTheFirstAnewOnly() {
    lifeCycle.turnOff("AT", () -> detector.onTimeout("AT", 1));
    failToTurnOff(2);
    recoversAfterFourTimeoutsNotThree();
  }

  @Test
  void execute_whenARestartOfWhatIsOffFails_countsTheSilenceAfterTheFirstAnewOnly() {
    lifeCycle.turnOff("AT", () -> detector.onTimeout("AT", 1));
    failToRestart(new CommandTimeoutException("AT+CFUN=16", false, "no answer"), 2);
    recoversAfterFourTimeoutsNotThree();
  }

  @Test
  void execute_whenTheModuleAnsweredAfterARestartOfWhatIsOffFailed_recoversItAsUsual() {
    lifeCycle.turnOff("AT", () -> detector.onTimeout("AT", 1));
    failToRestart(new CommandTimeoutException("AT+CFUN=16", false, "no answer"), 2);
    detector.onTimeout("AT", 1);
    detector.onTimeout("AT", 2);
    detector.onTimeout("AT", 3);
    context.execute(Identification.MODEL);
    assertThat(done).containsExactly("power cycle");
  }

  /** Silent commands of another thread may make it due while this one waits for its turn. */
  @Test
  void turnOff_whenNothingIsSentAndARecoveryIsDue_leavesItDue() {
    assertThatThrownBy(
            () ->
                lifeCycle.switchEncryption(
                    "AT",
                    () -> {
                      detector.onTimeout("AT", 3);
                      failToTurnOff(4);
                      throw new InvalidInputException("end");
                    }))
        .hasMessage("end");
    context.execute(Identification.MODEL);
    assertThat(done).containsExactly("power cycle");
  }

  @Test
  void execute_whenTheModuleRefusesToTurnItsEchoOff_doesNotTakeItForARestart() {
    dialogue.on("ATE0", FakeDialogue.error("ERROR"));
    lifeCycle.configure();
    detector.onEcho("AT");
    assertThat(detector.sign()).isEmpty();
    dialogue.on("ATE0", FakeDialogue.ok());
    lifeCycle.configure();
    detector.onEcho("AT");
    assertThat(detector.sign()).contains(RestartSign.ECHO);
  }

  @Test
  void execute_whenSeveralThreadsWaitForIt_configuresOnce() throws Exception {
    List<Thread> waiting = new ArrayList<>();
    recovery =
        () -> {
          Thread other = new Thread(() -> context.execute(Identification.REVISION));
          waiting.add(other);
          other.start();
          Waits.until(() -> other.getState() == Thread.State.WAITING);
        };
    detector.onTimeout("AT", 3);
    context.execute(Identification.MODEL);
    waiting.get(0).join();

    assertThat(dialogue.sent()).containsOnlyOnce("ATE0").contains("AT+CGMR");
  }

  @Test
  void configure_whenInterruptedWhileSomebodyElseDoes_endsAndLeavesTheInterrupt() {
    lifeCycle.switchEncryption(
        "AT",
        () -> {
          Thread other =
              new Thread(
                  () -> {
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(lifeCycle::configure)
                        .isInstanceOfSatisfying(
                            CommandInterruptedException.class,
                            e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse())
                        .hasMessageContaining("port")
                        .hasMessageContaining("Nothing was sent");
                    done.add("interrupted " + Thread.currentThread().isInterrupted());
                  });
          other.start();
          joinOf(other);
        });
    assertThat(done).containsExactly("interrupted true");
  }

  private static void joinOf(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void configure_whenTheModuleEchoesMeanwhile_isNoNews() {
    List<RestartSign> news = new ArrayList<>();
    detector.tell(news::add);
    dialogue.on(
        "AT",
        command -> {
          detector.onEcho("AT");
          return List.of();
        });
    lifeCycle.configure();
    assertThat(news).isEmpty();
    assertThat(detector.sign()).isEmpty();
    detector.onEcho("AT");
    assertThat(news).containsExactly(RestartSign.ECHO);
  }

  @Test
  void configure_whenItFails_letsSignsCountAgain() {
    dialogue.on("ATE0", FakeDialogue.closed(false));
    assertThatThrownBy(lifeCycle::configure).hasMessageContaining("closed");
    detector.onEcho("AT");
    assertThat(detector.sign()).contains(RestartSign.ECHO);
  }

  @Test
  void expect_whenTheModuleGreets_isNoNews() {
    List<RestartSign> news = new ArrayList<>();
    detector.tell(news::add);
    lifeCycle.expect(detector::onGreeting);
    detector.onGreeting();
    assertThat(news).isEmpty();
    assertThat(detector.sign()).isEmpty();

    lifeCycle.configure();
    assertThat(lifeCycle.isDue()).isFalse();
  }

  @Test
  void expect_whenNothingWasSentAsNothingAnswers_recoversNoModuleThatAnswersAgain() {
    failToRestart(new CommandTimeoutException("AT+CFUN=16", false, "no answer"));
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).containsExactly("AT+CGMM");
    detector.onGreeting();
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).contains("ATE0");
    assertThat(done).isEmpty();
  }

  /** It may be restarting, which is why it is silent. */
  @Test
  void expect_whenItIsInDoubt_recoversNothingBeforeTheModuleIsAskedAgain() {
    failToRestart(new CommandTimeoutException("AT+CFUN=16", true, "no answer"));
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).contains("ATE0");
    assertThat(done).isEmpty();
  }

  @Test
  void expect_whenTheModuleIsSilentBeforeItRestarts_isNotCountedOnceItHas() {
    lifeCycle.expect(() -> detector.onTimeout("AT", 3));
    context.execute(Identification.MODEL);
    assertThat(done).isEmpty();
  }

  @Test
  void expect_whenTheModuleIsStillSilentAfterIt_recoversIt() {
    failToRestart(new CommandTimeoutException("AT+CFUN=16", false, "no answer"));
    detector.onTimeout("AT", 4);
    context.execute(Identification.MODEL);
    assertThat(done).containsExactly("power cycle");
  }

  /** Silent commands of another thread may make it due just before the restart. */
  @Test
  void expect_whenItFailsForARecoveryThatFailed_leavesTheRecoveryDue() {
    detector.onTimeout("AT", 3);
    recovery =
        () -> {
          throw new TransientException("the relay is busy");
        };
    assertThatThrownBy(() -> lifeCycle.expect(() -> context.execute(Identification.MODEL)))
        .isInstanceOf(TransientException.class);
    recovery = () -> done.add("power cycle");
    context.execute(Identification.MODEL);
    assertThat(done).containsExactly("power cycle");
  }

  private void failToRestart(CommandTimeoutException why) {
    failToRestart(why, 3);
  }

  private void failToRestart(CommandTimeoutException why, int timeouts) {
    assertThatThrownBy(
            () ->
                lifeCycle.expect(
                    () -> {
                      detector.onTimeout("AT", timeouts);
                      throw why;
                    }))
        .isSameAs(why);
  }

  @Test
  void expect_whenAnotherThreadHasOpenedASessionSince_leavesItOpen() {
    lifeCycle.expect(
        () -> {
          line.open(keys());
          line.opened();
        });
    assertThat(line.state()).isEqualTo(C2cLine.State.OPEN);
    lifeCycle.expect(() -> {});
    assertThat(line.state()).isEqualTo(C2cLine.State.CLEAR);
  }

  @Test
  void configure_whenThePortIsLostAmidIt_isRunAgainBeforeTheNextCommand() {
    dialogue.on(
        "AT+CMEE=2",
        command -> {
          detector.onPortLost("gone");
          return List.of();
        });
    lifeCycle.configure();
    dialogue.on("AT+CMEE=2", FakeDialogue.ok());
    dialogue.forget();
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).contains("ATE0", "AT+CFUN=4").endsWith("AT+CGMM");
    dialogue.forget();
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).containsExactly("AT+CGMM");
  }

  @Test
  void configure_whenTheRadioCannotBeTurnedOnAgain_isRunAgain() {
    context.execute(SetFunctionality.FULL);
    detector.onEcho("AT");
    dialogue.on("AT+CFUN=1", FakeDialogue.timeout(true));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> context.execute(Identification.MODEL))
          .hasMessageContaining("no answer");
    }
    dialogue.on("AT+CFUN=1", FakeDialogue.ok());
    dialogue.forget();
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).contains("ATE0").endsWith("AT+CFUN=4", "AT+CFUN=1", "AT+CGMM");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void configure_whenTheCommandThatTurnsTheRadioOffHadNoAnswer_leavesItOff(boolean carriedOut) {
    context.execute(SetFunctionality.FULL);
    dialogue.on("AT+CFUN=4", FakeDialogue.timeout(carriedOut), FakeDialogue.ok());
    assertThatThrownBy(() -> new Network(context).disconnect())
        .isInstanceOf(CommandTimeoutException.class);
    dialogue.forget();
    lifeCycle.configure();
    assertThat(dialogue.sent()).contains("ATE0").doesNotContain("AT+CFUN=1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void configure_whenTheModuleRefusedToTurnItsRadioOff_turnsItOnAgain(boolean submitted) {
    context.execute(SetFunctionality.FULL);
    dialogue.on(
        "AT+CFUN=4", FakeDialogue.error("+CME ERROR: operation not allowed"), FakeDialogue.ok());
    if (submitted) {
      assertThat(context.submit(SetFunctionality.RADIO_OFF)).isCompletedExceptionally();
    } else {
      assertThatThrownBy(() -> new Network(context).disconnect())
          .isInstanceOf(CommandRejectedException.class);
    }
    detector.onEcho("AT");
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).endsWith("AT+CFUN=4", "AT+CFUN=1", "AT+CGMM");
  }

  @Test
  void configure_whenTheModuleRefusedToTurnOffARadioThatWasOff_leavesItOff() {
    dialogue.on("AT+CFUN=4", FakeDialogue.error("ERROR"), FakeDialogue.ok());
    assertThatThrownBy(() -> new Network(context).disconnect())
        .isInstanceOf(CommandRejectedException.class);
    lifeCycle.configure();
    assertThat(dialogue.sent()).contains("ATE0").doesNotContain("AT+CFUN=1");
  }

  @Test
  void configure_whenAnyLevelWithoutRadioHadNoAnswer_leavesItOff() {
    context.execute(SetFunctionality.FULL);
    dialogue.on("AT+CFUN=0", FakeDialogue.timeout(true));
    assertThatThrownBy(() -> context.execute(new SetFunctionality(0)))
        .isInstanceOf(CommandTimeoutException.class);
    dialogue.forget();
    lifeCycle.configure();
    assertThat(dialogue.sent()).contains("ATE0").doesNotContain("AT+CFUN=1");
  }

  @Test
  void disconnect_whenTheModuleHasRestarted_doesNotTurnItsRadioOnBefore() {
    context.execute(SetFunctionality.FULL);
    dialogue.forget();
    detector.onEcho("AT");
    new Network(context).disconnect();
    assertThat(dialogue.sent()).contains("ATE0").doesNotContain("AT+CFUN=1").endsWith("AT+CFUN=4");
  }

  @Test
  void configure_whenTheModuleRefusesToTurnItsRadioOn_isDoneAndTriesAfterTheNextRestart() {
    context.execute(SetFunctionality.FULL);
    dialogue.on("AT+CFUN=1", FakeDialogue.error("+CME ERROR: SIM not inserted"));
    detector.onEcho("AT");
    assertThat(context.execute(Identification.MODEL)).isEqualTo("SARA-R510M8S");
    dialogue.on("AT+CFUN=1", FakeDialogue.ok());
    dialogue.forget();
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).containsExactly("AT+CGMM");
    detector.onEcho("AT");
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).endsWith("AT+CFUN=4", "AT+CFUN=1", "AT+CGMM");
  }

  @Test
  void configure_whenTheModuleIsTooBusyToTurnItsRadioOn_isRunAgain() {
    context.execute(SetFunctionality.FULL);
    dialogue.on(
        "AT+CFUN=1",
        command -> {
          throw new ModuleBusyException(
              command.line(), AtError.parse("+CME ERROR: SEC busy").orElseThrow(), "busy");
        });
    detector.onEcho("AT");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> context.execute(Identification.MODEL))
          .isInstanceOf(ModuleBusyException.class);
    }
  }

  @Test
  void execute_ofAFunctionality_whenTheConfigurationBeforeItIsRefused_saysThatItWasNotSent() {
    dialogue.on("AT+CGMM", FakeDialogue.error("ERROR"));
    detector.onEcho("AT");
    assertThatThrownBy(() -> context.execute(SetFunctionality.FULL))
        .isInstanceOf(ConfigurationFailedException.class)
        .hasMessageContaining("AT+CFUN=1 was not sent")
        .hasCauseInstanceOf(CommandRejectedException.class);
    assertThat(dialogue.sent()).doesNotContain("AT+CFUN=1");
  }

  @Test
  void switchEncryption_whenTheConfigurationBeforeItIsRefused_saysThatItWasNotSent() {
    dialogue.on("AT+CGMM", FakeDialogue.error("ERROR"));
    detector.onEcho("AT");
    assertThatThrownBy(() -> lifeCycle.switchEncryption("AT+X", () -> done.add("switched")))
        .isInstanceOf(ConfigurationFailedException.class)
        .hasMessageContaining("AT+X was not sent");
    assertThat(done).isEmpty();
  }

  @Test
  void executePatiently_whenTheModuleCannotBeConfigured_triesOnce() {
    dialogue.on("AT+CGMM", FakeDialogue.error("ERROR"));
    detector.onEcho("AT");
    assertThatThrownBy(() -> context.executePatiently(SetFunctionality.FULL))
        .isInstanceOf(ConfigurationFailedException.class);
    assertThat(dialogue.sent()).containsOnlyOnce("ATE0");
  }

  @Test
  void leaveOfTheSession_whenItsAnswerAndTheQuestionsHaveNone_doesNotConsentToClearText() {
    line.open(keys());
    line.opened();
    dialogue.on("AT+USECC2C=2", FakeDialogue.timeout(true)).on("AT", FakeDialogue.timeout(true));
    assertThatThrownBy(new C2cHandshake(context)::leave)
        .isInstanceOf(CommandTimeoutException.class);
    line.answeredInClear(line.ask());
    assertThat(line.state()).isEqualTo(C2cLine.State.LOST);
  }

  @Test
  void closeOfTheSession_whenItsAnswerAndTheQuestionsHaveNone_consentsToClearText() {
    line.open(keys());
    line.opened();
    dialogue.on("AT+USECC2C=2", FakeDialogue.timeout(true)).on("AT", FakeDialogue.timeout(true));
    assertThatThrownBy(new C2cHandshake(context)::close)
        .isInstanceOf(CommandTimeoutException.class);
    line.answeredInClear(line.ask());
    assertThat(line.state()).isEqualTo(C2cLine.State.CLEAR);
  }

  @Test
  void run_whenARestartOnPurposeHasEndedTheSession_isNoNews() {
    List<RestartSign> news = new ArrayList<>();
    detector.tell(news::add);
    line.open(keys());
    line.opened();
    assertThatThrownBy(
            () ->
                lifeCycle.expect(
                    () -> {
                      throw new CommandTimeoutException("AT+CFUN=16", true, "no answer");
                    }))
        .isInstanceOf(CommandTimeoutException.class);
    line.doubt();
    dialogue.on(
        "AT",
        command -> {
          line.answeredInClear(line.ask());
          return List.of();
        });
    lifeCycle.run();
    assertThat(line.state()).isEqualTo(C2cLine.State.LOST);
    assertThat(news).isEmpty();
  }

  @Test
  void execute_ofAFunctionality_keepsItsDistanceFromThatOfTheConfigurationBeforeIt() {
    List<Duration> times = new ArrayList<>();
    for (String line : List.of("AT+CFUN=4", "AT+CFUN=1")) {
      dialogue.on(
          line,
          command -> {
            times.add(time.elapsed());
            return List.of();
          });
    }
    detector.onEcho("AT");
    context.execute(SetFunctionality.FULL);
    assertThat(dialogue.sent()).endsWith("AT+CFUN=4", "AT+CFUN=1");
    assertThat(times.get(1).minus(times.get(0))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void submit_ofAFunctionality_isRestoredAfterARestart() {
    assertThat(context.submit(SetFunctionality.FULL)).isCompleted();
    detector.onEcho("AT");
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).endsWith("AT+CFUN=4", "AT+CFUN=1", "AT+CGMM");
  }

  @Test
  void decide_whenNoAnswerDecides_endsAndSaysSo() {
    line.open(keys());
    line.opened();
    line.doubt();
    dialogue.on(
        "AT",
        command -> {
          // As if the port had been opened again.
          int unused = line.ask();
          return List.of();
        });
    assertThatThrownBy(() -> context.execute(Identification.MODEL))
        .isInstanceOfSatisfying(
            EncryptionLostException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse())
        .hasMessageContaining("port has answered")
        .hasMessageContaining("still unknown");
    assertThat(dialogue.sent()).isNotEmpty().containsOnly("AT").hasSizeLessThan(20);
  }

  @Test
  void expect_whenTheModuleRefusesToRestart_letsSignsCountAgain() {
    assertThatThrownBy(
            () ->
                lifeCycle.expect(
                    () -> {
                      throw new InvalidInputException("refused");
                    }))
        .isInstanceOf(InvalidInputException.class);
    detector.onGreeting();
    assertThat(detector.sign()).contains(RestartSign.GREETING);
  }

  @Test
  void activation_isRunByTheThreadThatConfiguresOrSwitches() {
    List<Boolean> run = new ArrayList<>();
    dialogue.on(
        "AT+CGMM",
        asked -> {
          run.add(lifeCycle.isRunByCurrentThread());
          return FakeDialogue.ok("SARA-R510M8S").to(asked);
        });
    lifeCycle.switchEncryption("AT", () -> context.execute(Identification.MODEL));
    lifeCycle.configure();
    assertThat(run).hasSizeGreaterThan(1).containsOnly(true);
    run.clear();
    context.execute(Identification.MODEL);
    assertThat(run).containsExactly(false);
  }

  @Test
  void activation_whenTheRadioIsTurnedOnAgain_isOverAfterwards() {
    context.execute(SetFunctionality.FULL);
    detector.onEcho("AT");
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).endsWith("AT+CFUN=1", "AT+CGMM");
    assertThat(lifeCycle.isRunByCurrentThread()).isFalse();
  }

  @Test
  void configure_asksWithProbes() {
    List<Purpose> marks = new ArrayList<>();
    dialogue.on(
        "AT",
        asked -> {
          marks.add(Purpose.of(asked));
          return List.of();
        });
    lifeCycle.configure();
    assertThat(marks).isNotEmpty().containsOnly(Purpose.PROBE);
  }

  @Test
  void switchEncryption_withinAnother_configuresNothing() {
    lifeCycle.switchEncryption(
        "AT",
        () -> {
          detector.onEcho("AT");
          lifeCycle.switchEncryption("AT", () -> done.add("switched"));
          assertThat(dialogue.sent()).isEmpty();
        });
    assertThat(done).containsExactly("switched");
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).contains("ATE0");
  }

  @Test
  void switchEncryption_whenAnotherThreadHasACommandAndNothingIsDue_holdsItUpNot() {
    lifeCycle.switchEncryption(
        "AT",
        () -> {
          Thread other = new Thread(() -> context.execute(Identification.MODEL));
          other.start();
          joinOf(other);
        });
    assertThat(dialogue.sent()).containsExactly("AT+CGMM");
  }

  @Test
  void execute_whenThereWasNoise_asksOnceForTheErrorReports() {
    List<AtCommand<?>> asked = new ArrayList<>();
    dialogue.on(
        "AT+CMEE?",
        command -> {
          asked.add(command);
          return FakeDialogue.ok("+CMEE: 2").to(command);
        });
    detector.onNoise();
    context.execute(Identification.MODEL);
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).containsExactly("AT+CMEE?", "AT+CGMM", "AT+CGMM");
    assertThat(asked)
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.reply()).isEqualTo(ReplyShape.prefixed("+CMEE", 1, 1));
              assertThat(question.timeLimit()).isEqualTo(ModuleFamily.RESPONSE_LIMIT);
              assertThat(question.repeatable()).isTrue();
            });
  }

  @Test
  void execute_whenTheAnswerAfterNoiseHasNoiseToo_asksNoMore() {
    dialogue.on(
        "AT+CMEE?",
        command -> {
          detector.onNoise();
          return FakeDialogue.ok("+CMEE: 2").to(command);
        });
    detector.onNoise();
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).containsExactly("AT+CMEE?", "AT+CGMM");
    assertThat(lifeCycle.isDue()).isFalse();
  }

  @Test
  void closeOfTheSession_whenNothingOfItWasSent_leavesItOpen() {
    dialogue.on(
        "AT+USECC2C=2",
        command -> {
          throw new CommandInterruptedException(command.line(), false, "nothing was sent");
        });
    line.open(keys());
    line.opened();
    assertThatThrownBy(new C2cHandshake(context)::close)
        .isInstanceOf(CommandInterruptedException.class);
    assertThat(line.state()).isEqualTo(C2cLine.State.OPEN);
  }

  private static C2cKeys keys() {
    return C2cKeys.of(secret(), secret(), secret());
  }

  private static SecretBytes secret() {
    return SecretBytes.copyOf(new byte[16]);
  }

  @Test
  void execute_whenErrorReportsAreRefused_doesNotTakeTheirAbsenceForARestart() {
    dialogue.on("AT+CMEE=2", FakeDialogue.error("ERROR"));
    dialogue.on("AT+CMEE=1", FakeDialogue.error("ERROR"));
    lifeCycle.configure();
    detector.onReceived("+CMEE: 0");
    assertThat(detector.sign()).isEmpty();
    dialogue.on("AT+CMEE=1", FakeDialogue.ok());
    lifeCycle.configure();
    detector.onReceived("+CMEE: 0");
    assertThat(detector.sign()).contains(RestartSign.SETTINGS_LOST);
  }

  @Test
  void execute_whenThereWasNoiseAndASign_asksNothing() {
    detector.onNoise();
    detector.onEcho("AT");
    context.execute(Identification.MODEL);
    assertThat(dialogue.sent()).startsWith("AT", "ATE0").doesNotContain("AT+CMEE?");
  }

  static List<Answer> whatTellsNothing() {
    return List.of(
        FakeDialogue.error("ERROR"),
        FakeDialogue.error("+CME ERROR: SEC busy"),
        FakeDialogue.timeout(false),
        command -> {
          throw new ModuleRestartedException(command.line(), false, "it greets");
        },
        FakeDialogue.garbled());
  }

  @ParameterizedTest
  @MethodSource("whatTellsNothing")
  void execute_whenThereWasNoiseAndTheModuleDoesNotTell_goesOn(Answer answer) {
    dialogue.on("AT+CMEE?", answer);
    detector.onNoise();
    assertThat(context.execute(Identification.MODEL)).isEqualTo("SARA-R510M8S");
    assertThat(dialogue.sent()).containsExactly("AT+CMEE?", "AT+CGMM");
  }

  @Test
  void subscribers_whenOneThrowsOrHasLeft_areToldAllTheSame() throws Exception {
    BlockingQueue<RestartSign> heard = new LinkedBlockingQueue<>();
    List<RestartSign> left = new ArrayList<>();
    try (background) {
      Dialogue.Subscription leaving = lifeCycle.subscribe(left::add);
      lifeCycle.subscribe(
          sign -> {
            throw new UnsupportedOperationException("of a listener");
          });
      lifeCycle.subscribe(heard::add);
      leaving.close();
      detector.onEcho("AT");
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(RestartSign.ECHO);
      assertThat(left).isEmpty();
    }
  }
}
