package io.github.thingseal.at.channel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReplyShape;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies with counted bytes behind other parameters, and what they do to the next command. */
class CountedReplyTest {
  private static final Duration PACING = Duration.ofMillis(20);
  private static final RawCommand RECEIVE =
      RawCommand.builder("AT+USORF=0,4").reply(ReplyShape.binary("+USORF", 3)).build();

  private final VirtualScheduler time = new VirtualScheduler();
  private final ScriptedTransport module = new ScriptedTransport();
  private final AtChannel channel =
      AtChannel.open(module, ChannelOptions.builder().scheduler(time).build());

  @AfterEach
  void close() {
    channel.close();
  }

  private CompletableFuture<List<InfoLine>> send(RawCommand command) {
    CompletableFuture<List<InfoLine>> reply = channel.submit(command);
    time.advance(PACING);
    return reply;
  }

  @ParameterizedTest
  @ValueSource(strings = {"abcd", "\r\nOK\r\n", "", "\"", "a\",\"b", "\r\n+CME ERROR: 3\r\n\"\r\n"})
  void submit_whenBytesAreCounted_readsThemInEverySplit(String payload) {
    byte[] answer =
        ("\r\n+USORF: 0,\"192.0.2.7\",5000,"
                + payload.length()
                + ",\""
                + payload
                + "\"\r\n\r\nOK\r\n")
            .getBytes(ISO_8859_1);

    for (int cut = 1; cut < answer.length; cut++) {
      CompletableFuture<List<InfoLine>> reply = send(RECEIVE);
      module.say(Arrays.copyOf(answer, cut));
      module.say(Arrays.copyOfRange(answer, cut, answer.length));

      assertThat(reply.join()).hasSize(1);
      assertThat(reply.join().get(0).text(1)).isEqualTo("192.0.2.7");
      assertThat(reply.join().get(0).text(4)).isEqualTo(payload);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+USORF: 0,\"192.0.2.7\",5000,-6,\"\r\nOK\r\n\"",
        "+USORF: 0,\"192.0.2.7\",5000,six,\"\r\nOK\r\n\"",
        "+USORF: 0,\"192.0.2.7\",5000,5,\"\r\nOK\r\n\"",
        "+USORF: 0,\"192.0.2.7\",5000,99999,\"\r\nOK\r\n\"",
        "+USORF: 0,\"192.0.2.7,5000,6,\"\r\nOK\r\n\""
      })
  void submit_whenTheCountDoesNotFit_leavesNothingToTheNextCommand(String line) {
    CompletableFuture<List<InfoLine>> reply = send(RECEIVE);
    module.say("\r\n" + line + "\r\n\r\nOK\r\n");

    assertThat(catchThrowable(reply::join)).hasCauseInstanceOf(GarbledReplyException.class);
    nextCommandHasItsOwnAnswer();
  }

  @Test
  void submit_whenTheCountIsTooLarge_leavesNothingToTheNextCommand() {
    CompletableFuture<List<InfoLine>> reply = send(RECEIVE);
    module.say("\r\n+USORF: 0,\"192.0.2.7\",5000,900,\"abcd\"\r\n\r\nOK\r\n");
    time.advance(RECEIVE.timeLimit());

    assertThat(catchThrowable(reply::join)).hasCauseInstanceOf(GarbledReplyException.class);
    CompletableFuture<List<InfoLine>> next = send(RawCommand.of("AT+CSQ"));
    module.heard();
    time.advance(Duration.ofSeconds(5));
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");
    module.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(Duration.ofSeconds(1));
    assertThat(module.heard()).isEqualTo("AT\r");
    module.say("\r\nOK\r\n");
    time.advance(Duration.ofSeconds(1));
    assertThat(module.heard()).isEqualTo("AT+CSQ\r");
    module.say("\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
    assertThat(next.join()).hasSize(1);
  }

  private void nextCommandHasItsOwnAnswer() {
    module.heard();
    CompletableFuture<List<InfoLine>> next = send(RawCommand.of("AT+CSQ"));
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");
    module.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(PACING);
    assertThat(module.heard()).isEqualTo("AT+CSQ\r");
    assertThat(next).isNotDone();
    module.say("\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
    assertThat(next.join()).hasSize(1);
  }
}
