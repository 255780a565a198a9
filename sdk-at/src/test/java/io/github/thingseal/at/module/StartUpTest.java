package io.github.thingseal.at.module;

import static io.github.thingseal.at.module.FakeDialogue.closed;
import static io.github.thingseal.at.module.FakeDialogue.error;
import static io.github.thingseal.at.module.FakeDialogue.ok;
import static io.github.thingseal.at.module.FakeDialogue.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.FakeChannel;
import io.github.thingseal.at.channel.WakeUp;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.DeadlineExceededException;
import io.github.thingseal.at.command.FixedCommand;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.transport.FlowControl;
import io.github.thingseal.core.TransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartUpTest {
  @Test
  void open_whenSaraR5_saysTheConfigurationOfTheFamily() {
    FakeDialogue dialogue = FakeDialogue.saraR5();
    start(dialogue, ModuleOptions.builder());
    assertThat(dialogue.sent())
        .containsExactly(
            "AT",
            "ATE0",
            "ATV1",
            "AT+CMEE=2",
            "AT+CGMM",
            "ATI",
            "AT+UDCONF=1,0",
            "ATI9",
            "AT&C1",
            "AT&D0",
            "AT&K0",
            "AT+UPSV=0",
            "AT+UPSMR=1",
            "AT+UMNOPROF?",
            "AT+CFUN=4");
  }

  @Test
  void open_whenSaraR422WithWiredLinesAndSleep_saysItsForms() {
    FakeDialogue dialogue = FakeDialogue.of("SARA-R422", "SARA-R422-00B-00");
    start(dialogue, ModuleOptions.builder().flowControl(FlowControl.RTS_CTS).uartSleeps(true));
    assertThat(dialogue.sent()).contains("AT+UCGED=2", "AT&K3", "AT+UPSV=4");
  }

  @Test
  void open_whenOptionalStepFails_triesThreeTimesAndGoesOn() {
    FakeDialogue dialogue = FakeDialogue.saraR5().on("AT+UPSMR=1", error("ERROR"));
    SecurityModule module = start(dialogue, ModuleOptions.builder());
    assertThat(Collections.frequency(dialogue.sent(), "AT+UPSMR=1")).isEqualTo(3);
    assertThat(dialogue.sent()).endsWith("AT+CFUN=4");
    module.close();
  }

  @Test
  void open_whenErrorReportsAreRefused_goesOnWithWhatItGets() {
    FakeDialogue numbers = FakeDialogue.saraR5().on("AT+CMEE=2", error("+CME ERROR: 4"));
    start(numbers, ModuleOptions.builder());
    assertThat(numbers.sent()).containsSubsequence("AT+CMEE=2", "AT+CMEE=1", "AT+CFUN=4");

    FakeDialogue nothing =
        FakeDialogue.saraR5().on("AT+CMEE=2", error("ERROR")).on("AT+CMEE=1", error("ERROR"));
    start(nothing, ModuleOptions.builder());
    assertThat(nothing.sent()).contains("AT+CMEE=1").endsWith("AT+CFUN=4");
  }

  @Test
  void open_whenEchoAndWordsAreRefused_goesOnWithEchoAndNumbers() {
    FakeDialogue dialogue =
        FakeDialogue.saraR5().on("ATE0", error("ERROR")).on("ATV1", error("ERROR"));
    start(dialogue, ModuleOptions.builder());
    assertThat(dialogue.sent()).contains("ATE0", "ATV1").endsWith("AT+CFUN=4");
  }

  @Test
  void open_whenErrorReportsHaveNoAnswer_fails() {
    FakeDialogue dialogue = FakeDialogue.saraR5().on("AT+CMEE=2", timeout(true));
    assertThatThrownBy(() -> start(dialogue, ModuleOptions.builder()))
        .isInstanceOf(TransientException.class);
  }

  @Test
  void open_whenErrorReportsHaveNoAnswer_saysWhatHadNone() {
    FakeDialogue dialogue =
        FakeDialogue.saraR5()
            .on("ATI", timeout(true))
            .on("ATV1", timeout(true), ok())
            .on("AT&D0", timeout(false));
    assertThatThrownBy(() -> start(dialogue, ModuleOptions.builder()))
        .isInstanceOf(CommandTimeoutException.class)
        .hasMessageContaining(ModuleUnderTest.NAME + " answered AT")
        .hasCauseInstanceOf(CommandTimeoutException.class)
        .hasMessageContaining("no answer came to ATV1, ATI.");
    assertThat(Collections.frequency(dialogue.sent(), "AT&D0")).isEqualTo(3);
    assertThat(dialogue.sent()).endsWith("AT&D0");
  }

  @Test
  void open_whenEveryStepTakesItsTime_endsAfterTwoMinutesAndSaysWhy() {
    VirtualTime time = new VirtualTime();
    FakeDialogue dialogue = FakeDialogue.saraR5();
    for (String step : List.of("ATI", "ATI9", "AT&C1", "AT&K0", "AT+UPSV=0", "AT+UPSMR=1")) {
      dialogue.on(
          step,
          command -> {
            time.schedule(() -> {}, Duration.ofSeconds(10));
            return timeout(true).to(command);
          });
    }
    assertThatThrownBy(
            () ->
                ModuleUnderTest.start(
                    new FakeChannel("tty", dialogue, () -> {}), in(time, ModuleOptions.builder())))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageContaining("no answer came to ATI, ATI9, AT&C1, AT&K0")
        .hasMessageContaining("PT2M");
    assertThat(time.elapsed()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void open_whenCommandIsNotSupported_doesNotAskAgain() {
    FakeDialogue dialogue = FakeDialogue.saraR5().on("AT+UPSMR=1", error("+CME ERROR: 4"));
    start(dialogue, ModuleOptions.builder());
    assertThat(Collections.frequency(dialogue.sent(), "AT+UPSMR=1")).isEqualTo(1);
  }

  @Test
  void open_whenStepFailsOnce_succeedsWithTheSecondTry() {
    FakeDialogue dialogue = FakeDialogue.saraR5().on("ATE0", error("ERROR"), ok());
    start(dialogue, ModuleOptions.builder());
    assertThat(Collections.frequency(dialogue.sent(), "ATE0")).isEqualTo(2);
  }

  @Test
  void open_whenEssentialStepFailsThreeTimes_failsAndCloses() {
    FakeDialogue dialogue = FakeDialogue.saraR5().on("AT+CFUN=4", error("+CME ERROR: 3"));
    int[] closed = {0};
    assertThatThrownBy(
            () ->
                ModuleUnderTest.start(
                    new FakeChannel("tty", dialogue, () -> closed[0]++),
                    in(new VirtualTime(), ModuleOptions.builder())))
        .isInstanceOf(CommandRejectedException.class);
    assertThat(Collections.frequency(dialogue.sent(), "AT+CFUN=4")).isEqualTo(3);
    assertThat(closed[0]).isEqualTo(1);
  }

  @Test
  void open_whenModuleIsSilent_givesUpAfterTenTriesAndSaysWhatToCheck() {
    FakeDialogue dialogue = FakeDialogue.saraR5().on("AT", timeout(true));
    assertThatThrownBy(() -> start(dialogue, ModuleOptions.builder()))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining(ModuleUnderTest.NAME)
        .hasMessageContaining("baud");
    assertThat(dialogue.sent()).hasSize(10).containsOnly("AT");
  }

  @Test
  void open_whenModuleAnswersAfterSomeTries_goesOn() {
    FakeDialogue dialogue = FakeDialogue.saraR5().on("AT", timeout(true), timeout(true), ok());
    start(dialogue, ModuleOptions.builder());
    assertThat(dialogue.sent().subList(0, 4)).containsExactly("AT", "AT", "AT", "ATE0");
  }

  @Test
  void open_whenTheGreetingIsRefused_goesOn() {
    FakeDialogue dialogue = FakeDialogue.saraR5().on("AT+CSGT=1,\"up\"", error("+CME ERROR: 3"));
    start(dialogue, ModuleOptions.builder().setGreeting("up"));
    assertThat(dialogue.sent()).endsWith("AT+CSGT=1,\"up\"");
  }

  @Test
  void open_whenSeveralAttentionsHaveNoAnswer_closesAStaleMultiplexerOnceAfterTheFirst() {
    VirtualTime time = new VirtualTime();
    List<Duration> closedAt = new ArrayList<>();
    List<Duration> askedAgainAt = new ArrayList<>();
    FakeDialogue dialogue =
        FakeDialogue.saraR5()
            .on(
                "AT",
                timeout(true),
                command -> {
                  askedAgainAt.add(time.elapsed());
                  return timeout(true).to(command);
                },
                timeout(true),
                ok());
    WatchedLine line = new WatchedLine(new InMemoryModule());
    line.beforeSending(
        text -> {
          assertThat(text).isEqualTo("\u00f9\u0003\u00ef\u0005\u00c3\u0001\u00f2\u00f9");
          assertThat(dialogue.sent()).containsExactly("AT");
          closedAt.add(time.elapsed());
        });
    ModuleUnderTest.start(
        new FakeChannel("tty", dialogue, () -> {}), line, in(time, ModuleOptions.builder()));
    assertThat(closedAt).hasSize(1);
    assertThat(askedAgainAt).hasSize(1);
    assertThat(askedAgainAt.get(0).minus(closedAt.get(0)))
        .isGreaterThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void open_whenModuleAnswersWithAnError_isAlive() {
    FakeDialogue dialogue = FakeDialogue.saraR5().on("AT", error("+CME ERROR: SIM failure"));
    start(dialogue, ModuleOptions.builder());
    assertThat(dialogue.sent().subList(0, 2)).containsExactly("AT", "ATE0");
  }

  @Test
  void open_whenLineIsLost_doesNotTryAgain() {
    FakeDialogue dialogue = FakeDialogue.saraR5().on("AT+UPSMR=1", closed(true));
    assertThatThrownBy(() -> start(dialogue, ModuleOptions.builder()))
        .isInstanceOf(ChannelClosedException.class);
    assertThat(Collections.frequency(dialogue.sent(), "AT+UPSMR=1")).isEqualTo(1);
  }

  @Test
  void open_whenModelIsNotToldButFamilyIsGiven_goesOn() {
    FakeDialogue dialogue =
        FakeDialogue.saraR5().on("AT+CGMM", error("ERROR")).on("ATI", error("ERROR"));
    SecurityModule module = start(dialogue, ModuleOptions.builder().family(ModuleFamily.SARA_R422));
    assertThat(module.toString()).contains("SARA_R422");
    assertThat(dialogue.sent()).contains("AT+UCGED=2");
  }

  @Test
  void open_whenConfigurationIsOwn_saysThatInstead() {
    FakeDialogue dialogue = FakeDialogue.saraR5();
    start(
        dialogue,
        ModuleOptions.builder()
            .configuration(
                family ->
                    List.of(
                        StartUpStep.optional(FixedCommand.IGNORE_DTR),
                        StartUpStep.optional(RawCommand.of("AT+X=" + family)))));
    assertThat(dialogue.sent())
        .endsWith("ATI", "AT&D0", "AT+X=SARA_R5")
        .doesNotContain("AT+CFUN=4");
  }

  private static ModuleUnderTest withNothingToConfigure(FakeDialogue dialogue) {
    return new ModuleUnderTest(
        dialogue, ModuleOptions.builder().configuration(family -> List.of()));
  }

  @Test
  void open_whenAnAnswerWasLostAndTheModuleDoesNotSleep_wakesItNoLonger() {
    FakeDialogue dialogue =
        FakeDialogue.saraR5().on("ATV1", timeout(true), ok()).on("AT+UPSV?", ok("+UPSV: 0"));
    assertThat(withNothingToConfigure(dialogue).wakeUps)
        .containsExactly(WakeUps.OF_ANY_UART, WakeUp.none());
    assertThat(dialogue.sent()).endsWith("AT+UPSV?");
  }

  @Test
  void open_whenAnAnswerWasLostAfterSavingWasTurnedOff_wakesItNoLonger() {
    FakeDialogue dialogue =
        FakeDialogue.saraR5().on("AT+CFUN=4", timeout(true), ok()).on("AT+UPSV?", ok("+UPSV: 0"));
    assertThat(new ModuleUnderTest(dialogue, ModuleOptions.builder()).wakeUps)
        .containsExactly(WakeUp.none(), WakeUps.OF_ANY_UART, WakeUp.none());
  }

  @Test
  void open_whenAnAnswerWasLostAndTheModuleMaySleep_goesOnWakingIt() {
    for (FakeDialogue.Answer setting : List.of(ok("+UPSV: 1,40"), error("+CME ERROR: 3"))) {
      FakeDialogue dialogue =
          FakeDialogue.saraR5().on("AT+CGMM", timeout(true), ok("SARA-R5")).on("AT+UPSV?", setting);
      assertThat(withNothingToConfigure(dialogue).wakeUps).containsExactly(WakeUps.OF_ANY_UART);
    }
  }

  @Test
  void open_whenEverythingIsAnswered_doesNotAskHowTheUartSleeps() {
    FakeDialogue dialogue = FakeDialogue.saraR5();
    assertThat(withNothingToConfigure(dialogue).wakeUps).isEmpty();
    assertThat(dialogue.sent()).doesNotContain("AT+UPSV?");
  }

  @Test
  void open_whenStepMayNotBeRepeated_triesItOnce() {
    FakeDialogue dialogue = FakeDialogue.saraR5().on("AT+X=1", error("ERROR"));
    start(
        dialogue,
        ModuleOptions.builder()
            .configuration(family -> List.of(StartUpStep.optional(RawCommand.of("AT+X=1")))));
    assertThat(Collections.frequency(dialogue.sent(), "AT+X=1")).isEqualTo(1);
  }

  @Test
  void open_whenFamilyIsTold_pacesAsItNeeds() {
    assertThat(new ModuleUnderTest(FakeDialogue.saraR5(), ModuleOptions.builder()).pacing)
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(20));
    assertThat(
            new ModuleUnderTest(
                    FakeDialogue.of("SARA-R422", "SARA-R422-00B-00"), ModuleOptions.builder())
                .pacing)
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(100));
  }

  private static SecurityModule start(FakeDialogue dialogue, ModuleOptions.Builder options) {
    return new ModuleUnderTest(dialogue, options).module;
  }

  private static ModuleOptions in(VirtualTime time, ModuleOptions.Builder options) {
    return options.channel(ChannelOptions.builder().scheduler(time).build()).build();
  }
}
