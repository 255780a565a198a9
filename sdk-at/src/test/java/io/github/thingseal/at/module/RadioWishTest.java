package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Dialogue;
import io.github.thingseal.at.channel.FakeChannel;
import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.internal.c2c.C2cLine;
import io.github.thingseal.core.Done;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads turn the radio on and off at once. */
class RadioWishTest {
  private static final SetFunctionality FULL = SetFunctionality.FULL;
  private static final SetFunctionality RADIO_OFF = SetFunctionality.RADIO_OFF;

  private final RadioWish radio = new RadioWish();

  /** What is heard of outcomes, when a test wants it to be. */
  private final BlockingQueue<Runnable> heard = new LinkedBlockingQueue<>();

  private final ChannelOptions options =
      ChannelOptions.builder()
          .scheduler(new StandingTime())
          .pacing(Duration.ZERO)
          .executor(heard::add)
          .build();

  /** What is heard of last need not be what was done last. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isOn_whenTheFirstChangeIsHeardOfLast_isAsTheModuleWasGivenThem(boolean onFirst)
      throws InterruptedException {
    try (AtChannel channel = AtChannel.open(new InMemoryModule(), options)) {
      ModuleContext context = context(channel);
      CompletableFuture<Done> first = context.submit(onFirst ? FULL : RADIO_OFF);
      Runnable firstHeard = heard();
      CompletableFuture<Done> second = context.submit(onFirst ? RADIO_OFF : FULL);
      Runnable secondHeard = heard();

      secondHeard.run();
      assertThat(first).isNotDone();
      firstHeard.run();

      assertThat(first.join()).isEqualTo(second.join());
      assertThat(context.radio.isOn()).isEqualTo(!onFirst);
    }
  }

  /** Another thread may come between what is asked for and the queue. */
  @Test
  void isOn_whenChangesAreSentInAnotherOrderThanTheyWereAskedFor_isAsTheyWereSent() {
    RadioWish.Change off = radio.ask(RADIO_OFF);
    RadioWish.Change on = radio.ask(FULL);
    try (AtChannel channel = AtChannel.open(new InMemoryModule(), options)) {
      CallDeadline deadline =
          new CallDeadline(Duration.ofMinutes(1), "memory", new MonotonicClock(new StandingTime()));
      Done first = channel.execute(CallCommand.announced(FULL, on::sending));
      Done second =
          channel.execute(
              CallCommand.within(deadline, CallCommand.announced(RADIO_OFF, off::sending)));
      assertThat(first).isEqualTo(second);
    }
    off.carriedOut();
    on.carriedOut();
    assertThat(radio.isOn()).isFalse();
  }

  @Test
  void submit_whenAnotherThreadComesBetween_countsAsItWasSent() throws InterruptedException {
    try (AtChannel channel = AtChannel.open(new InMemoryModule(), options)) {
      ModuleContext context = context(new FakeChannel("memory", new Overtaking(channel)));
      CompletableFuture<Done> off = context.submit(RADIO_OFF);
      CompletableFuture<Done> on = context.submit(FULL);
      heard().run();
      heard().run();

      assertThat(on.join()).isEqualTo(off.join());
      assertThat(context.radio.isOn()).isFalse();
    }
  }

  /** No time passes, so that nothing is late. */
  private static final class StandingTime implements Scheduler {
    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public Scheduled schedule(Runnable task, Duration delay) {
      if (delay.isZero()) {
        new Thread(task, "standing-time").start();
      }
      return () -> {};
    }
  }

  private Runnable heard() throws InterruptedException {
    return Objects.requireNonNull(heard.poll(2, TimeUnit.MINUTES), "no outcome");
  }

  private static ModuleContext context(AtChannel channel) {
    return new ModuleContext(
        channel, new C2cLine(Optional.empty(), Optional.empty()), ModuleOptions.builder().build());
  }

  /** Has the second of two commands come to the queue before the first. */
  private static final class Overtaking implements Dialogue {
    private final Dialogue dialogue;
    private Runnable first = () -> {};

    Overtaking(Dialogue dialogue) {
      this.dialogue = dialogue;
    }

    @Override
    public <R> CompletableFuture<R> submit(AtCommand<R> command) {
      if (command.line().equals(FULL.line())) {
        CompletableFuture<R> second = dialogue.submit(command);
        first.run();
        return second;
      }
      CompletableFuture<R> result = new CompletableFuture<>();
      first =
          () -> {
            CompletableFuture<R> unused =
                dialogue
                    .submit(command)
                    .whenComplete(
                        (value, failure) -> {
                          if (failure == null) {
                            result.complete(value);
                          } else {
                            result.completeExceptionally(failure);
                          }
                        });
          };
      return result;
    }

    @Override
    public <R> R execute(AtCommand<R> command) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Subscription subscribe(String prefix, Consumer<InfoLine> listener) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void isOn_whenAChangeWaitsLongerThanALaterOne_isAsTheModuleWasGivenThem() {
    RadioWish.Change off = radio.ask(RADIO_OFF);
    RadioWish.Change on = radio.ask(FULL);
    on.sending();
    on.carriedOut();
    assertThat(radio.isOn()).isTrue();
    off.sending();
    off.carriedOut();
    assertThat(radio.isOn()).isFalse();
  }

  @Test
  void isOn_whileItIsAskedToBeOff_isFalse_evenIfAnEarlierChangeEndsMeanwhile() {
    RadioWish.Change on = radio.ask(FULL);
    on.sending();
    RadioWish.Change off = radio.ask(RADIO_OFF);
    on.carriedOut();
    assertThat(radio.isOn()).isFalse();

    off.sending();
    off.refused();
    assertThat(radio.isOn()).isTrue();
  }

  @Test
  void isOn_whenOneOfTwoThatTurnItOffIsRefused_isAsTheOtherWantsIt() {
    radio.ask(FULL).carriedOut();
    RadioWish.Change unanswered = radio.ask(RADIO_OFF);
    RadioWish.Change refused = radio.ask(new SetFunctionality(0));
    refused.refused();
    assertThat(radio.isOn()).isFalse();

    unanswered.refused();
    assertThat(radio.isOn()).isTrue();
  }

  @Test
  void isOn_whenItIsTurnedOnAfterAChangeWithoutAnswer_isTrue() {
    radio.ask(RADIO_OFF).sending();
    radio.ask(FULL).carriedOut();
    assertThat(radio.isOn()).isTrue();

    radio.restarted();
    assertThat(radio.isOn()).isFalse();
  }
}
