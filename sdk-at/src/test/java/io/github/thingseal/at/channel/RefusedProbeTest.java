package io.github.thingseal.at.channel;

import static io.github.thingseal.at.channel.ScriptedModem.ok;
import static io.github.thingseal.at.channel.ScriptedModem.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.ResultInDoubtException;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.command.network.ReadPdpContexts;
import io.github.thingseal.at.command.network.ReadSignalQuality;
import io.github.thingseal.at.command.network.SignalQuality;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A modem that refuses {@code AT+CMEE?} finds back into step with {@code AT}. */
@Timeout(120)
class RefusedProbeTest {
  private final ScriptedModem modem = new ScriptedModem();

  @BeforeEach
  void refuse() {
    modem.on("AT+CMEE?", text("ERROR"));
    modem.on("AT+CSQ", ok("+CSQ: 20,99"));
  }

  @AfterEach
  void close() {
    modem.close();
  }

  private static Throwable failureOf(CompletableFuture<?> future) {
    return requireNonNull(requireNonNull(catchThrowable(future::join)).getCause());
  }

  private void timeOut() {
    modem.on("AT+CFUN=1", "");
    assertThat(failureOf(modem.run(SetFunctionality.FULL)))
        .isInstanceOf(CommandTimeoutException.class);
    modem.sent.clear();
  }

  private void assertOwnAnswers() {
    modem.on("AT+CFUN=4", text("+CME ERROR: 3"));
    assertThat(failureOf(modem.run(SetFunctionality.RADIO_OFF)))
        .isInstanceOf(CommandRejectedException.class);
    assertThat(modem.run(new ReadSignalQuality()).join()).isEqualTo(new SignalQuality(20, 99));
  }

  @Test
  void submit_afterATimeOut_isSentOnceAtWasAnswered() {
    timeOut();
    assertOwnAnswers();
    assertThat(modem.sent).containsExactly("AT+CMEE?", "AT", "AT+CFUN=4", "AT+CSQ");
  }

  @Test
  void submit_afterFurtherTimeOuts_asksOnlyWhatIsNotRefused() {
    timeOut();
    assertOwnAnswers();
    timeOut();
    assertOwnAnswers();
    timeOut();
    assertOwnAnswers();
    assertThat(modem.sent).containsExactly("AT", "AT+CFUN=4", "AT+CSQ");
  }

  @Test
  void submit_whenTheAnswerIsLate_isNotAnsweredByIt() {
    timeOut();
    modem.on("AT+CMEE?", text("OK", "ERROR"));
    assertOwnAnswers();
  }

  @Test
  void submit_whenTheAnswerIsLaterThanTheProbe_isNotAnsweredByIt() {
    timeOut();
    modem.on("AT+CMEE?", text("ERROR"));
    modem.on("AT", ok() + ok(), ok());
    assertOwnAnswers();
    assertThat(modem.sent).containsExactly("AT+CMEE?", "AT", "AT", "AT+CFUN=4", "AT+CSQ");
  }

  @Test
  void submit_whenTheRefusalIsLate_isNotAnsweredByAt() {
    timeOut();
    modem.on("AT+CMEE?", text("OK"));
    modem.on("AT", text("ERROR") + ok(), ok());
    assertOwnAnswers();
    assertThat(modem.sent).containsExactly("AT+CMEE?", "AT", "AT", "AT+CFUN=4", "AT+CSQ");
  }

  @Test
  void submit_whenNothingIsAnswered_fails() {
    timeOut();
    modem.on("AT", "");
    modem.on("AT+CMEE?", "");
    assertThat(failureOf(modem.run(SetFunctionality.RADIO_OFF)))
        .isInstanceOf(CommandTimeoutException.class)
        .hasMessageContaining("was not sent");
  }

  @Test
  void submit_whenThereIsNoInformation_isToldOnceAtWasAnswered() {
    modem.on("AT+CGDCONT?", ok());
    assertThat(modem.run(new ReadPdpContexts()).join()).isEmpty();
    assertThat(modem.sent).containsExactly("AT+CGDCONT?", "AT+CMEE?", "AT");
    assertOwnAnswers();
  }

  @Test
  void submit_whenAModuleThatKnowsTheQuestionWasSlow_isAskedItAgain() {
    timeOut();
    modem.on("AT+CMEE?", text("OK"), ok("+CMEE: 2"));
    assertOwnAnswers();
    timeOut();
    modem.pass(Duration.ofSeconds(1));
    assertOwnAnswers();
    assertThat(modem.sent).containsExactly("AT+CMEE?", "AT+CFUN=4", "AT+CSQ");
  }

  @Test
  void submit_whenTheRefusalHasCome_doesNotWaitForMore() {
    timeOut();
    long start = modem.time.nanoTime();
    assertThat(modem.run(new ReadSignalQuality()).join()).isEqualTo(new SignalQuality(20, 99));
    assertThat(Duration.ofNanos(modem.time.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void submit_whenCodesComeWithoutEnd_failsAllTheSame() {
    timeOut();
    CompletableFuture<?> waiting = modem.submit(SetFunctionality.RADIO_OFF);
    for (int i = 0; i < 300 && !waiting.isDone(); i++) {
      modem.say("ERROR");
      modem.pass(Duration.ofMillis(300));
    }
    assertThat(failureOf(waiting))
        .isInstanceOf(CommandTimeoutException.class)
        .hasMessageContaining("was not sent");
  }

  @Test
  void submit_whenTheQuestionIsAnsweredLate_doesNotTakeTheErrorBeforeItForItsRefusal() {
    modem.on("AT+CMEE?", text("ERROR"));
    modem.on("AT+CGDCONT?", ok());
    modem.on("AT", ok("+CMEE: 2") + ok());
    assertThat(failureOf(modem.run(new ReadPdpContexts())))
        .isInstanceOf(ResultInDoubtException.class);
    assertOwnAnswers();
  }
}
