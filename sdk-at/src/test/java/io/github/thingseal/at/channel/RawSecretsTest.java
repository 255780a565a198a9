package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RawCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown of raw commands that may carry secrets, by all that shows anything. */
class RawSecretsTest {
  private static final String OURS = "5EC2E7";
  private static final String THEIRS = "C0FFEE";

  private final VirtualScheduler time = new VirtualScheduler();
  private final ScriptedTransport module = new ScriptedTransport();
  private final StringWriter transcript = new StringWriter();
  private final StringWriter shown = new StringWriter();
  private final AtChannel channel = AtChannel.open(module, options());

  private ChannelOptions options() {
    return ChannelOptions.builder()
        .scheduler(time)
        .listener(TranscriptRecorder.to(transcript, time))
        .listener(
            new ChannelListener() {
              @Override
              public void onSent(String line) {
                shown.append("> ").append(line).append('\n');
              }

              @Override
              public void onReceived(String line) {
                shown.append("< ").append(line).append('\n');
              }

              @Override
              public void onCompleted(String command, Duration took, String outcome) {
                shown.append(command).append('\n');
              }

              @Override
              public void onEcho(String command) {
                shown.append(command).append('\n');
              }

              @Override
              public void onTimeout(String command, int consecutive) {
                shown.append(command).append('\n');
              }
            })
        .build();
  }

  @AfterEach
  void close() {
    channel.close();
  }

  private CompletableFuture<List<InfoLine>> send(RawCommand command) {
    CompletableFuture<List<InfoLine>> reply = channel.submit(command);
    time.advance(Duration.ofMillis(20));
    return reply;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+USECC2C=0,\"5EC2E7\"",
        "at+usecc2c=0,\"5EC2E7\"",
        "AT + USECC2C = 0 , \"5EC2E7\"",
        "AT+CSQ;+USECC2C=0,\"5EC2E7\"",
        "AT+CMEE=2;+CSQ;+usecpsk=5EC2E7",
        "AT+USECDEVINFO=\"5EC2E7\",\"1\"",
        "AT+UAUTHREQ=1,1,\"u\",\"5EC2E7\"",
        "AT+CPIN=\"5EC2E7\"",
        "ATD**04*5EC2E7*1*1#",
        "AT+CUSD=1,\"**05*5EC2E7*1*1#\""
      })
  void submit_whenCommandMayCarrySecrets_showsNeitherTheirsNorOurs(String line) {
    CompletableFuture<List<InfoLine>> answered = send(RawCommand.of(line));
    module.say(
        line + "\r\r\n+CSQ: " + THEIRS + "\r\n\r\n+USECC2C: 0,0,\"" + THEIRS + "\"\r\n\r\nOK\r\n");
    assertThat(answered.join()).isNotNull();
    CompletableFuture<List<InfoLine>> rejected = send(RawCommand.of(line));
    module.say("\r\nERROR\r\n");
    CompletableFuture<List<InfoLine>> unanswered = send(RawCommand.of(line));
    module.say(line.substring(0, line.length() - 1));
    time.advance(Duration.ofSeconds(10));

    assertUnseen(shown.toString());
    assertUnseen(transcript.toString());
    assertUnseen(trace(rejected));
    assertUnseen(trace(unanswered));
    assertThat(shown.toString()).containsIgnoringCase("> AT").contains("…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+USECPSK=16", "AT+CSQ", "AT+CSQ;+USECPSK=16"})
  void line_ofTheSecuritySet_whenNoOneAskedForItOpenly_showsNoParameters(String line) {
    CompletableFuture<List<InfoLine>> reply = send(RawCommand.of(line));
    module.say("\r\n+usecpsk: \"" + THEIRS + "\"\r\n\r\nOK\r\n");
    assertThat(reply.join()).isNotNull();
    module.say("\r\n+USECPSK: \"" + THEIRS + "\",\"" + THEIRS + "\"\r\n\r\nOK\r\n");
    time.advance(Duration.ofMillis(20));

    assertUnseen(shown.toString());
    assertUnseen(transcript.toString());
    assertThat(shown.toString()).contains("< +USECPSK: <");
  }

  @Test
  void submit_whenLoggedInFull_showsBoth() {
    CompletableFuture<List<InfoLine>> reply =
        send(RawCommand.builder("AT+USECMODE=5EC2E7").loggedInFull().build());
    module.say("\r\n+USECMODE: " + THEIRS + "\r\n\r\nOK\r\n");

    assertThat(reply.join()).hasSize(1);
    assertThat(shown.toString()).contains(OURS, THEIRS);
    assertThat(transcript.toString()).contains(OURS, THEIRS);
  }

  private static String trace(CompletableFuture<?> failed) {
    StringWriter text = new StringWriter();
    catchThrowable(failed::join).printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private static void assertUnseen(String text) {
    assertThat(text).doesNotContainIgnoringCase(OURS).doesNotContainIgnoringCase(THEIRS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+CME ERROR: AT+USECPSK=16,\"5ec7e70123456789\"",
        "+CME ERROR: bad 5ec7e70123456789",
        "+CMS ERROR: 73956284",
        "+CME ERROR: 5ec7e70123456789",
      })
  void reason_whenItGivesBackWhatWasSaid_isNotShown(String answer) {
    CompletableFuture<List<InfoLine>> reply =
        send(RawCommand.of("AT+USECPSK=16,\"5ec7e70123456789\""));
    module.say("\r\n" + answer + "\r\n");
    time.advance(Duration.ofSeconds(30));
    assertThat(reply).isCompletedExceptionally();
    Throwable failure = catchThrowable(reply::join);
    assertThat(failure + shown.toString() + transcript)
        .doesNotContain("5ec7e7")
        .doesNotContain("73956284");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SIM PIN required", "SEC busy", "4", "operation not allowed (IPv4)", "PH-SIM PIN"})
  void reason_whenItIsSomeWordsOrANumber_isShown(String reason) {
    CompletableFuture<List<InfoLine>> reply = send(RawCommand.of("AT+CSQ"));
    module.say("\r\n+CME ERROR: " + reason + "\r\n");
    assertThat(shown.toString()).contains("+CME ERROR: " + reason);
    assertThat(reply).isCompletedExceptionally();
  }

  @Test
  void echo_whenItComesAfterTheAnswer_isNotShown() {
    CompletableFuture<List<InfoLine>> reply = send(RawCommand.of("AT+CPWD=\"SC\",\"73956284\""));
    module.say("\r\nOK\r\nAT+CPWD=\"SC\",\"73956284\"\r\n");
    assertThat(reply.join()).isEmpty();
    assertThat(shown.toString() + transcript).doesNotContain("73956284");
  }
}
