package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Dialogue;
import io.github.thingseal.at.channel.FakeChannel;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.DeadlineExceededException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.internal.c2c.C2cLine;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The time of a call, to the nanosecond. */
class CallDeadlineTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final RawCommand PSK =
      RawCommand.builder("AT+USECPSK=16").timeLimit(Duration.ofSeconds(150)).build();

  private final VirtualTime time = new VirtualTime();
  private Function<AtCommand<?>, ThingsealException> line =
      command -> new ChannelClosedException("", false, "-");
  private final ModuleContext context =
      new ModuleContext(
          new FakeChannel("line", new Failing()),
          new C2cLine(Optional.empty(), Optional.empty()),
          ModuleOptions.builder()
              .channel(ChannelOptions.builder().scheduler(time).build())
              .build());

  /** Ends every command as a test wants it. */
  private final class Failing implements Dialogue {
    @Override
    public <R> R execute(AtCommand<R> command) {
      throw line.apply(command);
    }

    @Override
    public <R> CompletableFuture<R> submit(AtCommand<R> command) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Subscription subscribe(String prefix, Consumer<InfoLine> listener) {
      throw new UnsupportedOperationException();
    }
  }

  private void pass(Duration duration) {
    time.schedule(() -> {}, duration);
  }

  private ThingsealException call(Duration limit) {
    return Objects.requireNonNull(
        catchThrowableOfType(
            ThingsealException.class, () -> context.within(limit, () -> context.execute(PSK))));
  }

  @Test
  void execute_whenTheLineIsTaken_waitsAndIsAnsweredWithinTheTime() {
    line =
        command -> {
          assertThat(command.waitLimit()).contains(LIMIT);
          pass(Duration.ofSeconds(8));
          assertThat(command.timeLimit()).isEqualTo(Duration.ofSeconds(2));
          pass(Duration.ofSeconds(2));
          return new CommandTimeoutException("AT+USECPSK=…", true, "-");
        };

    assertThat(call(LIMIT))
        .isInstanceOfSatisfying(
            DeadlineExceededException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isTrue())
        .hasMessageContaining("PT10S")
        .hasCauseInstanceOf(CommandTimeoutException.class);
  }

  @Test
  void execute_whenItWasNotSentInTime_saysSo() {
    line =
        command -> {
          pass(LIMIT);
          return new CommandTimeoutException("AT+USECPSK=…", false, "-");
        };
    assertUnsent();

    line =
        command -> {
          pass(LIMIT);
          return new ChannelClosedException("AT+USECPSK=…", false, "-");
        };
    assertUnsent();
  }

  private void assertUnsent() {
    assertThat(call(LIMIT))
        .isInstanceOfSatisfying(
            DeadlineExceededException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse());
  }

  @Test
  void execute_whenTheTimeIsOverAlready_isNotSent() {
    line =
        command -> {
          throw new AssertionError("sent");
        };
    assertThatThrownBy(
            () ->
                context.within(
                    LIMIT,
                    () -> {
                      pass(LIMIT);
                      return context.execute(PSK);
                    }))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageContainingAll("AT+USECPSK=…", "was not sent to line", "PT10S");
  }

  @Test
  void execute_whenItsOwnLimitIsShorter_isLeftToThat() {
    line =
        command -> {
          assertThat(command.timeLimit()).isEqualTo(Duration.ofSeconds(150));
          pass(Duration.ofSeconds(150));
          return new CommandTimeoutException("AT+USECPSK=…", true, "-");
        };
    assertThat(call(Duration.ofMinutes(10))).isInstanceOf(CommandTimeoutException.class);
  }

  @Test
  void execute_whenTheLineIsLost_reportsThat() {
    line =
        command -> {
          pass(LIMIT);
          return new ChannelClosedException("AT+USECPSK=…", true, "-");
        };
    assertThat(call(LIMIT)).isInstanceOf(ChannelClosedException.class);
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
        .isInstanceOf(CommandRejectedException.class);
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
