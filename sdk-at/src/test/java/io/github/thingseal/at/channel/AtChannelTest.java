package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AtChannelTest {
  private final VirtualScheduler time = new VirtualScheduler();
  private final ScriptedTransport module = new ScriptedTransport();
  private final AtChannel channel =
      AtChannel.open(module, ChannelOptions.builder().scheduler(time).build());

  @AfterEach
  void close() {
    channel.close();
  }

  private CompletableFuture<List<InfoLine>> send(TestCommand command) {
    CompletableFuture<List<InfoLine>> future = channel.submit(command);
    time.advance(Duration.ofMillis(20));
    return future;
  }

  @Test
  void submit_whenOk_completes() {
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT"));

    assertThat(module.heard()).isEqualTo("AT\r");
    module.say("\r\nOK\r\n");

    assertThat(reply.join()).isEmpty();
  }

  @Test
  void submit_whenModelIsAsked_readsTheBareLine() {
    CompletableFuture<List<InfoLine>> reply =
        send(TestCommand.of("AT+CGMM", ReplyShape.bare(Pattern.compile("SARA-.*"))));

    module.say("\r\nSARA-R510M8S\r\n\r\nOK\r\n");

    assertThat(reply.join()).singleElement().extracting(l -> l.text(0)).isEqualTo("SARA-R510M8S");
  }

  @Test
  void submit_whenPromptComes_sendsPayloadAfterTheDelay() {
    CompletableFuture<List<InfoLine>> reply =
        send(
            TestCommand.of("AT+USECE2EDATAENC=3", ReplyShape.binary("+USECE2EDATAENC"))
                .withPayload(new byte[] {'a', 'b', 'c'}));
    assertThat(module.heard()).isEqualTo("AT+USECE2EDATAENC=3\r");

    module.say("\r\n>");
    time.advance(Duration.ofMillis(49));
    assertThat(module.heard()).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(module.heard()).isEqualTo("abc");
    module.say("\r\n+USECE2EDATAENC: 10,\"a\"\r\n\r\nOK\r\n\"\r\n\r\nOK\r\n");

    assertThat(reply.join().get(0).text(1)).isEqualTo("a\"\r\n\r\nOK\r\n");
  }

  @Test
  void submit_afterTimeout_dropsTheLateReply() {
    CompletableFuture<List<InfoLine>> first = send(TestCommand.of("AT+CFUN=4"));
    time.advance(Duration.ofSeconds(10));
    assertThatThrownBy(first::join).hasCauseInstanceOf(CommandTimeoutException.class);
    module.heard();

    CompletableFuture<List<InfoLine>> second =
        send(TestCommand.of("AT+CFUN?", ReplyShape.prefixed("+CFUN", 1, 1)));
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");
    module.say("\r\nOK\r\n");
    module.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(Duration.ofMillis(20));
    assertThat(module.heard()).isEqualTo("AT+CFUN?\r");
    module.say("\r\n+CFUN: 1\r\n\r\nOK\r\n");

    assertThat(second.join()).singleElement().extracting(l -> l.integer(0)).isEqualTo(1);
  }
}
