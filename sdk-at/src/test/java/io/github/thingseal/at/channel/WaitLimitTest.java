package io.github.thingseal.at.channel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.transport.TransportUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Commands that wait for their turn, or for the port, no longer than they may. */
class WaitLimitTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration PACING = Duration.ofMillis(20);

  private final VirtualScheduler time = new VirtualScheduler();
  private final ScriptedTransport module = new ScriptedTransport();

  /** May not wait for long. */
  private record Impatient(String line) implements AtCommand<List<InfoLine>> {
    @Override
    public ReplyShape reply() {
      return ReplyShape.none();
    }

    @Override
    public List<InfoLine> read(List<InfoLine> lines) {
      return lines;
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public Optional<Duration> waitLimit() {
      return Optional.of(LIMIT);
    }
  }

  private ChannelOptions options() {
    return ChannelOptions.builder().scheduler(time).build();
  }

  private static Throwable failure(CompletableFuture<?> reply) {
    Throwable thrown = requireNonNull(catchThrowable(reply::join));
    assertThat(thrown).isInstanceOf(CompletionException.class);
    return requireNonNull(thrown.getCause());
  }

  @Test
  void submit_whenTheLineIsTakenForTooLong_isTakenBackUnsent() {
    try (AtChannel channel = AtChannel.open(module, options())) {
      CompletableFuture<?> first = channel.submit(RawCommand.of("AT+COPS?"));
      CompletableFuture<?> second = channel.submit(new Impatient("AT+CSQ"));
      time.advance(LIMIT.minusNanos(1));
      assertThat(second).isNotDone();
      time.advance(Duration.ofNanos(1));

      assertThat(failure(second))
          .isInstanceOfSatisfying(
              CommandTimeoutException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse())
          .hasMessageContainingAll("AT+CSQ was not sent", "scripted", "5 s");
      module.say("\r\n+COPS: 0\r\n\r\nOK\r\n");
      assertThat(first.join()).isNotNull();
      time.advance(PACING);
      assertThat(module.heard()).isEqualTo("AT+COPS?\r");
    }
  }

  /** Has no time limit once it is asked for the second time. */
  private static final class Forgetful implements AtCommand<List<InfoLine>> {
    private boolean asked;

    @Override
    public String line() {
      return "AT+CSQ";
    }

    @Override
    public ReplyShape reply() {
      return ReplyShape.none();
    }

    @Override
    public List<InfoLine> read(List<InfoLine> lines) {
      return lines;
    }

    @Override
    public Duration timeLimit() {
      if (asked) {
        throw new IllegalStateException("forgotten");
      }
      asked = true;
      return LIMIT;
    }
  }

  @Test
  void submit_whenItsTimeLimitCannotBeHadAnyMore_keepsTheOneItHad() {
    try (AtChannel channel = AtChannel.open(module, options())) {
      CompletableFuture<?> forgetful = channel.submit(new Forgetful());
      time.advance(LIMIT.minusNanos(1));
      assertThat(forgetful).isNotDone();
      time.advance(Duration.ofNanos(1));

      assertThat(failure(forgetful)).isInstanceOf(CommandTimeoutException.class);
    }
  }

  @Test
  void submit_whenItIsSentInTime_hasItsOwnTimeLimit() {
    try (AtChannel channel = AtChannel.open(module, options())) {
      CompletableFuture<?> first = channel.submit(new Impatient("AT+CSQ"));
      time.advance(PACING);
      time.advance(LIMIT);
      module.say("\r\nOK\r\n");

      assertThat(first.join()).isNotNull();
    }
  }

  @Test
  void submit_whenTheModuleIsBusyUntilTheLimit_isNotSentAgain() {
    try (AtChannel channel = AtChannel.open(module, options())) {
      CompletableFuture<?> reply = channel.submit(new Impatient("AT+USECROTUID"));
      time.advance(PACING);
      assertThat(module.heard()).isEqualTo("AT+USECROTUID\r");
      time.advance(Duration.ofSeconds(1));
      module.say("\r\n+CME ERROR: SEC busy\r\n");
      time.advance(Duration.ofMinutes(1));

      assertThat(failure(reply)).isInstanceOf(ModuleBusyException.class);
      assertThat(module.heard()).isEmpty();
    }
  }

  /** It waits for a line that wakes up, and is refused already. */
  @Test
  void submit_whenItMayNotBeSentAgainInTime_failsWithTheRefusal() {
    ChannelOptions options =
        options().toBuilder()
            .busyRetries(3, Duration.ofSeconds(4))
            .wakeUp(WakeUp.afterIdle(Duration.ofSeconds(2)))
            .build();
    try (AtChannel channel = AtChannel.open(module, options)) {
      CompletableFuture<?> reply = channel.submit(new Impatient("AT+USECROTUID"));
      time.advance(PACING);
      module.say("\r\n+CME ERROR: SEC busy\r\n");
      time.advance(Duration.ofMinutes(1));

      assertThat(failure(reply)).isInstanceOf(ModuleBusyException.class);
      assertThat(module.heard()).startsWith("AT+USECROTUID\rAT\r").doesNotEndWith("UID\r");
    }
  }

  @Test
  void submit_whenThePortIsAwayForTooLong_isNotSent() throws Exception {
    BlockingQueue<Boolean> lost = new LinkedBlockingQueue<>();
    boolean[] there = {true};
    try (AtChannel channel =
        AtChannel.open(
            () -> {
              if (there[0]) {
                there[0] = false;
                return module;
              }
              throw new TransportUnavailableException("away", null);
            },
            options().toBuilder().listener(whenPortLost(() -> lost.add(true))).build(),
            Reconnection.waiting(Duration.ofMinutes(10)))) {
      module.lose();
      while (lost.poll(10, TimeUnit.MILLISECONDS) == null) {
        time.advance(Duration.ZERO);
      }
      CompletableFuture<?> reply = channel.submit(new Impatient("AT+CSQ"));
      time.advance(LIMIT.minusNanos(1));
      assertThat(reply).isNotDone();
      time.advance(Duration.ofNanos(1));

      assertThat(failure(reply))
          .isInstanceOfSatisfying(
              ChannelClosedException.class, e -> assertThat(e.wasSent()).isFalse());
    }
  }

  private static ChannelListener whenPortLost(Runnable task) {
    return new ChannelListener() {
      @Override
      public void onPortLost(String reason) {
        task.run();
      }
    };
  }
}
