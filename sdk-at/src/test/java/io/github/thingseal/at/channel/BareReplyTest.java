package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.device.Identification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies without a prefix, with one of a vendor's, and lists of commands. */
class BareReplyTest {
  private final VirtualScheduler time = new VirtualScheduler();
  private final ScriptedTransport module = new ScriptedTransport();
  private final AtChannel channel =
      AtChannel.open(
          module, ChannelOptions.builder().scheduler(time).executor(Runnable::run).build());

  @AfterEach
  void close() {
    channel.close();
  }

  private List<InfoLine> answer(RawCommand command, String said) {
    CompletableFuture<List<InfoLine>> reply = channel.submit(command);
    time.advance(Duration.ofMillis(20));
    module.say(said);
    return reply.join();
  }

  @Test
  void bare_whenCommandsAreListed_takesTheirNames() {
    RawCommand list =
        RawCommand.builder("AT+CLAC").reply(ReplyShape.bare(Pattern.compile(".*"))).build();

    assertThat(
            answer(list, "\r\n&C\r\n+CSQ\r\n^HCSQ\r\n+CEREG: 1\r\n%CNTI: 0\r\n+CLAC\r\n\r\nOK\r\n"))
        .extracting(line -> line.prefix() + line.text(0))
        .hasSize(4)
        .allMatch(text -> text.matches(".*(&C|\\+CSQ|\\^HCSQ|\\+CLAC)"));
  }

  @Test
  void bare_whenLinesEndWithBlanks_takesThem() {
    CompletableFuture<String> model = channel.submit(Identification.MODEL);
    time.advance(Duration.ofMillis(20));
    module.say("\r\nSARA-R510S  \r\n\r\nOK \r\n");
    assertThat(model.join()).isEqualTo("SARA-R510S");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "^", "%", "#", "*", "$"})
  void prefixed_whenPrefixIsAVendors_isTheReply(String sign) {
    List<String> unsolicited = Collections.synchronizedList(new ArrayList<>());
    channel.subscribe(sign + "OTHER", line -> unsolicited.add(line.text(0)));

    List<InfoLine> lines =
        answer(
            RawCommand.of("AT" + sign + "NAME?"),
            "\r\n" + sign + "OTHER: 2\r\n\r\n" + sign + "NAME: 1,\"a\"\r\n\r\nOK\r\n");

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).prefix()).isEqualTo(sign + "NAME");
    assertThat(lines.get(0).text(1)).isEqualTo("a");
    assertThat(unsolicited).containsExactly("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "^", "%", "#", "*", "$"})
  void binary_whenPrefixIsAVendors_isTheReply(String sign) {
    RawCommand command =
        RawCommand.builder("AT" + sign + "DATA?")
            .reply(ReplyShape.binary(sign + "DATA", 1))
            .build();

    assertThat(
            answer(command, "\r\n" + sign + "DATA: \"f\",6,\"\r\nOK\r\n\"\r\n\r\nOK\r\n")
                .get(0)
                .text(2))
        .isEqualTo("\r\nOK\r\n");
  }
}
