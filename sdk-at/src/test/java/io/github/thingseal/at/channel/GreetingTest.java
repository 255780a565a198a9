package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.ReplyShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A module greets while a command waits for its answer. */
class GreetingTest {
  private static final String GREETING = "\r\nModule has booted.\r\n";
  private static final Duration LATER = Duration.ofMillis(1_500);

  private final VirtualScheduler time = new VirtualScheduler();
  private final ScriptedTransport module = new ScriptedTransport();
  private final List<String> trace = Collections.synchronizedList(new ArrayList<>());
  private AtChannel channel = open(options().greeting("Module has booted."));

  private ChannelOptions.Builder options() {
    return ChannelOptions.builder()
        .scheduler(time)
        .pacing(Duration.ZERO)
        .listener(
            new ChannelListener() {
              @Override
              public void onReceived(String line) {
                trace.add(line);
              }

              @Override
              public void onGreeting() {
                trace.add("<greeting>");
              }
            });
  }

  private AtChannel open(ChannelOptions.Builder options) {
    return AtChannel.open(module, options.build());
  }

  private void reopen(ChannelOptions.Builder options) {
    channel.close();
    module.reopen();
    channel = open(options);
  }

  @AfterEach
  void close() {
    channel.close();
  }

  private static void assertRestarted(
      CompletableFuture<List<InfoLine>> command, boolean mayHaveBeenCarriedOut) {
    assertThat(command)
        .failsWithin(Duration.ofMinutes(2))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            ModuleRestartedException.class,
            e -> assertThat(e.mayHaveBeenCarriedOut()).isEqualTo(mayHaveBeenCarriedOut));
  }

  @Test
  void command_whenTheModuleGreets_failsAtOnceAndTheNextOneFindsItsStepFirst() {
    CompletableFuture<List<InfoLine>> seal = channel.submit(TestCommand.of("AT+SEAL"));
    CompletableFuture<List<InfoLine>> next = channel.submit(TestCommand.of("AT+NEXT"));
    time.advance(LATER);
    module.say(GREETING);

    assertRestarted(seal, true);
    assertThat(seal)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withMessageContaining("AT+SEAL on scripted")
        .withMessageContaining("1500 ms later")
        .withMessageContaining("may have been carried out");
    assertThat(trace).containsExactly("Module has booted.", "<greeting>");
    time.advance(Duration.ZERO);
    assertThat(module.heard()).isEqualTo("AT+SEAL\rAT+CMEE?\r");
    module.say("\r\n+CMEE: 0\r\n\r\nOK\r\n");
    time.advance(Duration.ZERO);
    assertThat(module.heard()).isEqualTo("AT+NEXT\r");
    module.say("\r\nOK\r\n");
    assertThat(next).succeedsWithin(Duration.ofMinutes(2));
  }

  @Test
  void command_whenTheModuleGreetsBecauseOfIt_isAnswered() {
    CompletableFuture<List<InfoLine>> first = channel.submit(TestCommand.of("AT+FIRST"));
    time.advance(Duration.ofSeconds(1));
    module.say(GREETING + "\r\nOK\r\n");
    assertThat(first).succeedsWithin(Duration.ofMinutes(2));
    assertThat(trace).startsWith("Module has booted.", "<greeting>");
  }

  @Test
  void command_whenItsDelayIsSetLonger_isWaitedFor() {
    reopen(options().greeting("Module has booted.").greetingDelay(LATER));
    CompletableFuture<List<InfoLine>> first = channel.submit(TestCommand.of("AT+FIRST"));
    time.advance(LATER);
    module.say(GREETING + "\r\nOK\r\n");
    assertThat(first).succeedsWithin(Duration.ofMinutes(2));
  }

  @Test
  void command_whenItsAnswersAreSecret_failsAndTheGreetingIsHeard() {
    CompletableFuture<List<InfoLine>> psk =
        channel.submit(TestCommand.of("AT+PSK", ReplyShape.prefixed("+PSK", 1, 1)).asSecret());
    time.advance(LATER);
    module.say(GREETING);
    assertRestarted(psk, true);
    assertThat(trace).contains("<greeting>").doesNotContain("Module has booted.");
  }

  @Test
  void command_whenItsPayloadWasNotAskedFor_wasNotCarriedOut() {
    CompletableFuture<List<InfoLine>> encrypt =
        channel.submit(TestCommand.of("AT+ENCRYPT=3").withPayload(new byte[3]));
    time.advance(LATER);
    module.say(GREETING);
    assertRestarted(encrypt, false);
  }

  @Test
  void command_whenNoOneKnowsTheGreeting_isWaitedFor() {
    reopen(options());
    CompletableFuture<List<InfoLine>> command = channel.submit(TestCommand.of("AT+SEAL"));
    time.advance(LATER);
    module.say(GREETING + "\r\nOK\r\n");
    assertThat(command).succeedsWithin(Duration.ofMinutes(2));
    assertThat(trace).doesNotContain("<greeting>");
  }

  @Test
  void greeting_whenNoCommandWaits_isTold() {
    module.say(GREETING);
    assertThat(trace).containsExactly("Module has booted.", "<greeting>");
  }
}
