package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.thingseal.at.c2c.C2cTransport;
import io.github.thingseal.at.channel.Dialogue;
import io.github.thingseal.at.channel.VirtualScheduler;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.DeadlineExceededException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time of a call, to the nanosecond. */
@Timeout(60)
class CallDeadlineTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final RawCommand PSK =
      RawCommand.builder("AT+USECPSK=16").timeLimit(Duration.ofSeconds(150)).build();

  /** A command that was queued, and what becomes of it. */
  private record Queued(AtCommand<?> command, CompletableFuture<Object> reply) {}

  private static final class QueueOnly implements Dialogue {
    final BlockingQueue<Queued> queue = new LinkedBlockingQueue<>();

    @Override
    public <R> R execute(AtCommand<R> command) {
      throw new AssertionError("Whoever waits here cannot be called back");
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> CompletableFuture<R> submit(AtCommand<R> command) {
      CompletableFuture<Object> reply = new CompletableFuture<>();
      queue.add(new Queued(command, reply));
      return (CompletableFuture<R>) reply;
    }

    @Override
    public Subscription subscribe(String prefix, Consumer<InfoLine> listener) {
      return () -> {};
    }
  }

  private final VirtualScheduler time = new VirtualScheduler();
  private final QueueOnly line = new QueueOnly();
  private final Session session =
      new Session(
          new Port(
              "line",
              line,
              pause -> {},
              wakeUp -> {},
              failure -> {},
              () -> {},
              () -> new C2cTransport(new InMemoryModule())),
          new Pauses(time));

  private CompletableFuture<Object> call(Duration limit) {
    return CompletableFuture.supplyAsync(
        () -> session.within(limit, () -> session.execute(PSK)), task -> new Thread(task).start());
  }

  private Queued queued() throws InterruptedException {
    return Objects.requireNonNull(line.queue.poll(30, TimeUnit.SECONDS));
  }

  private static ThingsealException failure(CompletableFuture<?> call) {
    CompletionException failure = catchThrowableOfType(CompletionException.class, call::join);
    return (ThingsealException) Objects.requireNonNull(failure.getCause());
  }

  @Test
  void execute_whenItsTurnNeverComes_isTakenBackUnsent() throws Exception {
    CompletableFuture<Object> call = call(LIMIT);
    Queued command = queued();

    advanceUntilDone(command.reply, LIMIT);

    assertThat(command.reply).isCancelled();
    assertThat(failure(call))
        .isInstanceOfSatisfying(
            DeadlineExceededException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse())
        .hasMessageContainingAll("AT+USECPSK=…", "was not sent to line", "PT10S");
  }

  /** The timer is set right after the command was queued, by the other thread. */
  private void advanceUntilDone(CompletableFuture<?> reply, Duration step) {
    while (!reply.isDone()) {
      time.advance(step);
      Thread.onSpinWait();
    }
  }

  @Test
  void execute_whenItHadToWait_hasTheRestOfTheTime() throws Exception {
    CompletableFuture<Object> call = call(LIMIT);
    Queued command = queued();
    time.advance(Duration.ofSeconds(8));

    assertThat(command.command.timeLimit()).isEqualTo(Duration.ofSeconds(2));
    time.advance(Duration.ofSeconds(2));
    assertThat(command.reply).isNotDone();
    command.reply.completeExceptionally(new CommandTimeoutException("AT+USECPSK=…", true, "-"));

    assertThat(failure(call))
        .isInstanceOfSatisfying(
            DeadlineExceededException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isTrue())
        .hasMessageContaining("PT10S")
        .hasCauseInstanceOf(CommandTimeoutException.class);
  }

  @Test
  void execute_whenItsOwnLimitIsShorter_isLeftToThat() throws Exception {
    CompletableFuture<Object> call = call(Duration.ofMinutes(10));
    Queued command = queued();

    assertThat(command.command.timeLimit()).isEqualTo(Duration.ofSeconds(150));
    command.reply.completeExceptionally(new CommandTimeoutException("AT+USECPSK=…", true, "-"));

    assertThat(failure(call)).isInstanceOf(CommandTimeoutException.class);
  }

  @Test
  void execute_whenTheLineIsLost_reportsThat() throws Exception {
    CompletableFuture<Object> call = call(LIMIT);
    Queued command = queued();
    Duration unused = command.command.timeLimit();
    command.reply.completeExceptionally(new ChannelClosedException("AT+USECPSK=…", true, "-"));

    assertThat(failure(call)).isInstanceOf(ChannelClosedException.class);
  }

  @Test
  void within_whenACallRepeatsAndPauses_countsAllOfIt() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.dialogue.on("AT+USECROTUID", FakeDialogue.error("+CME ERROR: 3"));
    Duration start = test.time.elapsed();

    assertThatThrownBy(
            () -> test.module.within(Duration.ofSeconds(7), () -> test.module.rotPublicUid()))
        .isInstanceOf(DeadlineExceededException.class);
    assertThat(test.dialogue.sent()).containsExactly("AT+USECROTUID", "AT+USECROTUID");
    assertThat(test.time.elapsed().minus(start)).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void within_whenNested_theEarlierEndCounts() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.dialogue.on("AT+USECROTUID", FakeDialogue.error("+CME ERROR: 3"));
    Duration start = test.time.elapsed();
    SecurityModule module = test.module;

    assertThatThrownBy(
            () ->
                module.within(
                    Duration.ofSeconds(7),
                    () -> module.within(Duration.ofMinutes(1), () -> module.rotPublicUid())))
        .isInstanceOf(DeadlineExceededException.class);
    assertThat(test.time.elapsed().minus(start)).isEqualTo(Duration.ofSeconds(7));

    assertThatThrownBy(
            () ->
                module.within(
                    Duration.ofMinutes(1),
                    () -> {
                      assertThatThrownBy(
                              () ->
                                  module.within(Duration.ofSeconds(7), () -> module.rotPublicUid()))
                          .isInstanceOf(DeadlineExceededException.class);
                      module.rotPublicUid();
                    }))
        .isInstanceOf(io.github.thingseal.at.command.CommandRejectedException.class);
  }

  @Test
  void within_whenOver_leavesLaterCallsTheirOwnLimits() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.dialogue.on("AT+CGATT?", FakeDialogue.ok("+CGATT: 1"));
    test.module.within(Duration.ofNanos(1), () -> {});
    test.time.schedule(() -> {}, Duration.ofHours(1));

    assertThat(test.module.network().isAttached()).isTrue();
  }
}
