package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.transport.ControlLine;
import io.github.thingseal.at.transport.ControlLines;
import io.github.thingseal.at.transport.PortUnusableException;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A module whose UART sleeps, at the end of a line in the hands of the test. */
@Timeout(120)
@SuppressWarnings("FutureReturnValueIgnored") // What some commands answer is not the point.
class WakeUpTest {
  private static final Duration PACING = Duration.ofMillis(20);
  private static final WakeUp AFTER_5_S = WakeUp.afterIdle(Duration.ofSeconds(5));
  private static final String OK = "\r\nOK\r\n";

  private final VirtualScheduler time = new VirtualScheduler();
  private final ScriptedTransport module = new ScriptedTransport();
  private AtChannel channel = open(AFTER_5_S);

  @AfterEach
  void close() {
    channel.close();
  }

  private AtChannel open(WakeUp wakeUp) {
    return AtChannel.open(module, options().wakeUp(wakeUp).build());
  }

  private ChannelOptions.Builder options() {
    return ChannelOptions.builder().scheduler(time).pacing(PACING);
  }

  private void reopen(ChannelOptions options) {
    channel.close();
    module.reopen();
    channel = AtChannel.open(module, options);
  }

  private CompletableFuture<List<InfoLine>> send(String line) {
    CompletableFuture<List<InfoLine>> future = channel.submit(TestCommand.of(line));
    time.advance(PACING);
    return future;
  }

  private void answer(String text) {
    module.say(text);
    time.advance(PACING);
  }

  private static Throwable failureOf(CompletableFuture<?> future) {
    assertThat(future).isDone();
    Throwable thrown = catchThrowable(future::join);
    assertThat(thrown).isInstanceOf(CompletionException.class);
    return Objects.requireNonNull(thrown.getCause());
  }

  @Test
  void submit_whenItNeverWakesAndWakingTakesLongerThanTheIdleLimit_givesUp() {
    reopen(options().wakeUp(WakeUp.afterIdle(Duration.ofMillis(200))).build());
    time.advance(Duration.ofSeconds(6));
    CompletableFuture<List<InfoLine>> reply = send("AT+A");
    time.advance(Duration.ofSeconds(30));

    assertThat(failureOf(reply)).isInstanceOf(CommandTimeoutException.class);
  }

  @Test
  void submit_whenItSleepsSoonerThanQuestionsFollowEachOther_wakesItForEach() {
    reopen(options().wakeUp(WakeUp.afterIdle(Duration.ofMillis(150))).build());
    time.advance(Duration.ofSeconds(1));
    CompletableFuture<List<InfoLine>> unanswered = send("AT+A");
    answer(OK);
    time.advance(Duration.ofSeconds(10));
    assertThat(module.heard()).isEqualTo("AT\rAT+A\r");
    assertThat(failureOf(unanswered)).isInstanceOf(CommandTimeoutException.class);

    CompletableFuture<List<InfoLine>> reply = send("AT+B");
    answer(OK);
    time.advance(Duration.ofSeconds(5));
    assertThat(module.heard()).as("the question is lost").isEqualTo("AT\rAT+CMEE?\rAT\r");
    answer(OK);
    answer("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(Duration.ofSeconds(1));
    assertThat(module.heard()).as("it sleeps again").isEqualTo("AT+CMEE?\rAT\r");
    answer(OK);
    assertThat(module.heard()).as("one more question, whose answer counts").isEqualTo("AT\r");
    answer(OK);
    time.advance(Duration.ofSeconds(1));
    answer(OK);
    assertThat(module.heard()).isEqualTo("AT\rAT+B\r");
    answer(OK);
    assertThat(reply.join()).isEmpty();
  }

  @Test
  void submit_whenItFallsSilentAmidTheQuestions_givesUp() {
    reopen(options().wakeUp(WakeUp.afterIdle(Duration.ofMillis(150))).build());
    time.advance(Duration.ofSeconds(1));
    send("AT+A");
    answer(OK);
    time.advance(Duration.ofSeconds(10));
    CompletableFuture<List<InfoLine>> reply = send("AT+B");
    answer(OK);
    time.advance(Duration.ofSeconds(5));
    answer(OK);
    answer("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(Duration.ofMinutes(1));

    assertThat(failureOf(reply)).isInstanceOf(CommandTimeoutException.class);
  }

  @Test
  void submit_whenAnswersTakeLongerThanTheIdleLimit_isSentOnceAQuestionWasAnswered() {
    reopen(options().wakeUp(WakeUp.afterIdle(Duration.ofMillis(154))).build());
    time.advance(Duration.ofSeconds(1));
    CompletableFuture<List<InfoLine>> reply = send("AT+A");
    time.advance(Duration.ofMillis(100));
    assertThat(module.heard()).isEqualTo("AT\rAT\r");
    time.advance(Duration.ofMillis(40));
    answer(OK);
    time.advance(Duration.ofMillis(80));
    answer(OK);
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");
    time.advance(Duration.ofMillis(160));
    answer("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    assertThat(module.heard()).isEqualTo("AT+A\r");
    time.advance(Duration.ofMillis(160));
    answer(OK);
    assertThat(reply.join()).isEmpty();
  }

  @Test
  void submit_whenTheModuleKnowsNoQuestionAndFallsSilent_givesUp() {
    reopen(options().wakeUp(WakeUp.afterIdle(Duration.ofMillis(150))).build());
    refuseQuestions(2);
    loseAnAnswer();
    module.heard();
    CompletableFuture<List<InfoLine>> reply = send("AT+LAST");
    time.advance(Duration.ofMinutes(2));

    assertThat(failureOf(reply)).isInstanceOf(CommandTimeoutException.class);
    assertThat(module.heard()).doesNotContain("AT+LAST");
  }

  /** The first {@code AT} after a silence is lost, all others are answered at once. */
  @Test
  void submit_whenTheModuleKnowsNoQuestionAndSleepsAfterEach_fails() {
    reopen(options().wakeUp(WakeUp.afterIdle(Duration.ofMillis(150))).build());
    refuseQuestions(2);
    loseAnAnswer();
    module.heard();
    CompletableFuture<List<InfoLine>> reply = send("AT+LAST");
    long lastHeard = time.nanoTime() - Duration.ofSeconds(1).toNanos();
    for (int i = 0; i < 12_000 && !reply.isDone(); i++) {
      String heard = module.heard();
      if (!heard.isEmpty()) {
        boolean awake = time.nanoTime() - lastHeard < Duration.ofMillis(184).toNanos();
        lastHeard = time.nanoTime();
        module.say(!awake ? "" : heard.contains("CMEE") ? "\r\nERROR\r\n" : OK);
      }
      time.advance(Duration.ofMillis(5));
    }

    assertThat(failureOf(reply))
        .isInstanceOf(CommandTimeoutException.class)
        .hasMessageContaining("had to be woken again after each of 3 questions");
  }

  /** Has commands time out, and answers what is asked then: wakes, and refuses each question. */
  private void refuseQuestions(int times) {
    for (int i = 0; i < times; i++) {
      loseAnAnswer();
      CompletableFuture<List<InfoLine>> next = send("AT+B");
      for (int rounds = 0; rounds < 100 && !next.isDone(); rounds++) {
        String heard = module.heard();
        answer(heard.contains("CMEE") ? "\r\nERROR\r\n" : heard.isEmpty() ? "" : OK);
        time.advance(Duration.ofMillis(heard.isEmpty() ? 100 : 5));
      }
    }
  }

  private void loseAnAnswer() {
    time.advance(Duration.ofSeconds(1));
    send("AT+A");
    answer(OK);
    time.advance(Duration.ofSeconds(10));
  }

  @Test
  void submit_whenThePauseIsLongerThanTheIdleLimit_wakesOnceOnly() {
    reopen(options().wakeUp(WakeUp.afterIdle(Duration.ofMillis(10))).build());
    time.advance(Duration.ofSeconds(6));
    CompletableFuture<List<InfoLine>> reply = send("AT+A");
    assertThat(module.heard()).isEqualTo("AT\r");
    answer(OK);
    assertThat(module.heard()).isEqualTo("AT+A\r");
    answer(OK);

    assertThat(reply.join()).isEmpty();
  }

  @Test
  void submit_whenTheCommandThatWokeItWasTakenBack_wakesForTheNext() {
    time.advance(Duration.ofSeconds(6));
    CompletableFuture<List<InfoLine>> reply = channel.submit(TestCommand.of("AT+A"));
    module.say(OK);
    reply.cancel(true);
    time.advance(Duration.ofSeconds(6));
    assertThat(module.heard()).isEqualTo("AT\r");
    send("AT+B");

    assertThat(module.heard()).isEqualTo("AT\r");
  }

  @Test
  void submit_whenOnlyTheModuleSpokeLately_wakesItAllTheSame() {
    time.advance(Duration.ofSeconds(6));
    answer("\r\n+CEREG: 1\r\n");
    send("AT+A");

    assertThat(module.heard()).isEqualTo("AT\r");
  }

  @Test
  void wakeUp_whenUnsolicitedLinesComeMeanwhile_losesNone() throws Exception {
    BlockingQueue<String> unasked = new LinkedBlockingQueue<>();
    channel.subscribeAll(line -> unasked.add(line.prefix() + line.text(0)));
    time.advance(Duration.ofSeconds(6));
    send("AT+A");
    answer("T\r\r\nRING\r\n\r\n+CSCON: 1\r\n\r\nModule has booted.\r\n\r\nOK\r\n");

    assertThat(unasked.poll(60, TimeUnit.SECONDS)).isEqualTo("RING");
    assertThat(unasked.poll(60, TimeUnit.SECONDS)).isEqualTo("+CSCON1");
    assertThat(unasked.poll(60, TimeUnit.SECONDS)).isEqualTo("Module has booted.");
    assertThat(module.heard()).isEqualTo("AT\rAT+A\r");
  }

  @Test
  void wakeUp_whenNoiseComesMeanwhile_isNoNewsToAnybody() throws Exception {
    BlockingQueue<String> unasked = new LinkedBlockingQueue<>();
    channel.subscribeAll(line -> unasked.add(line.prefix() + line.text(0)));
    time.advance(Duration.ofSeconds(6));
    send("AT+A");
    answer("\r\nx\u0081y\r\n\r\n+CSCON: 1\r\n\r\n+COPS: 0,0,\"T\u00e9l\"\r\n\r\nOK\r\n");

    assertThat(unasked.poll(60, TimeUnit.SECONDS)).isEqualTo("+CSCON1");
    assertThat(unasked.poll(60, TimeUnit.SECONDS)).isEqualTo("+COPS0");
    assertThat(unasked).isEmpty();
  }

  @Test
  void wakeUp_whenSomethingWasHeardRightBeforeAnotherTry_pausesFirst() {
    time.advance(Duration.ofSeconds(6));
    channel.submit(TestCommand.of("AT+A"));
    assertThat(module.heard()).isEqualTo("AT\r");
    time.advance(Duration.ofMillis(95));
    module.say("\r\n+CSCON: 1\r\n");
    time.advance(Duration.ofMillis(19));
    assertThat(module.heard()).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(module.heard()).isEqualTo("AT\r");
  }

  @Test
  void submit_whenBusyForLongerThanTheIdleLimit_wakesAgainBeforeItIsRepeated() {
    reopen(options().busyRetries(1, Duration.ofSeconds(10)).wakeUp(AFTER_5_S).build());
    CompletableFuture<List<InfoLine>> reply = channel.submit(TestCommand.of("AT+A").asRepeatable());
    assertThat(module.heard()).isEqualTo("AT+A\r");
    answer("\r\n+CME ERROR: SEC busy\r\n");
    time.advance(Duration.ofSeconds(10));
    assertThat(module.heard()).isEqualTo("AT\r");
    answer(OK);
    assertThat(module.heard()).isEqualTo("AT+A\r");
    answer(OK);

    assertThat(reply.join()).isEmpty();
  }

  @Test
  void resync_whenProbesAreFurtherApartThanTheIdleLimit_wakesBeforeEach() {
    reopen(options().wakeUp(WakeUp.afterIdle(Duration.ofSeconds(2))).build());
    send("AT+A");
    time.advance(Duration.ofSeconds(10));
    assertThat(module.heard()).isEqualTo("AT+A\r");
    send("AT+B");
    answer(OK);
    assertThat(module.heard()).isEqualTo("AT\rAT+CMEE?\r");
    time.advance(Duration.ofSeconds(5));

    assertThat(module.heard()).isEqualTo("AT\r");
  }

  @Test
  void wakeUp_whileTheLineTakesNoBytes_closesInsteadOfWaitingForEver() throws Exception {
    time.advance(Duration.ofSeconds(6));
    module.holdWrites();
    BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    Thread user =
        new Thread(
            () -> failures.add(catchThrowable(() -> channel.execute(TestCommand.of("AT+A")))));
    user.start();
    module.awaitHeldWrite();
    time.advance(Duration.ofSeconds(10));

    assertThat(failures.poll(60, TimeUnit.SECONDS))
        .isInstanceOf(ChannelClosedException.class)
        .hasMessageContaining("took no bytes");
    user.join();
  }

  @Test
  void wakeUp_whenTheLineTakesBytesLate_hasNotPiledUpMore() throws Exception {
    time.advance(Duration.ofSeconds(6));
    module.holdWrites();
    Thread user = new Thread(() -> channel.submit(TestCommand.of("AT+A")));
    user.start();
    module.awaitHeldWrite();
    time.advance(Duration.ofSeconds(3));
    module.releaseWrites();
    user.join();

    assertThat(module.heard()).isEqualTo("AT\r");
  }

  // By a control line

  /** What became of the lines, in order, and whether they can be switched at all. */
  private static final class Lines implements ControlLines {
    private final List<String> changes = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean broken;

    @Override
    public void set(ControlLine line, boolean on) throws IOException {
      if (broken) {
        throw new IOException("setting " + line + " of scripted failed");
      }
      changes.add(line + (on ? " on" : " off"));
    }

    List<String> taken() {
      synchronized (changes) {
        List<String> all = List.copyOf(changes);
        changes.clear();
        return all;
      }
    }
  }

  private Lines openWith(ControlLine line) {
    Lines lines = new Lines();
    module.hasControlLines(lines);
    reopen(options().wakeUp(WakeUp.by(line)).build());
    assertThat(lines.taken()).containsExactly(line + " on");
    return lines;
  }

  @ParameterizedTest
  @EnumSource(ControlLine.class)
  void submit_whenTheLineWasOff_switchesItOnAndWaits(ControlLine line) {
    Lines lines = openWith(line);
    time.advance(Duration.ofSeconds(1));
    CompletableFuture<List<InfoLine>> first = channel.submit(TestCommand.of("AT+A"));
    time.advance(Duration.ofMillis(19));
    assertThat(lines.taken()).containsExactly(line + " on");
    assertThat(module.heard()).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(module.heard()).isEqualTo("AT+A\r");
    answer(OK);
    assertThat(first.join()).isEmpty();

    time.advance(Duration.ofMillis(979));
    assertThat(lines.taken()).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(lines.taken()).containsExactly(line + " off");
  }

  @Test
  void submit_whileTheLineIsStillOn_neitherWaitsNorLetsItGo() {
    Lines lines = openWith(ControlLine.DTR);
    for (int i = 0; i < 10; i++) {
      send("AT+A");
      answer(OK);
      time.advance(Duration.ofMillis(900));
    }
    assertThat(lines.taken()).containsExactly("DTR on");
    assertThat(module.heard()).isEqualTo("AT+A\r".repeat(10));
  }

  @Test
  void submit_whenTheAnswerTakesLong_holdsTheLineMeanwhile() {
    Lines lines = openWith(ControlLine.DTR);
    send("AT+A");
    answer(OK);
    send("AT+B");
    time.advance(Duration.ofSeconds(9));
    assertThat(lines.taken()).containsExactly("DTR on");
    answer(OK);
    time.advance(Duration.ofSeconds(1));

    assertThat(lines.taken()).containsExactly("DTR off");
  }

  @Test
  void submit_whenTheLineIsOff_switchesItOnAgain() {
    Lines lines = openWith(ControlLine.DTR);
    send("AT+A");
    answer(OK);
    time.advance(Duration.ofMinutes(1));
    assertThat(lines.taken()).containsExactly("DTR on", "DTR off");
    send("AT+B");

    assertThat(lines.taken()).containsExactly("DTR on");
    assertThat(module.heard()).isEqualTo("AT+A\rAT+B\r");
  }

  @Test
  void wakeUp_whenThereAreUnsolicitedLinesMeanwhile_losesNone() throws Exception {
    openWith(ControlLine.DTR);
    BlockingQueue<String> unasked = new LinkedBlockingQueue<>();
    channel.subscribeAll(line -> unasked.add(line.prefix() + line.text(0)));
    channel.submit(TestCommand.of("AT+A"));
    module.say("\r\nRING\r\n");

    assertThat(unasked.poll(60, TimeUnit.SECONDS)).isEqualTo("RING");
  }

  @Test
  void wakeUp_whenChangedToNone_leavesTheLineOn() {
    Lines lines = openWith(ControlLine.DTR);
    send("AT+A");
    answer(OK);
    channel.wakeUp(WakeUp.none());
    time.advance(Duration.ofMinutes(1));

    assertThat(lines.taken()).containsExactly("DTR on");
  }

  @Test
  void wakeUp_whenChangedToNoneWhileTheLineIsOff_switchesItOn() {
    Lines lines = openWith(ControlLine.RTS);
    send("AT+A");
    answer(OK);
    time.advance(Duration.ofMinutes(1));
    assertThat(lines.taken()).containsExactly("RTS on", "RTS off");
    channel.wakeUp(WakeUp.none());
    time.advance(Duration.ofMinutes(1));

    assertThat(lines.taken()).containsExactly("RTS on");
  }

  @Test
  void wakeUp_whenChangedFromNone_wakesFromTheNextCommandOn() {
    reopen(options().build());
    time.advance(Duration.ofMinutes(1));
    send("AT+A");
    answer(OK);
    channel.wakeUp(AFTER_5_S);
    time.advance(Duration.ofMinutes(1));
    send("AT+B");

    assertThat(module.heard()).isEqualTo("AT+A\rAT\r");
  }

  /** What was awake may fall asleep, and is woken in another way from now on. */
  @Test
  void wakeUp_whenChangedAmidAQuestion_waitsUntilTheUartIsReadyBeforeTheNextCommand() {
    module.hasControlLines(new Lines());
    reopen(options().build());
    send("AT+A");
    time.advance(Duration.ofSeconds(10));
    send("AT+B");
    assertThat(module.heard()).isEqualTo("AT+A\rAT+CMEE?\r");
    Duration ready = Duration.ofMillis(100);
    channel.wakeUp(new WakeUp.ByLine(ControlLine.DTR, ready, Duration.ofSeconds(1)));
    answer("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    assertThat(module.heard()).isEmpty();
    time.advance(ready);
    assertThat(module.heard()).isEqualTo("AT+B\r");
  }

  @Test
  void open_whenTheTransportHasNoSuchLine_saysSoAndClosesIt() {
    channel.close();
    module.reopen();
    ChannelOptions options = options().wakeUp(WakeUp.by(ControlLine.DTR)).build();

    assertThatThrownBy(() -> AtChannel.open(module, options))
        .isInstanceOf(PortUnusableException.class)
        .hasMessageContainingAll("scripted", "DTR");
    assertThat(module.isClosed()).isTrue();
  }

  @Test
  void wakeUp_whenTheLineCannotBeSwitched_saysSoAndChangesNothing() {
    Lines lines = new Lines();
    lines.broken = true;
    module.hasControlLines(lines);

    assertThatThrownBy(() -> channel.wakeUp(WakeUp.by(ControlLine.RTS)))
        .isInstanceOf(PortUnusableException.class)
        .hasMessageContaining("setting RTS of scripted failed");
    time.advance(Duration.ofMinutes(1));
    send("AT+A");
    assertThat(module.heard()).isEqualTo("AT\r");
  }

  @Test
  void submit_whenTheLineBreaksLater_failsWithTheChannel() {
    Lines lines = openWith(ControlLine.DTR);
    lines.broken = true;

    assertThat(failureOf(send("AT+A")))
        .isInstanceOf(ChannelClosedException.class)
        .hasMessageContaining("setting DTR of scripted failed");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -1"})
  void byLine_whenADurationIsNotPositive_isRefused(long readyMillis, long holdMillis) {
    Duration ready = Duration.ofMillis(readyMillis);
    Duration hold = Duration.ofMillis(holdMillis);

    assertThatThrownBy(() -> new WakeUp.ByLine(ControlLine.DTR, ready, hold))
        .isInstanceOf(InvalidInputException.class);
  }
}
