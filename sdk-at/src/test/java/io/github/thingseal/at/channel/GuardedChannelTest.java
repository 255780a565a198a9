package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.line.GuardedTransport;
import io.github.thingseal.at.internal.line.ProbeCommand;
import io.github.thingseal.at.internal.line.Purpose;
import io.github.thingseal.at.internal.probe.Probe;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A channel on a transport that refuses what it is given. */
@Timeout(120)
class GuardedChannelTest {
  private final VirtualScheduler time = new VirtualScheduler();
  private final ScriptedTransport wire = new ScriptedTransport();
  private final List<Purpose> purposes = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean mayPass;
  private volatile Purpose refused = Purpose.PROBE;
  private volatile boolean activating;
  private volatile Consumer<Function<String, ThingsealException>> left = failure -> {};
  private final AtChannel channel =
      AtChannel.open(new Guard(), ChannelOptions.builder().scheduler(time).build());

  /** Refuses what is sent for one purpose, once that is set. */
  private final class Guard implements GuardedTransport {
    @Override
    public Optional<Refusal> write(byte[] bytes, int offset, int length, Purpose purpose)
        throws IOException {
      purposes.add(purpose);
      if (purpose == refused && purpose != Purpose.PROBE) {
        return Optional.of(new Refusal(GuardedChannelTest::failure, mayPass));
      }
      wire.write(bytes, offset, length);
      return Optional.empty();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      throw new UnsupportedOperationException("the channel says what it writes for");
    }

    @Override
    public void onLeft(Consumer<Function<String, ThingsealException>> listener) {
      left = listener;
    }

    @Override
    public String name() {
      return wire.name();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
      return wire.read(buffer);
    }

    @Override
    public void close() {
      wire.close();
    }
  }

  private static ThingsealException failure(String command) {
    return new TransientException(command + " was kept back");
  }

  /** Runs on each thread, if a test says so. */
  private final class Activating implements Activation {
    @Override
    public boolean isDue() {
      return false;
    }

    @Override
    public boolean isRunByCurrentThread() {
      return activating;
    }

    @Override
    public void run() {
      throw new UnsupportedOperationException("nothing is due");
    }
  }

  @BeforeEach
  void activation() {
    channel.activation(new Activating());
  }

  @Test
  void submit_whileTheActivationRuns_saysWhatForUnlessItIsMarked() {
    activating = true;
    CompletableFuture<List<InfoLine>> unused = channel.submit(TestCommand.of("ATE0"));
    wire.say("\r\nOK\r\n");
    time.advance(Duration.ofMillis(100));
    CompletableFuture<List<InfoLine>> unusedToo =
        channel.submit(new ProbeCommand(Probe.ATTENTION, Duration.ofSeconds(1)));
    time.advance(Duration.ofMillis(100));
    assertThat(purposes).containsExactly(Purpose.ACTIVATION, Purpose.PROBE);
  }

  @AfterEach
  void close() {
    channel.close();
  }

  private CompletableFuture<List<InfoLine>> send(TestCommand command, Purpose purpose) {
    activating = purpose == Purpose.ACTIVATION;
    CompletableFuture<List<InfoLine>> result = channel.submit(command);
    time.advance(Duration.ofMillis(100));
    return result;
  }

  private static void assertKeptBack(CompletableFuture<?> result, String command) {
    assertThat(result)
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .withMessageContaining(command + " was kept back");
  }

  @Test
  void submit_whenItIsRefused_failsAndTheNextGoesOutAtOnce() {
    refused = Purpose.COMMAND;
    assertKeptBack(send(TestCommand.of("AT+X=1").asSecret(), Purpose.COMMAND), "AT+X=…");
    CompletableFuture<List<InfoLine>> next = send(TestCommand.of("ATE0"), Purpose.ACTIVATION);
    assertThat(wire.heard()).isEqualTo("ATE0\r");
    wire.say("\r\nOK\r\n");
    assertThat(next).succeedsWithin(60, TimeUnit.SECONDS);
  }

  @Test
  void submit_whenLaterCommandsMayPass_isFollowedByAProbe() {
    refused = Purpose.COMMAND;
    mayPass = true;
    assertKeptBack(send(TestCommand.of("AT+X"), Purpose.COMMAND), "AT+X");
    refused = Purpose.PROBE;
    CompletableFuture<List<InfoLine>> next = send(TestCommand.of("AT+Y"), Purpose.COMMAND);
    assertThat(wire.heard()).isEqualTo("AT+CMEE?\r");
    wire.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(Duration.ofSeconds(1));
    assertThat(wire.heard()).isEqualTo("AT+Y\r");
    wire.say("\r\nOK\r\n");
    assertThat(next).succeedsWithin(60, TimeUnit.SECONDS);
    assertThat(purposes).containsExactly(Purpose.COMMAND, Purpose.PROBE, Purpose.COMMAND);
  }

  @Test
  void submit_whenTheCallersOwnQuestionIsRefused_doesNotWaitForItsAnswer() {
    refused = Purpose.COMMAND;
    mayPass = true;
    TestCommand question = TestCommand.of("AT+CMEE?", ReplyShape.prefixed("+CMEE", 1, 1));
    assertKeptBack(send(question, Purpose.COMMAND), "AT+CMEE?");
    refused = Purpose.PROBE;
    CompletableFuture<List<InfoLine>> next = send(TestCommand.of("AT+Y"), Purpose.COMMAND);
    assertThat(wire.heard()).isEqualTo("AT+CMEE?\r");
    wire.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(Duration.ofMillis(20));
    assertThat(wire.heard()).isEqualTo("AT+Y\r");
    wire.say("\r\nOK\r\n");
    assertThat(next).succeedsWithin(60, TimeUnit.SECONDS);
  }

  @Test
  void submit_whenSeveralAreRefused_failsEachWithItsOwnName() {
    refused = Purpose.COMMAND;
    CompletableFuture<List<InfoLine>> first = channel.submit(TestCommand.of("AT+ONE"));
    CompletableFuture<List<InfoLine>> second = channel.submit(TestCommand.of("AT+TWO"));
    time.advance(Duration.ofSeconds(1));
    assertKeptBack(first, "AT+ONE");
    assertKeptBack(second, "AT+TWO");
    assertThat(wire.heard()).isEmpty();
  }

  @Test
  void submit_whenThePayloadIsRefused_failsAndIsOutOfStep() {
    byte[] payload = "secret".getBytes(StandardCharsets.US_ASCII);
    CompletableFuture<List<InfoLine>> sealing =
        send(TestCommand.of("AT+X=6").withPayload(payload), Purpose.COMMAND);
    assertThat(wire.heard()).isEqualTo("AT+X=6\r");
    refused = Purpose.PAYLOAD;
    wire.say("\r\n>");
    time.advance(Duration.ofSeconds(1));
    assertKeptBack(sealing, "AT+X=6");
    assertThat(wire.heard()).doesNotContain("secret");
    CompletableFuture<List<InfoLine>> next = send(TestCommand.of("ATE0"), Purpose.ACTIVATION);
    assertThat(purposes).as("the module may take it for the payload").endsWith(Purpose.PAYLOAD);
    time.advance(ChannelOptions.defaults().values.payloadGuard);
    assertThat(next).isNotDone();
    assertThat(purposes).endsWith(Purpose.PROBE);
  }

  @Test
  void submit_whenItIsAborted_saysSoAsActivation() {
    CompletableFuture<List<InfoLine>> result =
        send(TestCommand.of("AT+COPS=?").asAbortable(), Purpose.COMMAND);
    assertThat(result.cancel(false)).isTrue();
    time.advance(Duration.ofMillis(10));
    assertThat(purposes).containsExactly(Purpose.COMMAND, Purpose.ACTIVATION);
  }

  @Test
  void left_whileACommandWaitsForItsAnswer_failsIt() {
    CompletableFuture<List<InfoLine>> waiting = send(TestCommand.of("AT+X"), Purpose.COMMAND);
    left.accept(GuardedChannelTest::failure);
    assertKeptBack(waiting, "AT+X");
  }

  @Test
  void left_whileNothingWaits_doesNothing() {
    left.accept(GuardedChannelTest::failure);
    CompletableFuture<List<InfoLine>> next = send(TestCommand.of("AT+X"), Purpose.COMMAND);
    assertThat(wire.heard()).isEqualTo("AT+X\r");
    wire.say("\r\nOK\r\n");
    assertThat(next).succeedsWithin(60, TimeUnit.SECONDS);
  }
}
