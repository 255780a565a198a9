package io.github.thingseal.at.module;

import static io.github.thingseal.at.module.FakeDialogue.closed;
import static io.github.thingseal.at.module.FakeDialogue.error;
import static io.github.thingseal.at.module.FakeDialogue.ok;
import static io.github.thingseal.at.module.FakeDialogue.restarted;
import static io.github.thingseal.at.module.FakeDialogue.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.device.SetFunctionality;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerTest {
  @ParameterizedTest
  @CsvSource({
    "SARA-R510M8S,SARA-R510M8S-01B-00,16,15",
    "SARA-R422,SARA-R422-00B-00,15,10",
    "LARA-R6001,LARA-R6001-00B-00,15,10"
  })
  void reset_whenAccepted_waitsAndConfiguresAgain(
      String model, String product, int level, int seconds) {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.of(model, product));
    Duration before = test.time.elapsed();

    test.module.power().reset();

    assertThat(test.dialogue.sent())
        .startsWith("AT+CFUN=" + level, "AT", "ATE0", "ATV1", "AT+CMEE=2")
        .endsWith("AT+CFUN=4");
    assertThat(test.time.elapsed().minus(before))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void reset_whenTheModuleGreetsInsteadOfOk_configuresIt() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5().on("AT+CFUN=16", restarted()));
    test.dialogue.on("AT", restarted(), ok());

    test.module.power().reset();

    assertThat(test.dialogue.sent())
        .startsWith("AT+CFUN=16", "AT", "AT", "ATE0")
        .endsWith("AT+CFUN=4");
  }

  @Test
  void reset_whenTheModuleGreetsInsteadOfOk_leavesTheRadioOff() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5().on("AT+CFUN=16", restarted()));
    test.module.execute(SetFunctionality.FULL);
    test.dialogue.forget();

    test.module.power().reset();

    assertThat(test.dialogue.sent()).endsWith("AT+CFUN=4").doesNotContain("AT+CFUN=1");
  }

  @Test
  void reset_whenTheModuleRestartsAmidTheConfigurationBeforeIt_failsAndIsNotSent() {
    ModuleUnderTest test =
        ModuleUnderTest.of(FakeDialogue.saraR5().on("AT+CFUN=16", timeout(true)));
    assertThatThrownBy(() -> test.module.power().reset())
        .isInstanceOf(CommandTimeoutException.class);
    test.dialogue.on("ATE0", restarted()).forget();

    assertThatThrownBy(() -> test.module.power().reset())
        .isInstanceOfSatisfying(
            ModuleRestartedException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse())
        .hasMessageContaining("AT+CFUN=16 was not sent");
    assertThat(test.dialogue.sent()).doesNotContain("AT+CFUN=16");
  }

  @Test
  void reset_whenThePortGoesWithIt_configuresOnceItIsBack() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.dialogue.on("AT", closed(true), ok());

    test.module.power().reset();

    assertThat(test.dialogue.sent())
        .startsWith("AT+CFUN=16", "AT", "AT", "ATE0")
        .endsWith("AT+CFUN=4");
  }

  @Test
  void reset_whenThePortStaysAway_saysSo() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.dialogue.on("AT", closed(true));
    assertThatThrownBy(() -> test.module.power().reset())
        .isInstanceOf(ChannelClosedException.class);
    assertThat(test.dialogue.sent()).containsExactly("AT+CFUN=16", "AT", "AT");
  }

  @Test
  void reset_whenItHasNoAnswer_isFollowedByAConfigurationBeforeTheNextCommand() {
    ModuleUnderTest test =
        ModuleUnderTest.of(FakeDialogue.saraR5().on("AT+CFUN=16", timeout(true)));
    assertThatThrownBy(() -> test.module.power().reset())
        .isInstanceOf(CommandTimeoutException.class);

    assertConfiguredOnceByTheNextCommand(test);
  }

  @Test
  void reset_whenInterruptedMeanwhile_isFollowedByAConfigurationBeforeTheNextCommand() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.dialogue.on(
        "AT+CFUN=16",
        command -> {
          Thread.currentThread().interrupt();
          return ok().to(command);
        });
    assertThatThrownBy(() -> test.module.power().reset())
        .isInstanceOf(CommandInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();

    assertConfiguredOnceByTheNextCommand(test);
  }

  private static void assertConfiguredOnceByTheNextCommand(ModuleUnderTest test) {
    test.dialogue.forget();
    test.module.execute(RawCommand.of("AT+X"));
    test.module.execute(RawCommand.of("AT+Y"));
    assertThat(test.dialogue.sent())
        .startsWith("AT", "ATE0", "ATV1")
        .endsWith("AT+CFUN=4", "AT+X", "AT+Y");
  }

  @Test
  void reset_whenRefused_doesNotWait() {
    ModuleUnderTest test =
        ModuleUnderTest.of(FakeDialogue.saraR5().on("AT+CFUN=16", error("ERROR")));
    assertThatThrownBy(() -> test.module.power().reset())
        .isInstanceOf(CommandRejectedException.class);
    assertThat(test.dialogue.sent()).containsExactly("AT+CFUN=16");
  }

  @Test
  void off_whenAccepted_waitsForSilence() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.dialogue.on("AT", ok(), error("ERROR"), timeout(true));
    test.module.power().off();
    assertThat(test.dialogue.sent()).containsExactly("AT+UPSV=0", "AT+CPWROFF", "AT", "AT", "AT");
  }

  @Test
  void off_whenOkStaysAway_waitsForSilenceAllTheSame() {
    ModuleUnderTest test =
        ModuleUnderTest.of(
            FakeDialogue.saraR5().on("AT+UPSV=0", error("ERROR")).on("AT+CPWROFF", timeout(true)));
    test.dialogue.on("AT", timeout(true));
    test.module.power().off();
    assertThat(test.dialogue.sent()).endsWith("AT+UPSV=0", "AT+CPWROFF", "AT");
  }

  @Test
  void off_whenPortGoesWithTheModule_isOff() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.dialogue.on("AT", closed(true));
    test.module.power().off();
    assertThat(test.dialogue.sent()).endsWith("AT+CPWROFF", "AT");
  }

  @Test
  void off_whenPortGoesAmidTheCommand_isOff() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.dialogue.on("AT+CPWROFF", closed(true)).on("AT", closed(false));
    test.module.power().off();
    assertThat(test.dialogue.sent()).endsWith("AT+CPWROFF", "AT");
  }

  @Test
  void off_whenPortIsBackAndTheModuleAnswers_saysNotToCutTheSupply() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.dialogue.on("AT+CPWROFF", closed(true));
    assertThatThrownBy(() -> test.module.power().off()).isInstanceOf(WaitExpiredException.class);
  }

  @Test
  void off_whenPortIsGoneBefore_fails() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    for (String line : List.of("AT+CPWROFF", "AT+UPSV=0")) {
      test.dialogue.on(line, closed(false));
      assertThatThrownBy(() -> test.module.power().off())
          .isInstanceOf(ChannelClosedException.class);
    }
  }

  @Test
  void off_whenTheCommandCannotBeSent_fails() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.dialogue
        .on("AT+UPSV=0", timeout(true))
        .on("AT+CPWROFF", timeout(false))
        .on("AT", timeout(true));
    assertThatThrownBy(() -> test.module.power().off()).isInstanceOf(CommandTimeoutException.class);
  }

  @Test
  void off_whenTheModuleIsClosed_fails() {
    SecurityModule module = SecurityModule.open(new InMemoryModule());
    module.close();
    assertThatThrownBy(() -> module.power().off()).isInstanceOf(ChannelClosedException.class);
  }

  @Test
  void off_whenModuleGoesOnAnswering_saysNotToCutTheSupply() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    assertThatThrownBy(() -> test.module.power().off())
        .isInstanceOf(WaitExpiredException.class)
        .hasMessageContaining("PT20S")
        .hasMessageContaining("supply");
  }
}
