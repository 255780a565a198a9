package io.github.thingseal.at.channel;

import static io.github.thingseal.at.channel.ScriptedModem.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReplyTooLongException;
import io.github.thingseal.at.command.network.ReadSignalQuality;
import io.github.thingseal.at.command.network.SignalQuality;
import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a module answers has a bound. */
@Timeout(120)
class ReplyLimitTest {
  private static final RawCommand ENDLESS = RawCommand.of("AT+CLAC");

  @Test
  void submit_whenTheAnswerDoesNotEnd_failsAndTheDialogueGoesOn() {
    try (ScriptedModem modem = new ScriptedModem(b -> b.maxReply(100, 1_000_000))) {
      CompletableFuture<List<InfoLine>> endless = modem.submit(ENDLESS);
      modem.time.advance(Duration.ofMillis(20));
      for (int i = 0; i < 100; i++) {
        modem.say("+CLAC: 1");
      }
      assertThat(endless).isNotDone();
      modem.say("+CLAC: 1");
      assertThatThrownBy(endless::join)
          .hasCauseInstanceOf(ReplyTooLongException.class)
          .hasMessageContaining("more than 100 lines");
      for (int i = 0; i < 100; i++) {
        modem.say("+CLAC: 1");
      }
      modem.say("OK");
      modem.on("AT+CSQ", ok("+CSQ: 20,99"));
      assertThat(modem.run(new ReadSignalQuality()).join()).isEqualTo(new SignalQuality(20, 99));
      assertThat(modem.unsolicited).isEmpty();
    }
  }

  @Test
  void submit_whenTheLinesAreLong_countsTheirBytes() {
    try (ScriptedModem modem = new ScriptedModem(b -> b.maxReply(100, 1000))) {
      modem.on("AT+CLAC", ok("+CLAC: " + "x".repeat(960)), ok("+CLAC: " + ",".repeat(60)));
      assertThat(modem.run(ENDLESS)).isCompleted();
      assertThatThrownBy(modem.run(ENDLESS)::join)
          .hasCauseInstanceOf(ReplyTooLongException.class)
          .hasMessageContaining("1000 bytes");
    }
  }

  @Test
  void options_whenABoundIsNone_refuseIt() {
    assertThatThrownBy(() -> ChannelOptions.builder().maxReply(0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("The lines of an answer");
    assertThatThrownBy(() -> ChannelOptions.builder().maxReply(1, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("The bytes of an answer");
    ChannelOptions options = ChannelOptions.builder().maxReply(3, 4).build().toBuilder().build();
    assertThat(options.values.maxReplyLines).isEqualTo(3);
    assertThat(options.values.maxReplyBytes).isEqualTo(4);
  }
}
