package io.github.thingseal.at.channel;

import static io.github.thingseal.at.channel.ScriptedModem.ok;
import static io.github.thingseal.at.channel.ScriptedModem.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.ResultInDoubtException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A module that answers all it was asked, in order, but late. */
@Timeout(120)
class LateAnswersTest {
  private static final Duration LIMIT = Duration.ofMillis(100);
  private static final String PROBE_ANSWER = ok("+CMEE: 2");

  private final ScriptedModem modem = new ScriptedModem();

  @AfterEach
  void close() {
    modem.close();
  }

  private static RawCommand numbered(int number) {
    return RawCommand.builder("AT+NUM=" + number)
        .reply(ReplyShape.prefixed("+NUM", 1, 1))
        .timeLimit(LIMIT)
        .build();
  }

  private static Throwable failureOf(CompletableFuture<?> future) {
    return requireNonNull(requireNonNull(catchThrowable(future::join)).getCause());
  }

  @Test
  void submit_whenAnAnswerIsThatOfAnEarlierProbe_isNotSentBeforeTheLast() {
    modem.on("AT+NUM=1", "").on("AT+CMEE?", "", ok("+NUM: 1") + PROBE_ANSWER, PROBE_ANSWER);
    assertThat(failureOf(modem.run(numbered(1)))).isInstanceOf(CommandTimeoutException.class);

    CompletableFuture<List<InfoLine>> second = modem.submit(numbered(2));
    modem.pass(Duration.ofMillis(5_500));
    assertThat(modem.sent).containsExactly("AT+NUM=1", "AT+CMEE?", "AT+CMEE?");
    modem.on("AT+NUM=2", ok("+NUM: 2"));
    modem.line.say(PROBE_ANSWER);
    modem.pass(LIMIT);

    assertThat(second.join().get(0).text(0)).isEqualTo("2");
  }

  @Test
  void submit_whenEarlierProbesWereNeverHeard_isSentOnceAtWasAnswered() {
    modem.on("AT+NUM=1", "").on("AT+CMEE?", "", PROBE_ANSWER);
    assertThat(failureOf(modem.run(numbered(1)))).isInstanceOf(CommandTimeoutException.class);
    modem.on("AT+NUM=2", ok("+NUM: 2"));

    assertThat(modem.run(numbered(2)).join().get(0).text(0)).isEqualTo("2");
    assertThat(modem.sent).containsExactly("AT+NUM=1", "AT+CMEE?", "AT+CMEE?", "AT", "AT+NUM=2");
  }

  /** Each answer comes when the next thing is asked. */
  @Test
  void submit_whenEveryAnswerIsOneTooLate_isNeverGivenAnothers() {
    modem
        .on("AT+NUM=1", "")
        .on("AT+CMEE?", "", ok("+NUM: 1") + PROBE_ANSWER, PROBE_ANSWER)
        .on("AT", "")
        .on("AT+NUM=2", ok("+NUM: 1"))
        .on("AT+NUM=3", ok("+NUM: 2"));
    assertThat(failureOf(modem.run(numbered(1)))).isInstanceOf(CommandTimeoutException.class);

    assertThat(failureOf(modem.run(numbered(2))))
        .isInstanceOfSatisfying(
            CommandTimeoutException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse());
    assertThat(modem.sent).doesNotContain("AT+NUM=2");
  }

  /** The {@code OK} of {@code AT} must not be taken for that of what must not be done twice. */
  @Test
  void submit_whenAtIsAnsweredLate_isNotAnsweredByIt() {
    modem.on("AT+NUM=1", "").on("AT+CMEE?", text("OK"), PROBE_ANSWER, "").on("AT", "");
    assertThat(failureOf(modem.run(numbered(1)))).isInstanceOf(CommandTimeoutException.class);
    modem.on("AT+DO", ok() + PROBE_ANSWER + text("+CME ERROR: 3"));

    assertThat(failureOf(modem.run(TestCommand.of("AT+DO"))))
        .isInstanceOf(CommandTimeoutException.class);
    assertThat(modem.sent).doesNotContain("AT+DO");
  }

  @Test
  void submit_whenTheProofOfItsResultTakesLonger_endsWithinItsLimit() {
    modem.on("AT+NUM=1", text("OK")).on("AT+CMEE?", "");
    CompletableFuture<List<InfoLine>> result = modem.submit(numbered(1));

    modem.pass(LIMIT);
    assertThat(failureOf(result)).isInstanceOf(ResultInDoubtException.class);
  }
}
