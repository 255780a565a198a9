package io.github.thingseal.at.channel;

import static io.github.thingseal.at.channel.ScriptedModem.ok;
import static io.github.thingseal.at.channel.ScriptedModem.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.FixedCommand;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ResultInDoubtException;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.command.network.ReadSignalQuality;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An error of a module that has restarted unnoticed is not the refusal of the command. */
@Timeout(120)
class RestartedModuleTest {
  private final ScriptedModem modem =
      new ScriptedModem(options -> options.greeting("Module has booted."));

  @BeforeEach
  void configure() {
    modem.on("ATE0", ok()).on("AT+CMEE=2", ok());
    modem.run(FixedCommand.ECHO_OFF).join();
    modem.run(FixedCommand.ERRORS_AS_TEXT).join();
    modem.sent.clear();
  }

  @AfterEach
  void close() {
    modem.close();
  }

  private void assertRestarted(CompletableFuture<?> future, boolean carriedOut) {
    assertThat(requireNonNull(catchThrowable(future::join)).getCause())
        .isInstanceOfSatisfying(
            ModuleRestartedException.class,
            e -> assertThat(e.mayHaveBeenCarriedOut()).isEqualTo(carriedOut));
  }

  private static void assertRejected(CompletableFuture<?> future) {
    assertThat(catchThrowable(future::join)).hasCauseInstanceOf(CommandRejectedException.class);
  }

  @Test
  void submit_whenTheCommandComesBackBeforeAnError_hasRestarted() {
    modem.on("AT+CFUN=1", "AT+CFUN=1\r" + text("ERROR"));
    assertRestarted(modem.run(SetFunctionality.FULL), false);
    modem.on("AT+CFUN=1", "AT+CFUN=1\r" + ok());
    assertThat(modem.run(SetFunctionality.FULL)).isCompleted();
  }

  @Test
  void submit_whenErrorReportsAreOff_hasRestarted() {
    modem.on("AT+CFUN=1", text("ERROR")).on("AT+CMEE?", ok("+CMEE: 0"));
    assertRestarted(modem.run(SetFunctionality.FULL), false);
    assertRejected(modem.run(SetFunctionality.FULL));
  }

  @Test
  void submit_whenErrorReportsAreOn_isRefused() {
    modem.on("AT+CFUN=1", text("ERROR"));
    assertRejected(modem.run(SetFunctionality.FULL));
    assertThat(modem.sent).containsExactly("AT+CFUN=1", "AT+CMEE?");
  }

  @Test
  void submit_whenItIsAnsweredWithBoth_isInDoubt() {
    modem.on("AT+CFUN=1", text("ERROR", "OK"));
    assertThat(catchThrowable(modem.run(SetFunctionality.FULL)::join))
        .hasCauseInstanceOf(ResultInDoubtException.class);
  }

  @Test
  void submit_whenTheProbeComesBack_hasRestarted() {
    modem.on("AT+CFUN=1", text("ERROR")).on("AT+CMEE?", "AT+CMEE?\r" + ok("+CMEE: 1"));
    assertRestarted(modem.run(SetFunctionality.FULL), false);
  }

  @Test
  void submit_whenTheRefusedProbeComesBack_hasRestarted() {
    modem.on("AT+CFUN=1", text("ERROR")).on("AT+CMEE?", "AT+CMEE?\r" + text("ERROR"));
    assertRestarted(modem.run(SetFunctionality.FULL), false);
  }

  @Test
  void submit_whenItGreetsRightBeforeAnError_hasRestarted() {
    modem.on("AT+CFUN=1", text("Module has booted.", "ERROR"));
    assertRestarted(modem.run(SetFunctionality.FULL), false);
  }

  @Test
  void submit_whenOkComesAloneFromOneThatHasRestarted_isNotBelieved() {
    modem.on("AT+CSQ", ok()).on("AT+CMEE?", ok("+CMEE: 0"));
    assertRestarted(modem.run(new ReadSignalQuality()), true);
  }

  @Test
  void submit_whenErrorReportsWereTurnedOffOrReset_isRefusedWithoutReason() {
    for (String line : new String[] {"AT+CMEE=0", "ATZ", "AT&F", "ATE1V1+CMEE=0"}) {
      modem.on(line, ok());
      modem.run(FixedCommand.ERRORS_AS_TEXT).join();
      modem.run(RawCommand.of(line)).join();
      modem.sent.clear();
      modem.on("AT+CFUN=1", text("ERROR"));
      assertRejected(modem.run(SetFunctionality.FULL));
      assertThat(modem.sent).containsExactly("AT+CFUN=1");
    }
  }
}
