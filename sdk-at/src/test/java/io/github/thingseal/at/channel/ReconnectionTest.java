package io.github.thingseal.at.channel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.security.SealDevice;
import io.github.thingseal.at.transport.ControlLine;
import io.github.thingseal.at.transport.PortGoneException;
import io.github.thingseal.at.transport.PortUnusableException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportSource;
import io.github.thingseal.at.transport.TransportUnavailableException;
import io.github.thingseal.core.AuthenticationException;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReconnectionTest {
  private static final Duration PACING = Duration.ofMillis(20);
  private static final Duration TICK = Duration.ofNanos(100_000);
  private static final SealDevice SEAL =
      new SealDevice(
          DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz"), DeviceSerialNumber.of("357862090123456"));

  private final VirtualScheduler time = new VirtualScheduler();
  private final ScriptedTransport first = new ScriptedTransport();
  private final ScriptedTransport second = new ScriptedTransport();
  private final ScriptedTransport unanswering = new ScriptedTransport();
  private final Deque<ScriptedTransport> ports = new ArrayDeque<>(List.of(first));
  private final BlockingQueue<Boolean> vanished = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> nothing = new LinkedBlockingQueue<>();

  private volatile boolean lost;

  private final Deque<Throwable> refusals = new ArrayDeque<>();

  @BeforeEach
  void answerProbes() {
    second.answerProbes();
  }

  private Transport next() {
    if (!refusals.isEmpty()) {
      throwUnchecked(refusals.remove());
    }
    if (ports.isEmpty()) {
      throw new TransportUnavailableException("not there", null);
    }
    return ports.remove();
  }

  private ChannelOptions.Builder options() {
    return ChannelOptions.builder()
        .scheduler(time)
        .listener(
            new ChannelListener() {
              @Override
              public void onPortLost(String reason) {
                lost = true;
                vanished.add(true);
              }
            });
  }

  private AtChannel open(Reconnection reconnection) {
    return AtChannel.open(this::next, options().build(), reconnection);
  }

  private AtChannel open(Preparing preparing) {
    return open(preparing, options().build());
  }

  private AtChannel open(Preparing preparing, ChannelOptions options) {
    AtChannel channel =
        AtChannel.open(this::next, options, Reconnection.waiting(Duration.ofMinutes(1)));
    preparing.channel = channel;
    channel.activation(preparing);
    return channel;
  }

  private CompletableFuture<List<InfoLine>> send(AtChannel channel, String line) {
    CompletableFuture<List<InfoLine>> future = channel.submit(TestCommand.of(line));
    time.advance(PACING);
    return future;
  }

  private void pullCable(CompletableFuture<?> pending) throws InterruptedException {
    first.lose();
    assertThat(pending)
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(ChannelClosedException.class);
    awaitLoss();
  }

  private void awaitLoss() throws InterruptedException {
    // The reader reports it to the scheduler at any moment.
    do {
      time.advance(Duration.ZERO);
    } while (vanished.poll(10, TimeUnit.MILLISECONDS) == null);
  }

  @Test
  void submit_whenThePortVanishes_failsAndIsNeverSentAgain() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      pullCable(send(channel, "AT+ONCE"));
      ports.add(second);
      CompletableFuture<List<InfoLine>> later = channel.submit(TestCommand.of("AT+LATER"));
      time.advance(Duration.ofSeconds(1));
      assertThat(later).isNotDone();
      CompletableFuture<List<InfoLine>> after = send(channel, "AT+AFTER");
      assertThat(second.heard()).doesNotContain("ONCE");
      assertThat(after).isNotDone();
    }
  }

  @Test
  void submit_whenStillQueuedAsThePortVanishes_waitsForItsReturn() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      CompletableFuture<List<InfoLine>> sent = send(channel, "AT+ONCE");
      CompletableFuture<List<InfoLine>> queued = send(channel, "AT+QUEUED");
      pullCable(sent);
      assertThat(queued).isNotDone();
      ports.add(second);
      assertThat(heardBy(second, "AT+QUEUED\r")).isEqualTo("AT+QUEUED\r");
      second.say("\r\nOK\r\n");
      assertThat(queued).succeedsWithin(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void submit_ofASeal_whenStillQueuedAsThePortVanishes_failsAndIsSentToNoOtherModule()
      throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      CompletableFuture<List<InfoLine>> sent = send(channel, "AT+ONCE");
      CompletableFuture<Done> queued = channel.submit(SEAL);
      pullCable(sent);
      assertNotSent(queued);
      assertNotSent(channel.submit(SEAL));
      ports.add(second);
      CompletableFuture<List<InfoLine>> after = channel.submit(TestCommand.of("AT+AFTER"));
      assertThat(heardBy(second, "AT+AFTER\r")).isEqualTo("AT+AFTER\r");
      assertThat(after).isNotDone();
    }
  }

  private static void assertNotSent(CompletableFuture<?> command) {
    assertThat(command)
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            ChannelClosedException.class,
            failure -> assertThat(failure.mayHaveBeenCarriedOut()).isFalse());
  }

  @Test
  void submit_betweenLossAndItsNotice_waitsForThePortsReturn() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      CompletableFuture<List<InfoLine>> sent = send(channel, "AT+ONCE");
      first.lose();
      assertThat(sent).failsWithin(60, TimeUnit.SECONDS);
      CompletableFuture<List<InfoLine>> between = channel.submit(TestCommand.of("AT+BETWEEN"));
      assertThat(vanished.poll(60, TimeUnit.SECONDS)).isTrue();
      ports.add(second);
      assertThat(heardBy(second, "AT+BETWEEN\r")).isEqualTo("AT+BETWEEN\r");
      second.say("\r\nOK\r\n");
      assertThat(between).succeedsWithin(60, TimeUnit.SECONDS);
      assertThat(vanished).isEmpty();
    }
  }

  @Test
  void execute_betweenLossAndItsNotice_waitsForThePortsReturn() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      CompletableFuture<List<InfoLine>> sent = send(channel, "AT+ONCE");
      first.lose();
      assertThat(sent).failsWithin(60, TimeUnit.SECONDS);
      CompletableFuture<List<InfoLine>> between =
          CompletableFuture.supplyAsync(() -> channel.execute(TestCommand.of("AT+BETWEEN")));
      assertThat(vanished.poll(60, TimeUnit.SECONDS)).isTrue();
      ports.add(second);
      assertThat(heardBy(second, "AT+BETWEEN\r")).isEqualTo("AT+BETWEEN\r");
      second.say("\r\nOK\r\n");
      assertThat(between).succeedsWithin(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void submit_whenTheLineTookNothingOfIt_waitsForThePortsReturn() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      first.takeNothing();
      CompletableFuture<List<InfoLine>> unsent = send(channel, "AT+UNSENT");
      ports.add(second);
      assertThat(heardBy(second, "AT+UNSENT\r")).isEqualTo("AT+UNSENT\r");
      second.say("\r\nOK\r\n");
      assertThat(unsent).succeedsWithin(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void submit_whenWritingFailsInTheMiddle_failsAndIsNeverSentAgain() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      first.refuseWrites();
      CompletableFuture<List<InfoLine>> inDoubt = send(channel, "AT+ONCE");
      assertThat(inDoubt).failsWithin(60, TimeUnit.SECONDS);
      ports.add(second);
      assertThat(heardBy(second, "nothing")).isEmpty();
    }
  }

  @Test
  void submit_whenCancelledWhileThePortIsAway_isNotSentOnItsReturn() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      pullCable(send(channel, "AT+ONCE"));
      channel.pacing(Duration.ZERO);
      CompletableFuture<List<InfoLine>> unwanted = channel.submit(TestCommand.of("AT+UNWANTED"));
      unwanted.cancel(false);
      ports.add(second);
      assertThat(heardBy(second, "nothing")).isEmpty();
    }
  }

  @Test
  void submit_whenCancelledInTheQueue_isNotSent() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      CompletableFuture<List<InfoLine>> sent = send(channel, "AT+FIRST");
      CompletableFuture<List<InfoLine>> unwanted = send(channel, "AT+UNWANTED");
      unwanted.cancel(false);
      first.say("\r\nOK\r\n");
      assertThat(sent).succeedsWithin(60, TimeUnit.SECONDS);
      assertThat(heardBy(first, "nothing")).isEqualTo("AT+FIRST\r");
    }
  }

  @Test
  void submit_whenItHadWaitedBeforeThePortVanished_waitsNoLongerThanTheLimitInAll()
      throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofSeconds(5)))) {
      CompletableFuture<List<InfoLine>> sent = send(channel, "AT+ONCE");
      CompletableFuture<List<InfoLine>> queued = send(channel, "AT+QUEUED");
      time.advance(Duration.ofSeconds(4));
      pullCable(sent);
      assertThat(queued).isNotDone();
      // Whatever waits for the port does so on a thread of its own.
      for (int i = 0; i < 100 && !queued.isDone(); i++) {
        time.advance(Duration.ofMillis(10));
        nothing.poll(10, TimeUnit.MILLISECONDS);
      }
      assertThat(queued).failsWithin(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void submit_whenItHadWaitedForLongerThanTheLimit_failsAsThePortVanishes() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofSeconds(5)))) {
      CompletableFuture<List<InfoLine>> sent = send(channel, "AT+ONCE");
      CompletableFuture<List<InfoLine>> queued = send(channel, "AT+QUEUED");
      time.advance(Duration.ofSeconds(6));
      pullCable(sent);
      assertThat(queued)
          .failsWithin(60, TimeUnit.SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(ChannelClosedException.class)
          .withMessageContaining("AT+QUEUED was not sent");
    }
  }

  @Test
  void submit_whenAnotherHasWaitedLongEnough_waitsOn() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofSeconds(5)))) {
      pullCable(send(channel, "AT"));
      CompletableFuture<List<InfoLine>> earlier = channel.submit(TestCommand.of("AT+EARLIER"));
      time.advance(Duration.ofSeconds(3));
      CompletableFuture<List<InfoLine>> later = channel.submit(TestCommand.of("AT+LATER"));
      time.advance(Duration.ofSeconds(2));
      assertThat(earlier).failsWithin(60, TimeUnit.SECONDS);
      ports.add(second);
      time.advance(Duration.ofSeconds(2));
      assertThat(heardBy(second, "AT+LATER\r")).isEqualTo("AT+LATER\r");
      assertThat(later).isNotDone();
    }
  }

  @Test
  void close_whenCommandsAreQueued_failsThemAll() {
    AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)));
    CompletableFuture<List<InfoLine>> sent = send(channel, "AT+ONE");
    CompletableFuture<List<InfoLine>> queued = send(channel, "AT+TWO");
    channel.close();
    for (CompletableFuture<?> each : List.of(sent, queued)) {
      assertThat(each)
          .failsWithin(60, TimeUnit.SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(ChannelClosedException.class);
    }
  }

  @Test
  void reopen_whenTheEndOfTheEarlierPortIsReadLate_leavesTheNewOne() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      first.refuseWrites();
      assertThat(send(channel, "AT+ONCE")).failsWithin(60, TimeUnit.SECONDS);
      assertThat(vanished.poll(60, TimeUnit.SECONDS)).isTrue();
      ports.add(second);
      time.advance(Duration.ofSeconds(1));
      first.lose();
      CompletableFuture<List<InfoLine>> next = send(channel, "AT+NEXT");
      assertThat(next).isNotDone();
      assertThat(second.heard()).isEqualTo("AT+NEXT\r");
      assertThat(vanished).isEmpty();
    }
  }

  @Test
  void settings_whenThePortIsBack_holdForTheNewChannelToo() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      channel.pacing(Duration.ofMillis(500));
      channel.wakeUp(WakeUp.afterIdle(Duration.ofSeconds(5)));
      first.lose();
      awaitLoss();
      ports.add(second);
      time.advance(Duration.ofSeconds(1));
      assertPacedAndWoken(channel, second);
    }
  }

  @Test
  void settings_whileThePortIsThere_holdAtOnce() {
    try (AtChannel channel = open(Reconnection.failing())) {
      channel.pacing(Duration.ofMillis(500));
      channel.wakeUp(WakeUp.afterIdle(Duration.ofSeconds(5)));
      assertPacedAndWoken(channel, first);
    }
  }

  @Test
  void settings_ofTheOptions_holdFromTheStart() {
    ChannelOptions options =
        options()
            .pacing(Duration.ofMillis(500))
            .wakeUp(WakeUp.afterIdle(Duration.ofSeconds(5)))
            .build();
    try (AtChannel channel = AtChannel.open(this::next, options, Reconnection.failing())) {
      assertPacedAndWoken(channel, first);
    }
  }

  @Test
  void settings_whileThePortIsAway_holdOnceItIsBack() throws Exception {
    try (AtChannel channel = open(Reconnection.failing())) {
      first.lose();
      awaitLoss();
      channel.pacing(Duration.ofMillis(500));
      channel.wakeUp(WakeUp.afterIdle(Duration.ofSeconds(5)));
      ports.add(second);
      time.advance(Duration.ofSeconds(1));
      assertPacedAndWoken(channel, second);
    }
  }

  private void assertPacedAndWoken(AtChannel channel, ScriptedTransport port) {
    port.say("\r\n+UUPING: 1\r\n");
    CompletableFuture<List<InfoLine>> paced = channel.submit(TestCommand.of("AT+PACED"));
    time.advance(Duration.ofMillis(499));
    assertThat(port.heard()).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(port.heard()).isEqualTo("AT+PACED\r");
    port.say("\r\nOK\r\n");
    assertThat(paced).succeedsWithin(60, TimeUnit.SECONDS);

    time.advance(Duration.ofSeconds(6));
    CompletableFuture<List<InfoLine>> asleep = channel.submit(TestCommand.of("AT+ASLEEP"));
    assertThat(asleep).isNotDone();
    assertThat(port.heard()).isEqualTo("AT\r");
  }

  @Test
  void wakeUp_whenThePortDoesNotHaveTheLine_leavesItAsItWas() throws Exception {
    try (AtChannel channel = open(Reconnection.failing())) {
      assertThatThrownBy(() -> channel.wakeUp(WakeUp.by(ControlLine.DTR)))
          .isInstanceOf(PortUnusableException.class);
      pullCable(send(channel, "AT"));
      ports.add(second);
      time.advance(Duration.ofSeconds(1));
      CompletableFuture<List<InfoLine>> next = send(channel, "AT+NEXT");
      assertThat(next).isNotDone();
      assertThat(second.heard()).isEqualTo("AT+NEXT\r");
    }
  }

  @Test
  void settings_whenThePortIsGoneForGood_doNothing() throws Exception {
    try (AtChannel channel = open(Reconnection.failing())) {
      pullCable(send(channel, "AT"));
      refusals.add(new PortGoneException("closed for good", null));
      time.advance(Duration.ofSeconds(1));
      assertThatCode(
              () -> {
                channel.pacing(Duration.ofMillis(500));
                channel.wakeUp(WakeUp.none());
                channel.subscribe("+CEREG", line -> {}).close();
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  void execute_whenInterruptedWhileThePortIsAway_endsAndLeavesTheInterrupt() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      pullCable(send(channel, "AT"));
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> channel.execute(TestCommand.of("AT+X=1").asSecret()))
          .isInstanceOfSatisfying(
              CommandInterruptedException.class,
              e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse())
          .hasMessageContaining("scripted")
          .hasMessageContaining("Nothing was sent");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void submit_whileThePortIsAway_goesOnWhereTheApplicationWants() throws Exception {
    BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    ChannelOptions options = options().executor(tasks::add).build();
    try (AtChannel channel =
        AtChannel.open(this::next, options, Reconnection.waiting(Duration.ofMinutes(1)))) {
      first.lose();
      while (vanished.poll(10, TimeUnit.MILLISECONDS) == null) {
        time.advance(Duration.ZERO);
      }
      tasks.clear();
      CompletableFuture<List<InfoLine>> waiting = channel.submit(TestCommand.of("AT+X"));
      ports.add(second);
      assertThat(heardBy(second, "AT+X\r")).isEqualTo("AT+X\r");
      second.say("\r\nOK\r\n");
      Runnable task = requireNonNull(tasks.poll(60, TimeUnit.SECONDS));
      assertThat(waiting).isNotDone();
      task.run();
      assertThat(waiting).isCompleted();
    }
  }

  @Test
  void execute_whenPartOfItWasSent_failsAndIsNeverSentAgain() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      CompletableFuture<List<InfoLine>> inDoubt =
          CompletableFuture.supplyAsync(() -> channel.execute(TestCommand.of("AT+ONCE")));
      assertThat(heardBy(first, "AT+ONCE\r")).isEqualTo("AT+ONCE\r");
      ports.add(second);
      first.lose();
      assertThat(inDoubt)
          .failsWithin(60, TimeUnit.SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(ChannelClosedException.class);
      assertThat(heardBy(second, "nothing")).isEmpty();
    }
  }

  @Test
  void execute_whenSomethingIsDueOnceThePortIsBack_goesOutAfterThat() throws Exception {
    Preparing preparing = new Preparing();
    try (AtChannel channel = open(preparing)) {
      pullCable(send(channel, "AT+ONCE"));
      ports.add(second);
      time.advance(Duration.ofSeconds(1));
      CompletableFuture<List<InfoLine>> executed =
          CompletableFuture.supplyAsync(() -> channel.execute(TestCommand.of("AT+LATER")));
      assertThat(heardBy(second, "AT+CONFIGURE\r")).isEqualTo("AT+CONFIGURE\r");
      second.say("\r\nOK\r\n");
      assertThat(heardBy(second, "AT+LATER\r")).isEqualTo("AT+LATER\r");
      second.say("\r\nOK\r\n");
      assertThat(executed).succeedsWithin(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void submit_whenThePortIsBackAndSomethingIsStillDue_goesOutAfterThat() throws Exception {
    Preparing preparing = new Preparing();
    try (AtChannel channel = open(preparing)) {
      pullCable(send(channel, "AT+ONCE"));
      ports.add(second);
      time.advance(Duration.ofSeconds(1));
      CompletableFuture<List<InfoLine>> submitted = channel.submit(TestCommand.of("AT+LATER"));
      assertThat(heardBy(second, "AT+CONFIGURE\r")).isEqualTo("AT+CONFIGURE\r");
      second.say("\r\nOK\r\n");
      assertThat(heardBy(second, "AT+LATER\r")).isEqualTo("AT+LATER\r");
      second.say("\r\nOK\r\n");
      assertThat(submitted).succeedsWithin(60, TimeUnit.SECONDS);
      assertThat(preparing.threadName).isEqualTo("thingseal-at-worker");
    }
  }

  @Test
  void submit_whenNothingIsDueOnceThePortIsBack_preparesNothing() throws Exception {
    Preparing nothingDue =
        new Preparing() {
          @Override
          public boolean isDue() {
            return false;
          }

          @Override
          public void run() {
            throw new IllegalStateException("nothing is due");
          }
        };
    try (AtChannel channel = open(nothingDue)) {
      pullCable(send(channel, "AT"));
      CompletableFuture<List<InfoLine>> waiting = channel.submit(TestCommand.of("AT+X"));
      ports.add(second);
      assertThat(heardBy(second, "AT+X\r")).isEqualTo("AT+X\r");
      assertThat(waiting).isNotDone();
    }
  }

  @Test
  void submit_afterAnUnansweredCommand_isSentOnceTheModuleWasAskedOnTheNextPort() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      pullCable(send(channel, "AT+ONCE"));
      CompletableFuture<List<InfoLine>> later = channel.submit(TestCommand.of("AT+LATER"));
      ports.add(unanswering);
      assertThat(heardBy(unanswering, "AT+CMEE?\r")).isEqualTo("AT+CMEE?\r");
      unanswering.say("\r\nOK\r\n");
      unanswering.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
      assertThat(heardBy(unanswering, "AT+LATER\r")).isEqualTo("AT+LATER\r");
      assertThat(later).isNotDone();
      unanswering.say("\r\nOK\r\n");
      assertThat(later).succeedsWithin(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void submit_whenTheModuleMayWaitForAPayloadYet_isSilentOnTheNextPortToo() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      CompletableFuture<List<InfoLine>> prompted =
          channel.submit(TestCommand.of("AT+X=4").withPayload(new byte[4]));
      time.advance(PACING);
      first.say("\r\n>");
      pullCable(prompted);
      CompletableFuture<List<InfoLine>> later = channel.submit(TestCommand.of("AT+LATER"));
      ports.add(unanswering);
      time.advance(ChannelOptions.defaults().values.payloadGuard.minusMillis(1));
      assertThat(unanswering.heard()).isEmpty();
      time.advance(Duration.ofMillis(1));
      assertThat(unanswering.heard()).isEqualTo("AT+CMEE?\r");
      assertThat(later).isNotDone();
    }
  }

  @Test
  void submit_whenNothingWasAsked_isSentAtOnceOnTheNextPort() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      CompletableFuture<List<InfoLine>> answered = send(channel, "AT+ONCE");
      first.say("\r\nOK\r\n");
      assertThat(answered).succeedsWithin(60, TimeUnit.SECONDS);
      first.lose();
      awaitLoss();
      ports.add(second);
      CompletableFuture<List<InfoLine>> later = channel.submit(TestCommand.of("AT+LATER"));
      assertThat(heardBy(second, "AT+LATER\r")).isEqualTo("AT+LATER\r");
      assertThat(later).isNotDone();
    }
  }

  @Test
  void submit_whenPartOfItWasSent_failsAndSaysSo() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      CompletableFuture<List<InfoLine>> prompted =
          channel.submit(TestCommand.of("AT+X=4").withPayload(new byte[4]));
      time.advance(PACING);
      assertThat(first.heard()).isEqualTo("AT+X=4\r");
      first.lose();
      assertThat(prompted)
          .failsWithin(60, TimeUnit.SECONDS)
          .withThrowableThat()
          .havingCause()
          .isInstanceOfSatisfying(
              ChannelClosedException.class,
              e -> {
                assertThat(e.wasSent()).isTrue();
                assertThat(e.mayHaveBeenCarriedOut()).isFalse();
              });
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void submit_whenSomethingIsDueOnceThePortIsBack_goesOutAfterThat(boolean direct)
      throws Exception {
    Preparing preparing = new Preparing();
    ChannelOptions.Builder builder = options();
    ChannelOptions options = (direct ? builder.executor(Runnable::run) : builder).build();
    try (AtChannel channel = open(preparing, options)) {
      pullCable(send(channel, "AT+ONCE"));
      CompletableFuture<List<InfoLine>> submitted = channel.submit(TestCommand.of("AT+LATER"));
      CompletableFuture<List<InfoLine>> executed =
          CompletableFuture.supplyAsync(() -> channel.execute(TestCommand.of("AT+LATER")));
      ports.add(second);
      assertThat(heardBy(second, "AT+CONFIGURE\r")).isEqualTo("AT+CONFIGURE\r");
      assertThat(heardBy(second, "nothing more")).isEmpty();
      second.say("\r\nOK\r\n");
      for (int i = 0; i < 2; i++) {
        assertThat(heardBy(second, "AT+LATER\r")).isEqualTo("AT+LATER\r");
        second.say("\r\nOK\r\n");
      }
      assertThat(submitted).succeedsWithin(60, TimeUnit.SECONDS);
      assertThat(executed).succeedsWithin(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void submit_whenWhatIsDueFails_failsWithThatAndIsNotSent() throws Exception {
    Preparing preparing =
        new Preparing() {
          @Override
          public void run() {
            throw new InvalidInputException("cannot be configured");
          }
        };
    try (AtChannel channel = open(preparing)) {
      pullCable(send(channel, "AT+ONCE"));
      CompletableFuture<List<InfoLine>> submitted = channel.submit(TestCommand.of("AT+LATER"));
      ports.add(second);
      time.advance(Duration.ofSeconds(1));
      assertThat(heardBy(second, "nothing")).isEmpty();
      assertThat(submitted)
          .failsWithin(60, TimeUnit.SECONDS)
          .withThrowableThat()
          .withMessageContaining("cannot be configured");
    }
  }

  /** Configures what is at the port, once per loss; others wait meanwhile. */
  private class Preparing implements Activation {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean done;
    volatile @Nullable AtChannel channel;
    volatile String threadName = "";

    @Override
    public boolean isDue() {
      return lost && !done;
    }

    @Override
    public boolean isRunByCurrentThread() {
      return lock.isHeldByCurrentThread();
    }

    @Override
    public void run() {
      lock.lock();
      try {
        if (isDue()) {
          threadName = Thread.currentThread().getName();
          requireNonNull(channel).execute(TestCommand.of("AT+CONFIGURE"));
          done = true;
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * What comes while time passes, until it is what is waited for or nothing comes for a while. The
   * first rounds go past the pause before the port is opened again.
   */
  private String heardBy(ScriptedTransport port, String expected) throws InterruptedException {
    StringBuilder heard = new StringBuilder();
    int rounds = expected.endsWith("\r") ? 1000 : 20;
    for (int i = 0; i < rounds && heard.length() < expected.length(); i++) {
      time.advance(i < 10 ? PACING.multipliedBy(6) : PACING);
      heard.append(port.heard());
      nothing.poll(i < 100 ? 10 : 100, TimeUnit.MILLISECONDS);
    }
    return heard.toString();
  }

  @Test
  void reopen_whenThePortStaysAway_triesWithGrowingPauses() throws Exception {
    try (AtChannel channel = open(Reconnection.failing())) {
      pullCable(send(channel, "AT"));
      time.advance(Duration.ofSeconds(1));
      ports.add(second);
      time.advance(Duration.ofMillis(1999));
      assertThat(ports).hasSize(1);
      time.advance(Duration.ofMillis(1));
      assertThat(ports).isEmpty();
      CompletableFuture<List<InfoLine>> reply = send(channel, "AT");
      assertThat(second.heard()).isEqualTo("AT\r");
      second.say("\r\nOK\r\n");
      assertThat(reply.orTimeout(60, TimeUnit.SECONDS).join()).isEmpty();
    }
  }

  @Test
  void submit_whenTheExecutorTakesNoTask_goesOutOnceThePortIsBack() throws Exception {
    ChannelOptions options =
        options()
            .executor(
                task -> {
                  throw new RejectedExecutionException("shut down");
                })
            .build();
    try (AtChannel channel =
        AtChannel.open(this::next, options, Reconnection.waiting(Duration.ofMinutes(1)))) {
      pullCable(send(channel, "AT"));
      CompletableFuture<List<InfoLine>> waiting = channel.submit(TestCommand.of("AT+X"));
      ports.add(second);
      assertThat(heardBy(second, "AT+X\r")).isEqualTo("AT+X\r");
      second.say("\r\nOK\r\n");
      assertThat(waiting).succeedsWithin(60, TimeUnit.SECONDS);
    }
  }

  static List<RuntimeException> whatMayPass() {
    return List.of(
        new TransportUnavailableException("busy", null),
        new PortUnusableException("unplugged", null),
        new InvalidInputException("still open"));
  }

  @ParameterizedTest
  @MethodSource("whatMayPass")
  void reopen_whenThePortIsUnpluggedOrBusy_triesAgain(RuntimeException refusal) throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      pullCable(send(channel, "AT"));
      CompletableFuture<List<InfoLine>> waiting = channel.submit(TestCommand.of("AT+X"));
      refusals.add(refusal);
      time.advance(Duration.ofSeconds(1));
      assertThat(refusals).isEmpty();
      assertThat(waiting).isNotDone();
      ports.add(second);
      assertThat(heardBy(second, "AT+X\r")).isEqualTo("AT+X\r");
    }
  }

  private static void throwUnchecked(Throwable reason) {
    if (reason instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) reason;
  }

  static List<Throwable> whatNeverPasses() {
    return List.of(
        new PortGoneException("closed for good", null),
        new PermanentException("closed for good"),
        new AuthenticationException("closed for good"),
        new IllegalStateException("closed for good"),
        new LinkageError("closed for good"));
  }

  @ParameterizedTest
  @MethodSource("whatNeverPasses")
  void reopen_whenThePortIsGoneForGood_endsWhatWaitsAndWhatComesLater(Throwable reason)
      throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      pullCable(send(channel, "AT"));
      CompletableFuture<List<InfoLine>> waiting =
          channel.submit(TestCommand.of("AT+X=1").asSecret());
      CompletableFuture<List<InfoLine>> blocked =
          CompletableFuture.supplyAsync(() -> channel.execute(TestCommand.of("AT+Y")));
      refusals.add(reason);
      time.advance(Duration.ofSeconds(1));

      assertGone(waiting, "AT+X=", reason);
      assertGone(blocked, "AT+Y", reason);
      assertGone(channel.submit(TestCommand.of("AT+Z")), "AT+Z", reason);
      assertThatThrownBy(() -> channel.execute(TestCommand.of("AT+Z")))
          .isInstanceOf(PortGoneException.class)
          .hasMessageStartingWith("AT+Z was not sent: scripted cannot be opened again: closed");
      ports.add(second);
      first.end();
      time.advance(Duration.ofMinutes(5));
      assertThat(ports).hasSize(1);
      assertThat(vanished).isEmpty();
    }
  }

  private static void assertGone(CompletableFuture<?> command, String name, Throwable reason) {
    assertThat(command)
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(PortGoneException.class)
        .withMessageStartingWith(name)
        .withMessageContaining("scripted")
        .withMessageContaining("closed for good")
        .withMessageNotContaining("=1")
        .havingRootCause()
        .isSameAs(reason);
  }

  @Test
  void reopen_whenThePortStaysAway_neverPausesLongerThanSaid() throws Exception {
    try (AtChannel channel =
        open(new Reconnection(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ZERO))) {
      pullCable(send(channel, "AT"));
      for (int i = 0; i < 10; i++) {
        refusals.add(new TransportUnavailableException("busy", null));
      }
      time.advance(Duration.ofSeconds(1 + 2 + 4 + 4 + 4));
      assertThat(refusals).hasSize(5);
    }
  }

  @Test
  void submit_whenCancelledInTheMomentItGoesOut_isAborted() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)))) {
      first.lose();
      awaitLoss();
      CompletableFuture<List<InfoLine>> unwanted =
          channel.submit(TestCommand.of("AT+UNWANTED").asAbortable());
      second.holdWrites();
      ports.add(second);
      CompletableFuture<Void> goingOut =
          CompletableFuture.runAsync(() -> time.advance(Duration.ofSeconds(1)));
      second.awaitHeldWrite();
      unwanted.cancel(false);
      second.releaseWrites();
      goingOut.get(60, TimeUnit.SECONDS);
      assertThat(heardBy(second, "AT+UNWANTED\r \r")).startsWith("AT+UNWANTED\r \r");
    }
  }

  @Test
  void submit_whenThePortIsAwayAndNoOneWaits_failsAtOnce() throws Exception {
    try (AtChannel channel = open(Reconnection.failing())) {
      pullCable(send(channel, "AT"));
      assertThatThrownBy(() -> channel.execute(TestCommand.of("AT+X")))
          .isInstanceOfSatisfying(
              ChannelClosedException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse());
    }
  }

  @Test
  void submit_whenThePortStaysAway_failsAfterTheLimit() throws Exception {
    try (AtChannel channel = open(Reconnection.waiting(Duration.ofSeconds(5)))) {
      pullCable(send(channel, "AT"));
      CompletableFuture<List<InfoLine>> waiting = channel.submit(TestCommand.of("AT+X"));
      time.advance(Duration.ofMillis(4999));
      assertThat(waiting).isNotDone();
      time.advance(Duration.ofMillis(1));
      assertThat(waiting).failsWithin(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void subscribe_whenThePortIsBack_goesOn() throws Exception {
    BlockingQueue<InfoLine> lines = new LinkedBlockingQueue<>();
    try (AtChannel channel = open(Reconnection.failing())) {
      channel.subscribe("+CEREG", lines::add);
      pullCable(send(channel, "AT"));
      ports.add(second);
      time.advance(Duration.ofSeconds(1));
      second.say("\r\n+CEREG: 1\r\n");
      assertThat(requireNonNull(lines.poll(60, TimeUnit.SECONDS)).integer(0)).isEqualTo(1);
    }
  }

  /** What the channel before has heard may still be under way to a listener. */
  @Test
  void subscribe_whenALineOfTheChannelBeforeIsStillDelivered_deliversOneLineAtATime()
      throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    BlockingQueue<Thread> inside = new LinkedBlockingQueue<>();
    BlockingQueue<Thread> tellers = new LinkedBlockingQueue<>();
    ChannelOptions options = options().executor(task -> tellers.add(started(task))).build();
    try (AtChannel channel = AtChannel.open(this::next, options, Reconnection.failing())) {
      channel.subscribe(
          "+CEREG",
          line -> {
            inside.add(Thread.currentThread());
            awaitUninterruptibly(read);
          });
      first.say("\r\n+CEREG: 1\r\n");
      Thread reading = requireNonNull(inside.poll(60, TimeUnit.SECONDS));
      assertThat(tellers.remove()).isSameAs(reading);
      pullCable(send(channel, "AT"));
      tellers.clear();
      ports.add(second);
      time.advance(Duration.ofSeconds(1));
      second.say("\r\n+CEREG: 5\r\n");

      assertThat(tellers).isEmpty();
      assertThat(inside).isEmpty();
      read.countDown();
      assertThat(inside.poll(60, TimeUnit.SECONDS)).isSameAs(reading);
    }
  }

  private static Thread started(Runnable task) {
    Thread thread = new Thread(task, "teller");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void subscribe_beforeTheLossOrDuringIt_hearsUntilItIsClosed() throws Exception {
    BlockingQueue<InfoLine> before = new LinkedBlockingQueue<>();
    BlockingQueue<InfoLine> during = new LinkedBlockingQueue<>();
    BlockingQueue<InfoLine> ended = new LinkedBlockingQueue<>();
    BlockingQueue<InfoLine> last = new LinkedBlockingQueue<>();
    try (AtChannel channel = open(Reconnection.failing())) {
      Dialogue.Subscription ending = channel.subscribe("+CEREG", ended::add);
      Dialogue.Subscription staying = channel.subscribe("+CEREG", before::add);
      first.say("\r\n+CEREG: 1\r\n");
      assertThat(requireNonNull(before.poll(60, TimeUnit.SECONDS)).integer(0)).isEqualTo(1);
      assertThat(requireNonNull(ended.poll(60, TimeUnit.SECONDS)).integer(0)).isEqualTo(1);
      pullCable(send(channel, "AT"));
      ending.close();
      channel.subscribe("+CEREG", during::add);
      ports.add(second);
      time.advance(Duration.ofSeconds(1));
      second.say("\r\n+CEREG: 2\r\n");
      assertThat(requireNonNull(before.poll(60, TimeUnit.SECONDS)).integer(0)).isEqualTo(2);
      assertThat(requireNonNull(during.poll(60, TimeUnit.SECONDS)).integer(0)).isEqualTo(2);
      staying.close();
      channel.subscribe("+CEREG", last::add);
      second.say("\r\n+CEREG: 3\r\n");
      assertThat(last.poll(60, TimeUnit.SECONDS)).isNotNull();
      assertThat(before).isEmpty();
      assertThat(ended).isEmpty();
    }
  }

  @Test
  void close_whenThePortIsAway_failsWhatWaitsAndOpensNothing() throws Exception {
    AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)));
    pullCable(send(channel, "AT"));
    CompletableFuture<List<InfoLine>> waiting = channel.submit(TestCommand.of("AT+X"));
    channel.close();
    assertThat(waiting)
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            ChannelClosedException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse());
    ports.add(second);
    time.advance(Duration.ofMinutes(1));
    assertThat(ports).hasSize(1);
  }

  @Test
  void close_whenThePortIsAway_leavesNoTimer() throws Exception {
    AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)));
    pullCable(send(channel, "AT"));
    CompletableFuture<List<InfoLine>> waiting = channel.submit(TestCommand.of("AT+X"));
    CompletableFuture<List<InfoLine>> unwanted = channel.submit(TestCommand.of("AT+Y"));
    unwanted.cancel(false);
    channel.close();
    assertThat(waiting).isCompletedExceptionally();
    assertThat(time.pending()).isZero();
  }

  @Test
  void close_whileThePortIsThere_isNoLoss() throws Exception {
    AtChannel channel = open(Reconnection.waiting(Duration.ofMinutes(1)));
    ports.add(second);
    channel.close();
    for (int i = 0; i < 20; i++) {
      time.advance(Duration.ofSeconds(1));
      nothing.poll(10, TimeUnit.MILLISECONDS);
    }
    assertThat(vanished).isEmpty();
    assertThat(ports).hasSize(1);
  }

  @Test
  void reopen_mayBlock_andSoIsNotDoneByTheThreadThatKeepsTime() throws Exception {
    BlockingQueue<Runnable> blocking = new LinkedBlockingQueue<>();
    Scheduler keepingTime =
        new Scheduler() {
          @Override
          public long nanoTime() {
            return time.nanoTime();
          }

          @Override
          public Scheduled schedule(Runnable task, Duration delay) {
            return time.schedule(task, delay);
          }

          @Override
          public void execute(Runnable task) {
            blocking.add(task);
          }
        };
    try (AtChannel channel =
        AtChannel.open(
            this::next, options().scheduler(keepingTime).build(), Reconnection.failing())) {
      first.lose();
      assertThat(vanished.poll(60, TimeUnit.SECONDS)).isTrue();
      ports.add(second);
      time.advance(Duration.ofSeconds(1));
      assertThat(ports).hasSize(1);
      requireNonNull(blocking.poll(60, TimeUnit.SECONDS)).run();
      assertThat(ports).isEmpty();
      assertThat(channel.name()).isEqualTo("scripted");
    }
  }

  @Test
  void close_whileThePortIsBeingOpened_closesThatPort() throws Exception {
    AtomicReference<AtChannel> opened = new AtomicReference<>();
    TransportSource source =
        () -> {
          Transport port = next();
          if (port == second) {
            requireNonNull(opened.get()).close();
          }
          return port;
        };
    AtChannel channel = AtChannel.open(source, options().build(), Reconnection.failing());
    opened.set(channel);
    pullCable(send(channel, "AT"));
    ports.add(second);
    time.advance(Duration.ofSeconds(1));
    assertThat(ports).isEmpty();
    assertThat(second.isClosed()).isTrue();
  }

  /** The end of a port and its return are reported on two threads: each may be the first. */
  @Test
  void reopen_whenThePortVanishesAsSoonAsItIsBack_isTriedForEver() throws Exception {
    CountDownLatch openings = new CountDownLatch(1000);
    TransportSource flapping =
        () -> {
          openings.countDown();
          ScriptedTransport port = new ScriptedTransport();
          port.end();
          return port;
        };
    Reconnection quick = new Reconnection(TICK, TICK, Duration.ZERO);
    try (AtChannel channel = AtChannel.open(flapping, ChannelOptions.defaults(), quick)) {
      assertThat(channel.name()).isEqualTo("scripted");
      assertThat(openings.await(250, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void reconnection_whenNumbersMakeNoSense_isRefused() {
    assertThatThrownBy(() -> new Reconnection(Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Reconnection.waiting(Duration.ofSeconds(-1)))
        .isInstanceOf(InvalidInputException.class);
    Duration unit = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new Reconnection(unit.negated(), unit, Duration.ZERO))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Reconnection(unit.plusNanos(1), unit, Duration.ZERO))
        .isInstanceOf(InvalidInputException.class);
    assertThatCode(() -> new Reconnection(unit, unit, Duration.ZERO)).doesNotThrowAnyException();
  }

  @Test
  void reconnection_whenUsual_isAsTheDocumentationSays() {
    Duration pause = Duration.ofSeconds(1);
    Duration longest = Duration.ofSeconds(30);
    assertThat(Reconnection.failing()).isEqualTo(new Reconnection(pause, longest, Duration.ZERO));
    assertThat(Reconnection.waiting(Duration.ofSeconds(5)))
        .isEqualTo(new Reconnection(pause, longest, Duration.ofSeconds(5)));
  }
}
