package io.github.thingseal.at.channel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandNotSupportedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.ResultInDoubtException;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.command.network.ReadRegistration;
import io.github.thingseal.at.command.network.RegistrationDomain;
import io.github.thingseal.at.transport.ControlLine;
import io.github.thingseal.at.transport.ControlLines;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("FutureReturnValueIgnored") // What some commands answer is not the point.
@Timeout(120)
class AtChannelTest {
  private static final Duration PACING = Duration.ofMillis(20);
  private static final Duration TIME_LIMIT = AtCommand.DEFAULT_TIME_LIMIT;
  private static final ReplyShape CEREG = ReplyShape.prefixed("+CEREG", 2, 9);
  private static final TestCommand ENCRYPT =
      TestCommand.of("AT+USECE2EDATAENC=3", ReplyShape.binary("+USECE2EDATAENC"))
          .withPayload(new byte[] {'a', 'b', 'c'});

  private final VirtualScheduler time = new VirtualScheduler();
  private final ScriptedTransport module = new ScriptedTransport();
  private final List<String> trace = Collections.synchronizedList(new ArrayList<>());
  private final List<Integer> timeouts = Collections.synchronizedList(new ArrayList<>());
  private AtChannel channel =
      AtChannel.open(module, ChannelOptions.builder().scheduler(time).listener(tracer()).build());

  @AfterEach
  void close() {
    channel.close();
  }

  private ChannelListener tracer() {
    return new ChannelListener() {
      @Override
      public void onSent(String line) {
        trace.add("> " + line);
      }

      @Override
      public void onReceived(String line) {
        trace.add("< " + line);
      }

      @Override
      public void onTimeout(String command, int consecutive) {
        timeouts.add(consecutive);
      }
    };
  }

  private CompletableFuture<List<InfoLine>> send(TestCommand command) {
    CompletableFuture<List<InfoLine>> future = channel.submit(command);
    time.advance(PACING);
    return future;
  }

  private static Throwable failureOf(CompletableFuture<?> future) {
    Throwable thrown = catchThrowable(future::join);
    assertThat(thrown).isInstanceOf(CompletionException.class);
    return requireNonNull(thrown.getCause());
  }

  private CompletableFuture<List<InfoLine>> timeOut(TestCommand command) {
    CompletableFuture<List<InfoLine>> future = send(command);
    time.advance(TIME_LIMIT);
    assertThat(failureOf(future)).isInstanceOf(CommandTimeoutException.class);
    module.heard();
    return future;
  }

  /** The module is asked, and is in step. */
  private void answerProbe() {
    module.heard();
    time.advance(PACING);
    assertThat(module.heard()).endsWith("AT+CMEE?\r");
    module.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(PACING);
  }

  private BlockingQueue<InfoLine> listen(String prefix) {
    BlockingQueue<InfoLine> lines = new LinkedBlockingQueue<>();
    channel.subscribe(prefix, lines::add);
    return lines;
  }

  private static InfoLine take(BlockingQueue<InfoLine> lines) throws InterruptedException {
    InfoLine line = lines.poll(60, TimeUnit.SECONDS);
    return requireNonNull(line, "no unsolicited line");
  }

  // Plain exchanges

  @Test
  void submit_whenOk_completes() {
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT"));

    assertThat(module.heard()).isEqualTo("AT\r");
    module.say("\r\nOK\r\n");

    assertThat(reply.join()).isEmpty();
  }

  @Test
  void submit_whenEchoIsOn_ignoresIt() {
    CompletableFuture<List<InfoLine>> reply =
        send(TestCommand.of("AT+CGMM", ReplyShape.bare(Pattern.compile(".+"))));

    module.say("AT+CGMM\r\r\nSARA-R510M8S\r\n\r\nOK\r\n");

    assertThat(reply.join()).singleElement().extracting(l -> l.text(0)).isEqualTo("SARA-R510M8S");
  }

  @Test
  void submit_whenHalfAnEchoComes_ignoresIt() {
    for (String echo : List.of("T+CGMM\r", "AT+CG\r\n", "CGMM\r", "\0\0AT+CGMM\r")) {
      CompletableFuture<List<InfoLine>> reply =
          send(TestCommand.of("AT+CGMM", ReplyShape.bare(Pattern.compile(".+"))));

      module.say(echo + "\r\nSARA-R422\r\n\r\nOK\r\n");

      assertThat(reply.join()).singleElement().extracting(l -> l.text(0)).isEqualTo("SARA-R422");
    }
  }

  @Test
  void submit_whenModuleIsNumeric_readsInfoAndResult() {
    CompletableFuture<List<InfoLine>> reply =
        send(TestCommand.of("AT+X", ReplyShape.bare(Pattern.compile("\\d+"))));

    module.say("0\r\n0\r");

    assertThat(reply.join()).singleElement().extracting(l -> l.integer(0)).isEqualTo(0);
  }

  @Test
  void submit_whenOnlyTheFirstLineHasThePrefix_readsAll() {
    CompletableFuture<List<InfoLine>> reply =
        send(TestCommand.of("AT+CGACT?", ReplyShape.prefixed("+CGACT", 2, 2)));

    module.say("\r\n+CGACT: 1,1\r\n2,0\r\n\r\nOK\r\n");

    assertThat(reply.join()).hasSize(2);
    assertThat(reply.join().get(1).integer(0)).isEqualTo(2);
  }

  @Test
  void submit_whenTextIsNoReply_takesItForUnsolicited() throws InterruptedException {
    BlockingQueue<InfoLine> unsolicited = new LinkedBlockingQueue<>();
    channel.subscribeAll(unsolicited::add);
    CompletableFuture<List<InfoLine>> reply =
        send(TestCommand.of("AT+CGSN", ReplyShape.bare(Pattern.compile("\\d{15}"))));

    module.say("\r\nModule has booted.\r\n\r\n357520070120760\r\n\r\nOK\r\n");

    assertThat(reply.join())
        .singleElement()
        .extracting(l -> l.text(0))
        .isEqualTo("357520070120760");
    assertThat(take(unsolicited).text(0)).isEqualTo("Module has booted.");
  }

  @Test
  void submit_whenSecondIsQueued_waitsForTheFirstAndThePause() {
    CompletableFuture<List<InfoLine>> first = send(TestCommand.of("AT+A"));
    CompletableFuture<List<InfoLine>> second = send(TestCommand.of("AT+B"));
    assertThat(module.heard()).isEqualTo("AT+A\r");

    module.say("\r\nOK\r\n");
    time.advance(Duration.ofMillis(19));
    assertThat(module.heard()).isEmpty();
    module.say("\r\n+URC: 1\r\n");
    time.advance(Duration.ofMillis(19));
    assertThat(module.heard()).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(module.heard()).isEqualTo("AT+B\r");
    module.say("\r\nOK\r\n");

    assertThat(first.join()).isEmpty();
    assertThat(second.join()).isEmpty();
  }

  // Unsolicited lines

  @Test
  void submit_whenUnsolicitedHasThePrefixOfTheReply_distinguishesThem()
      throws InterruptedException {
    BlockingQueue<InfoLine> unsolicited = listen("+CEREG");
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT+CEREG?", CEREG));

    module.say("\r\n+CEREG: 2\r\n\r\n+CEREG: 0,1\r\n\r\nOK\r\n");

    assertThat(reply.join()).singleElement().extracting(l -> l.integer(1)).isEqualTo(1);
    assertThat(take(unsolicited).integer(0)).isEqualTo(2);
  }

  @Test
  void submit_whenUnsolicitedHasAsManyParametersAsTheReply_distinguishesThem()
      throws InterruptedException {
    BlockingQueue<InfoLine> unsolicited = listen("+CEREG");
    CompletableFuture<List<InfoLine>> reply =
        send(TestCommand.of("AT+CEREG?", new ReadRegistration(RegistrationDomain.EPS).reply()));

    module.say("\r\n+CEREG: 1,\"0001\",\"01a2d001\",7\r\n");
    module.say("\r\n+CEREG: 3,,,,0,15\r\n");
    module.say("\r\n+CEREG: 2 , 5,\"0001\",\"01a2d001\",7\r\n\r\nOK\r\n");

    assertThat(reply.join()).singleElement().extracting(l -> l.integer(1)).isEqualTo(5);
    assertThat(take(unsolicited).text(1)).isEqualTo("0001");
    assertThat(take(unsolicited).integer(0)).isEqualTo(3);
  }

  @Test
  void subscribe_whenRegistrationTimedOut_stillHearsTheUnsolicitedForm()
      throws InterruptedException {
    BlockingQueue<InfoLine> unsolicited = listen("+CEREG");
    CompletableFuture<List<InfoLine>> unused =
        timeOut(TestCommand.of("AT+CEREG?", new ReadRegistration(RegistrationDomain.EPS).reply()));

    module.say("\r\n+CEREG: 0,1\r\n\r\n+CEREG: 1,\"0001\",\"01a2d001\",7\r\n");

    assertThat(take(unsolicited).size()).isEqualTo(4);
  }

  @Test
  void submit_whenUnsolicitedLinesNeverStop_isSentAfterASecondAllTheSame() {
    module.say("\r\n+UUPSMR: 1\r\n");
    CompletableFuture<List<InfoLine>> reply = channel.submit(TestCommand.of("AT"));
    for (int i = 0; i < 110; i++) {
      time.advance(Duration.ofMillis(10));
      module.say("\r\n+UUPSMR: 1\r\n");
    }

    assertThat(module.heard()).isEqualTo("AT\r");
    module.say("\r\nOK\r\n");
    assertThat(reply.join()).isEmpty();
  }

  @Test
  void submit_whenRingComesAfterTheLineOfAReply_isNoPartOfIt() throws InterruptedException {
    BlockingQueue<InfoLine> unsolicited = new LinkedBlockingQueue<>();
    channel.subscribeAll(unsolicited::add);
    CompletableFuture<List<InfoLine>> reply =
        send(TestCommand.of("AT+USECROTUID", ReplyShape.prefixed("+USECROTUID", 1, 1)));

    module.say("\r\n+USECROTUID: 0A04F008003C9623\r\n\r\nRING\r\n\r\nOK\r\n");

    assertThat(reply.join()).hasSize(1);
    assertThat(take(unsolicited).text(0)).isEqualTo("RING");
  }

  @Test
  void submit_whenReplyCannotBeRead_namesThePort() {
    CompletableFuture<?> reply = channel.submit(new ReadRegistration(RegistrationDomain.EPS));
    time.advance(PACING);

    module.say("\r\nOK\r\n");
    answerProbe();

    assertThat(failureOf(reply))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageContaining("scripted: The reply to AT+CEREG");
  }

  @Test
  void submit_whenUnsolicitedComesBeforeEachKindOfResult_deliversBoth()
      throws InterruptedException {
    BlockingQueue<InfoLine> unsolicited = listen("+URC0");
    for (String result : List.of("ERROR", "+CME ERROR: 7", "+CMS ERROR: 300", "ABORTED")) {
      CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT+BLAH2"));

      module.say("\r\n+URC0:2147483647\r\n\r\n" + result + "\r\n");

      assertThat(failureOf(reply))
          .isInstanceOfSatisfying(
              CommandRejectedException.class, e -> assertThat(e.error().text()).isEqualTo(result));
      assertThat(take(unsolicited).integer(0)).isEqualTo(Integer.MAX_VALUE);
      if (!result.contains("ER") || result.contains("CMS")) {
        // These may have been another's.
        channel.submit(TestCommand.of("AT"));
        answerProbe();
        module.say("\r\nOK\r\n");
      }
    }
  }

  @Test
  void subscribe_whenListenerThrows_goesOn() throws InterruptedException {
    channel.subscribe(
        "+URC",
        line -> {
          throw new IllegalStateException("a listener of this test");
        });
    BlockingQueue<InfoLine> lines = listen("+URC");

    module.say("\r\n+URC: 1\r\n\r\n+URC: 2\r\n");

    assertThat(take(lines).integer(0)).isEqualTo(1);
    assertThat(take(lines).integer(0)).isEqualTo(2);
  }

  @Test
  void subscribe_whenClosed_hearsNothing() throws InterruptedException {
    BlockingQueue<InfoLine> ended = new LinkedBlockingQueue<>();
    channel.subscribe("+URC", ended::add).close();
    BlockingQueue<InfoLine> lines = listen("+URC");

    module.say("\r\n+URC: 1\r\n");

    take(lines);
    assertThat(ended).isEmpty();
  }

  @Test
  void subscribe_whenListenerCallsTheChannel_isAnswered() throws InterruptedException {
    BlockingQueue<List<InfoLine>> replies = new LinkedBlockingQueue<>();
    CountDownLatch called = new CountDownLatch(1);
    channel.subscribe(
        "+URC",
        line -> {
          CompletableFuture<List<InfoLine>> reply = channel.submit(TestCommand.of("AT"));
          called.countDown();
          replies.add(reply.join());
        });

    module.say("\r\n+URC: 1\r\n");
    assertThat(called.await(60, TimeUnit.SECONDS)).isTrue();
    time.advance(PACING);
    module.say("\r\nOK\r\n");

    assertThat(replies.poll(60, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void subscribe_whenFloodedAndSlow_dropsCountsAndStillAnswers() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    channel.subscribe(
        "+URC",
        line -> {
          entered.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    module.say("\r\n+URC: 0\r\n");
    assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT"));
    for (int i = 0; i < 1500; i++) {
      module.say("\r\n+URC: 1\r\n");
    }
    module.say("\r\nOK\r\n");

    assertThat(reply.join()).isEmpty();
    assertThat(channel.droppedUnsolicited()).isEqualTo(500);
    release.countDown();
  }

  // Payloads

  @Test
  void submit_whenPromptComes_sendsPayloadAfterTheDelay() {
    for (String prompt : List.of("\r\n>", "\r\n> ", "AT+USECE2EDATAENC=3\r\r\n>", "@")) {
      CompletableFuture<List<InfoLine>> reply = send(ENCRYPT);
      assertThat(module.heard()).isEqualTo("AT+USECE2EDATAENC=3\r");

      module.say(prompt);
      time.advance(Duration.ofMillis(49));
      assertThat(module.heard()).isEmpty();
      time.advance(Duration.ofMillis(1));
      assertThat(module.heard()).isEqualTo("abc");
      module.say("\r\n+USECE2EDATAENC: 10,\"a\"\r\n\r\nOK\r\n\"\r\n\r\nOK\r\n");

      assertThat(reply.join().get(0).text(1)).isEqualTo("a\"\r\n\r\nOK\r\n");
    }
  }

  /** What the module asks for before it has heard the command is not the command's payload. */
  @Test
  void submit_whenAPromptComesBeforeItsLineHasLeft_waitsForItsOwn() throws InterruptedException {
    module.holdWrites();
    Thread user = new Thread(() -> channel.submit(TestCommand.of("AT+FIRST")));
    user.start();
    module.awaitHeldWrite();
    module.say("\r\nOK\r\n");
    send(ENCRYPT);
    module.say("\r\n>");
    time.advance(Duration.ofMillis(100));
    module.releaseWrites();
    user.join();
    assertThat(module.heard()).isEqualTo("AT+FIRST\rAT+USECE2EDATAENC=3\r");

    module.say("\r\n>");
    time.advance(Duration.ofMillis(50));
    assertThat(module.heard()).isEqualTo("abc");
  }

  @Test
  void submit_whenUnsolicitedComesBeforeThePrompt_deliversItAndGoesOn()
      throws InterruptedException {
    BlockingQueue<InfoLine> unsolicited = listen("+CSCON");
    CompletableFuture<List<InfoLine>> reply = send(ENCRYPT);

    module.say("\r\n+CSCON: 1\r\n\r\n>");
    module.heard();
    time.advance(Duration.ofMillis(50));
    assertThat(module.heard()).isEqualTo("abc");
    module.say("\r\n+USECE2EDATAENC: 1,\"x\"\r\n\r\nOK\r\n");

    assertThat(reply.join()).hasSize(1);
    assertThat(take(unsolicited).integer(0)).isEqualTo(1);
  }

  @Test
  void submit_whenTheRootOfTrustRefuses_saysWhatStateItWants() {
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT+USECPSK=16"));
    module.say("\r\n+CME ERROR: operation not allowed\r\n");
    assertThat(failureOf(reply)).hasMessageContaining("requires a sealed module");

    reply = send(TestCommand.of("AT+USECC2C=0,\"000102030405060708090a0b0c0d0e0f\"").asSecret());
    module.say("\r\n+CME ERROR: operation not allowed\r\n");
    assertThat(failureOf(reply))
        .hasMessageContaining("before bootstrap only")
        .hasMessageNotContainingAny("sealed", "00010203");

    reply = send(TestCommand.of("AT+COPS=0"));
    module.say("\r\n+CME ERROR: operation not allowed\r\n");
    assertThat(failureOf(reply)).hasMessageNotContaining("sealed");
  }

  @Test
  void submit_whenErrorComesInsteadOfThePrompt_failsAndSendsNoPayload() {
    CompletableFuture<List<InfoLine>> reply = send(ENCRYPT);
    module.heard();

    module.say("\r\n+CME ERROR: operation not allowed\r\n");
    time.advance(Duration.ofSeconds(1));

    assertThat(failureOf(reply)).isInstanceOf(CommandRejectedException.class);
    assertThat(module.heard()).isEmpty();
  }

  @Test
  void submit_whenErrorFollowsThePrompt_failsAndSendsNoPayload() {
    CompletableFuture<List<InfoLine>> reply = send(ENCRYPT);
    module.heard();

    module.say("\r\n>\r\nERROR\r\n");
    time.advance(Duration.ofSeconds(1));

    assertThat(failureOf(reply)).isInstanceOf(CommandRejectedException.class);
    assertThat(module.heard()).isEmpty();
  }

  @Test
  void submit_whenOkComesInsteadOfThePrompt_doesNotClaimSuccess() {
    CompletableFuture<List<InfoLine>> reply = send(ENCRYPT);

    module.say("\r\nOK\r\n");

    assertThat(failureOf(reply)).isInstanceOf(ResultInDoubtException.class);
  }

  @Test
  void submit_whenThePromptNeverComes_knowsThatNothingWasCarriedOut() {
    CompletableFuture<List<InfoLine>> reply = send(ENCRYPT);
    time.advance(TIME_LIMIT);

    assertThat(failureOf(reply))
        .isInstanceOfSatisfying(
            CommandTimeoutException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse());
  }

  @Test
  void submit_whenWindowStopsShort_failsAndFindsBackIntoStep() {
    CompletableFuture<List<InfoLine>> first = send(ENCRYPT);
    module.say("\r\n>");
    time.advance(Duration.ofMillis(50));
    module.say("\r\n+USECE2EDATAENC: 60,\"abc");
    time.advance(TIME_LIMIT);
    assertThat(failureOf(first))
        .isInstanceOf(GarbledReplyException.class)
        .hasMessageContaining("stopped in the middle");
    module.heard();

    CompletableFuture<List<InfoLine>> second = send(TestCommand.of("AT+CEREG?", CEREG));
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");
    module.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(Duration.ofSeconds(5));
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");
    module.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(Duration.ofSeconds(1));
    assertThat(module.heard()).isEqualTo("AT\r");
    module.say("\r\nOK\r\n");
    time.advance(Duration.ofSeconds(1));
    assertThat(module.heard()).isEqualTo("AT+CEREG?\r");
    module.say("\r\n+CEREG: 0,1\r\n\r\nOK\r\n");

    assertThat(second.join()).hasSize(1);
  }

  @Test
  void submit_whenWindowLostBytes_failsAtOnce() {
    CompletableFuture<List<InfoLine>> reply = send(ENCRYPT);
    module.say("\r\n>");
    time.advance(Duration.ofMillis(50));
    module.say("\r\n+USECE2EDATAENC: 9,\"1234567\"\r\n\r\nOK\r\n");

    assertThat(failureOf(reply)).isInstanceOf(GarbledReplyException.class);
    module.heard();
    send(TestCommand.of("AT"));
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");
  }

  // Errors

  @Test
  void submit_whenRefused_namesCommandAnswerAndPort() {
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT+CFUN=77"));

    module.say("\r\n+CME ERROR: 50\r\n");

    assertThat(failureOf(reply))
        .isInstanceOf(CommandRejectedException.class)
        .hasMessageContainingAll("AT+CFUN=77", "scripted", "+CME ERROR: 50 (incorrect parameters)");
  }

  @Test
  void submit_whenNotSupported_saysSo() {
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT+USECC2C=2"));

    module.say("\r\n+CME ERROR: operation not supported\r\n");

    assertThat(failureOf(reply)).isInstanceOf(CommandNotSupportedException.class);
  }

  @Test
  void submit_whenResultIsNumeric_knowsIt() {
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT+X"));

    module.say("4\r");

    assertThat(failureOf(reply))
        .isInstanceOfSatisfying(
            CommandRejectedException.class,
            e -> assertThat(e.error().kind()).isEqualTo(AtError.Kind.ERROR));
  }

  @Test
  void submit_whenBusyAndRepeatable_repeatsAfterTheDelay() {
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT+USECROTUID").asRepeatable());
    for (int i = 0; i < 3; i++) {
      assertThat(module.heard()).isEqualTo("AT+USECROTUID\r");
      module.say("\r\n+CME ERROR: SEC busy\r\n");
      time.advance(Duration.ofMillis(4999));
      assertThat(module.heard()).isEmpty();
      time.advance(Duration.ofMillis(1));
    }
    assertThat(module.heard()).isEqualTo("AT+USECROTUID\r");
    module.say("\r\nOK\r\n");

    assertThat(reply.join()).isEmpty();
  }

  @Test
  void submit_whenBusyAfterThePrompt_sendsThePayloadAfterTheNextPromptOnly() {
    CompletableFuture<List<InfoLine>> reply = send(ENCRYPT.asRepeatable());
    module.say("\r\n>\r\n+CME ERROR: SEC busy\r\n");
    time.advance(Duration.ofSeconds(5));
    assertThat(module.heard()).isEqualTo("AT+USECE2EDATAENC=3\r".repeat(2));

    module.say("\r\n>");
    time.advance(Duration.ofMillis(50));
    assertThat(module.heard()).isEqualTo("abc");
    module.say("\r\n+USECE2EDATAENC: 1,\"x\"\r\n\r\nOK\r\n");

    assertThat(reply.join()).hasSize(1);
  }

  @Test
  void submit_whenBusyForTooLong_givesUp() {
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT+USECROTUID").asRepeatable());
    for (int i = 0; i < 4; i++) {
      module.say("\r\n+CME ERROR: SIM busy\r\n");
      time.advance(Duration.ofSeconds(5));
    }

    assertThat(failureOf(reply)).isInstanceOf(ModuleBusyException.class);
    assertThat(module.heard()).isEqualTo("AT+USECROTUID\r".repeat(4));
  }

  @Test
  void submit_whenBusyButNotRepeatable_isSentOnce() {
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT+USECDEVINFO=\"p\",\"s\""));

    module.say("\r\n+CME ERROR: SEC busy\r\n");
    time.advance(Duration.ofMinutes(10));

    assertThat(failureOf(reply)).isInstanceOf(ModuleBusyException.class);
    assertThat(module.heard()).isEqualTo("AT+USECDEVINFO=\"p\",\"s\"\r");
  }

  @Test
  void submit_whenLineCannotBeSent_sendsNothing() {
    for (String line :
        List.of(
            "AT+X=\"a\rb\"", "AT+X\n", "AT\0", "AT\u0015", "ATé", "+X", "AT" + "x".repeat(1023))) {
      assertThatThrownBy(() -> channel.submit(TestCommand.of(line)))
          .isInstanceOf(InvalidInputException.class);
    }
    time.advance(PACING);
    assertThat(module.heard()).isEmpty();
  }

  @Test
  void submit_whenSecretLineCannotBeSent_doesNotRepeatIt() {
    assertThatThrownBy(
            () -> channel.submit(TestCommand.of("AT+USECC2C=0,\"S3CR\u00e9T\"").asSecret()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("AT+USECC2C")
        .hasMessageNotContaining("S3CR");
  }

  @Test
  void submit_whenReplyIsNotWhatReadWants_failsThatCommandOnly() {
    AtCommand<List<InfoLine>> picky = TestCommand.of("AT+X", ReplyShape.prefixed("+X", 1, 1));
    CompletableFuture<Integer> reply = channel.submit(new Reading(picky));
    time.advance(PACING);
    module.say("\r\nOK\r\n");
    answerProbe();
    assertThat(failureOf(reply)).isInstanceOf(UnexpectedReplyException.class);

    CompletableFuture<List<InfoLine>> next = send(TestCommand.of("AT"));
    module.say("\r\nOK\r\n");
    assertThat(next.join()).isEmpty();
  }

  private record Reading(AtCommand<List<InfoLine>> command) implements AtCommand<Integer> {
    @Override
    public String line() {
      return command.line();
    }

    @Override
    public ReplyShape reply() {
      return command.reply();
    }

    @Override
    public Integer read(List<InfoLine> lines) {
      if (lines.isEmpty()) {
        throw new UnexpectedReplyException("no line");
      }
      return lines.get(0).integer(0);
    }
  }

  // Time-outs

  @Test
  void submit_whenNothingIsAnswered_timesOutAndCounts() {
    timeOut(TestCommand.of("AT+A"));
    assertThat(timeouts).containsExactly(1);

    CompletableFuture<List<InfoLine>> second = send(TestCommand.of("AT+B"));
    time.advance(Duration.ofSeconds(15));

    assertThat(failureOf(second))
        .isInstanceOfSatisfying(
            CommandTimeoutException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse());
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r".repeat(3));
    assertThat(timeouts).containsExactly(1, 2);
  }

  @Test
  void submit_whenGarbageIsAnswered_timesOut() {
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT+CEREG?", CEREG));

    module.say("\u00f9\u0011\u00ff\"\r\0+CE\n>>#,,\"\r\n");
    time.advance(TIME_LIMIT);

    assertThat(failureOf(reply))
        .isInstanceOfSatisfying(
            CommandTimeoutException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isTrue());
  }

  @Test
  void submit_afterTimeout_dropsTheLateReply() throws InterruptedException {
    BlockingQueue<InfoLine> late = listen("+CEREG");
    BlockingQueue<InfoLine> unsolicited = listen("+CSCON");
    timeOut(TestCommand.of("AT+CEREG?", CEREG));

    CompletableFuture<List<InfoLine>> second = send(TestCommand.of("AT+CEREG?", CEREG));
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");
    module.say("\r\n+CEREG: 0,0\r\n\r\nOK\r\n\r\n+CSCON: 1\r\n");
    module.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(PACING);
    assertThat(module.heard()).isEqualTo("AT+CEREG?\r");
    module.say("\r\n+CEREG: 0,5\r\n\r\nOK\r\n");

    assertThat(second.join()).singleElement().extracting(l -> l.integer(1)).isEqualTo(5);
    assertThat(take(unsolicited).integer(0)).isEqualTo(1);
    assertThat(late).isEmpty();
  }

  @Test
  void submit_whenLateReplyComesWhileIdle_dropsIt() {
    timeOut(TestCommand.of("AT+CEREG?", CEREG));
    module.say("\r\n+CEREG: 0,0\r\n\r\nOK\r\n");

    CompletableFuture<List<InfoLine>> second = send(TestCommand.of("AT+CFUN=1"));
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");
    module.say("AT+CMEE?\r\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(PACING);
    module.say("\r\n+CME ERROR: 3\r\n");

    assertThat(failureOf(second)).isInstanceOf(CommandRejectedException.class);
  }

  @Test
  void submit_whenAProbeIsAnsweredLate_keepsItsResultFromTheNextCommand() {
    timeOut(TestCommand.of("AT+A"));
    CompletableFuture<List<InfoLine>> second = send(TestCommand.of("AT+B"));
    time.advance(Duration.ofSeconds(5));
    assertThat(module.heard()).isEqualTo("AT+CMEE?\rAT+CMEE?\r");
    module.say("\r\nOK\r\n\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(PACING);
    assertThat(module.heard()).isEmpty();

    module.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(PACING);
    assertThat(module.heard()).isEqualTo("AT+B\r");
    module.say("\r\nERROR\r\n");

    assertThat(failureOf(second)).isInstanceOf(CommandRejectedException.class);
  }

  @Test
  void submit_afterTimeoutOfASecret_keepsTheLateSecretToItself() {
    BlockingQueue<InfoLine> unsolicited = new LinkedBlockingQueue<>();
    channel.subscribeAll(unsolicited::add);
    TestCommand secret =
        TestCommand.of("AT+USECPSK=16", ReplyShape.prefixed("+USECPSK", 2, 2)).asSecret();
    timeOut(secret);

    module.say("\r\n+USECPSK: \"11\",\"S3CRET\"\r\nS3CRET\r\n\r\nOK\r\n");
    send(TestCommand.of("AT"));
    module.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");

    assertThat(unsolicited).isEmpty();
    assertThat(trace).noneMatch(line -> line.contains("S3CRET"));
  }

  @Test
  void submit_whenALateSecretIsDamaged_keepsItToItselfAllTheSame() {
    BlockingQueue<InfoLine> unsolicited = new LinkedBlockingQueue<>();
    channel.subscribeAll(unsolicited::add);
    timeOut(TestCommand.of("AT+USECPSK=16", ReplyShape.prefixed("+USECPSK", 2, 2)).asSecret());

    module.say("\r\n+USECPSK: \"S3CRET\r\n\r\nOK\r\n\r\n+USECPSK: \"S3CRET\"\r\n");

    assertThat(unsolicited).isEmpty();
    assertThat(trace).noneMatch(line -> line.contains("S3CRET"));
  }

  @Test
  void trace_afterALateSecretOnceInStepAgain_showsWhatIsNone() {
    timeOut(TestCommand.of("AT+USECPSK=16", ReplyShape.prefixed("+USECPSK", 2, 2)).asSecret());
    CompletableFuture<List<InfoLine>> next = sendNext();
    assertInStep(next);
    assertThat(trace).contains("< +CEREG: 0,5");
  }

  @Test
  void submit_afterTimeoutOfTheProbesOwnCommand_staysInStep() {
    ReplyShape cmee = ReplyShape.prefixed("+CMEE", 1, 1);
    timeOut(TestCommand.of("AT+CMEE?", cmee));
    CompletableFuture<List<InfoLine>> second = send(TestCommand.of("AT+B"));
    module.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(PACING);
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");

    module.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(PACING);
    assertThat(module.heard()).isEqualTo("AT+B\r");
    module.say("\r\nERROR\r\n");

    assertThat(failureOf(second)).isInstanceOf(CommandRejectedException.class);
  }

  // Prompts that come too late

  private static final Duration GUARD = Duration.ofSeconds(25);
  private static final Duration HOLD = Duration.ofSeconds(5);

  /** It is answered as a command that begins anew, and by its own reply. */
  private void assertInStep(CompletableFuture<List<InfoLine>> next) {
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");
    module.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(PACING);
    assertThat(module.heard()).isEqualTo("AT+CEREG?\r");
    module.say("\r\n+CEREG: 0,5\r\n\r\nOK\r\n");
    assertThat(next.join()).singleElement().extracting(l -> l.integer(1)).isEqualTo(5);
  }

  private CompletableFuture<List<InfoLine>> sendNext() {
    return send(TestCommand.of("AT+CEREG?", CEREG));
  }

  @Test
  void submit_afterAPromptDidNotCome_waitsABitForItBeforeAnythingIsSaid() {
    timeOut(ENCRYPT);
    CompletableFuture<List<InfoLine>> next = sendNext();
    time.advance(HOLD.minus(PACING.multipliedBy(2)).minusNanos(1));
    assertThat(module.heard()).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertInStep(next);
  }

  @Test
  void submit_whenInStepAgainWithoutThePrompt_takesNothingForOne() {
    timeOut(ENCRYPT);
    CompletableFuture<List<InfoLine>> next = sendNext();
    time.advance(HOLD);
    assertInStep(next);
    module.say("\r\n>\r\n");
    CompletableFuture<List<InfoLine>> plain = send(TestCommand.of("AT+X"));
    assertThat(module.heard()).isEqualTo("AT+X\r");
    assertThat(plain).isNotDone();
  }

  @Test
  void submit_whenThePromptComesLate_isSilentUntilTheModuleGivesUp() {
    timeOut(ENCRYPT);
    CompletableFuture<List<InfoLine>> next = sendNext();
    time.advance(Duration.ofSeconds(3));
    module.say("\r\n>");
    time.advance(Duration.ofSeconds(20));
    assertThat(module.heard()).isEmpty();
    module.say("\r\nERROR\r\n");
    time.advance(PACING);
    assertInStep(next);
    assertThat(trace).contains("< >").noneMatch(line -> line.contains("payload"));
  }

  @Test
  void submit_whenThePromptComesLateWhileIdle_isSilentUntilTheModuleGivesUp() {
    timeOut(ENCRYPT);
    time.advance(Duration.ofSeconds(60));
    module.say("\r\n>");
    time.advance(Duration.ofSeconds(10));
    CompletableFuture<List<InfoLine>> next = sendNext();
    time.advance(Duration.ofSeconds(10));
    assertThat(module.heard()).isEmpty();
    module.say("\r\nERROR\r\n");
    time.advance(PACING);
    assertInStep(next);
  }

  @Test
  void submit_whenTheModuleGaveUpWhileIdle_isNotHeldBack() {
    timeOut(ENCRYPT);
    module.say("\r\n>");
    time.advance(Duration.ofSeconds(20));
    module.say("\r\nERROR\r\n");
    assertInStep(sendNext());
  }

  @Test
  void submit_whenErrorComesLateInsteadOfThePrompt_isNotHeldBack() {
    timeOut(ENCRYPT);
    CompletableFuture<List<InfoLine>> next = sendNext();
    module.say("\r\n+CME ERROR: 3\r\n");
    time.advance(PACING);
    assertInStep(next);
  }

  @Test
  void submit_whenTheLatePromptMeetsAProbe_asksNothingMoreUntilTheModuleGivesUp() {
    timeOut(ENCRYPT);
    CompletableFuture<List<InfoLine>> next = sendNext();
    time.advance(HOLD);
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");
    module.say("\r\n>");
    time.advance(Duration.ofSeconds(20));
    assertThat(module.heard()).isEmpty();
    module.say("\r\nERROR\r\n");
    time.advance(PACING);
    assertInStep(next);
  }

  @Test
  void submit_whenAProbeFillsTheLatePayload_dropsWhatComesOfIt() {
    BlockingQueue<InfoLine> unsolicited = new LinkedBlockingQueue<>();
    channel.subscribeAll(unsolicited::add);
    timeOut(ENCRYPT);
    CompletableFuture<List<InfoLine>> next = sendNext();
    time.advance(HOLD);
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");
    module.say("\r\n>\r\n+USECE2EDATAENC: 8,\"\r\nOK\r\n\r\"\r\n\r\nOK\r\n");
    time.advance(PACING);
    assertInStep(next);
    assertThat(unsolicited).isEmpty();
  }

  @Test
  void submit_whenTheModuleNeverGivesUp_speaksAgainAfterTheGuardTime() {
    timeOut(ENCRYPT);
    module.say("\r\n>");
    CompletableFuture<List<InfoLine>> next = sendNext();
    time.advance(GUARD.minus(PACING).minusNanos(1));
    assertThat(module.heard()).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertInStep(next);
  }

  @Test
  void submit_whenTimedOutBetweenPromptAndPayload_isSilentUntilTheModuleGivesUp() {
    CompletableFuture<List<InfoLine>> late = send(ENCRYPT);
    time.advance(TIME_LIMIT.minus(PACING).minusMillis(10));
    module.say("\r\n>");
    time.advance(Duration.ofMillis(10));
    assertThat(failureOf(late)).isInstanceOf(CommandTimeoutException.class);
    assertThat(module.heard()).isEqualTo("AT+USECE2EDATAENC=3\r");
    CompletableFuture<List<InfoLine>> next = sendNext();
    time.advance(GUARD.minus(PACING).minusNanos(1));
    assertThat(module.heard()).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertInStep(next);
  }

  @Test
  void submit_whenThePayloadGotLostInPart_isSilentUntilTheModuleHasGivenUp() {
    CompletableFuture<List<InfoLine>> damaged = send(ENCRYPT);
    module.say("\r\n>");
    time.advance(TIME_LIMIT);
    assertThat(failureOf(damaged)).isInstanceOf(CommandTimeoutException.class);
    assertThat(module.heard()).isEqualTo("AT+USECE2EDATAENC=3\rabc");
    CompletableFuture<List<InfoLine>> next = sendNext();
    time.advance(Duration.ofSeconds(15));
    assertThat(module.heard()).isEmpty();
    time.advance(Duration.ofMillis(50));
    assertInStep(next);
  }

  @Test
  void submit_whenThePayloadWasAnsweredButForTheResult_isNotHeldBack() {
    CompletableFuture<List<InfoLine>> unfinished = send(ENCRYPT);
    module.say("\r\n>");
    time.advance(Duration.ofMillis(50));
    module.say("\r\n+USECE2EDATAENC: 1,\"x\"\r\n");
    time.advance(TIME_LIMIT);
    assertThat(failureOf(unfinished)).isInstanceOf(CommandTimeoutException.class);
    module.heard();
    assertInStep(sendNext());
  }

  @Test
  void submit_afterAPromptDidNotCome_keepsWakingSilentToo() {
    channel.wakeUp(WakeUp.afterIdle(Duration.ofSeconds(5)));
    timeOut(ENCRYPT);
    module.say("\r\n>");
    CompletableFuture<List<InfoLine>> next = sendNext();
    time.advance(Duration.ofSeconds(20));
    assertThat(module.heard()).isEmpty();
    module.say("\r\nERROR\r\n");
    time.advance(PACING);
    assertThat(module.heard()).isEqualTo("AT\r");
    module.say("\r\nOK\r\n");
    time.advance(PACING);
    assertInStep(next);
  }

  @Test
  void submit_whenTheLatePromptMeetsAWakeUp_asksNothingMoreUntilTheModuleGivesUp() {
    channel.wakeUp(WakeUp.afterIdle(Duration.ofSeconds(5)));
    timeOut(ENCRYPT);
    CompletableFuture<List<InfoLine>> next = sendNext();
    time.advance(HOLD);
    assertThat(module.heard()).isEqualTo("AT\r");
    module.say("\r\n>");
    time.advance(Duration.ofSeconds(20));
    assertThat(module.heard()).isEmpty();
    assertThat(next).isNotDone();
  }

  // Cancelling

  @Test
  void cancel_whenQueued_neverSendsIt() {
    CompletableFuture<List<InfoLine>> first = send(TestCommand.of("AT+A"));
    CompletableFuture<List<InfoLine>> second = send(TestCommand.of("AT+B"));
    assertThat(second.cancel(true)).isTrue();
    module.say("\r\nOK\r\n");
    time.advance(Duration.ofSeconds(1));

    assertThat(first.join()).isEmpty();
    assertThat(module.heard()).isEqualTo("AT+A\r");
  }

  @Test
  void cancel_whenItWaitsForItsRepetition_isNotRepeated() {
    CompletableFuture<List<InfoLine>> first = send(TestCommand.of("AT+A").asRepeatable());
    module.say("\r\n+CME ERROR: SEC busy\r\n");
    first.cancel(true);
    CompletableFuture<List<InfoLine>> second = channel.submit(TestCommand.of("AT+B"));
    time.advance(Duration.ofSeconds(6));

    assertThat(module.heard()).isEqualTo("AT+A\rAT+B\r");
    module.say("\r\nOK\r\n");
    assertThat(second.join()).isEmpty();
  }

  @Test
  void cancel_whenPrompted_sendsThePayloadThatTheModuleWaitsFor() {
    CompletableFuture<List<InfoLine>> first = send(ENCRYPT);
    module.say("\r\n>");
    first.cancel(true);
    CompletableFuture<List<InfoLine>> second = channel.submit(TestCommand.of("AT+B"));
    time.advance(Duration.ofSeconds(1));
    assertThat(module.heard()).isEqualTo("AT+USECE2EDATAENC=3\rabc");

    module.say("\r\n+USECE2EDATAENC: 3,\"xyz\"\r\n\r\nOK\r\n");
    time.advance(PACING);
    assertThat(module.heard()).isEqualTo("AT+B\r");
    module.say("\r\nOK\r\n");
    assertThat(second.join()).isEmpty();
  }

  @Test
  void cancel_whileFindingBackIntoStep_neverSendsIt() {
    CompletableFuture<List<InfoLine>> unused = timeOut(TestCommand.of("AT+A"));
    CompletableFuture<List<InfoLine>> second = channel.submit(TestCommand.of("AT+B"));
    time.advance(PACING);
    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");
    second.cancel(true);

    module.say("\r\n+CMEE: 2\r\n\r\nOK\r\n");
    time.advance(Duration.ofMinutes(1));
    assertThat(module.heard()).isEmpty();
  }

  @Test
  void cancel_whenAbortable_abortsAndWaitsForTheResult() {
    CompletableFuture<List<InfoLine>> first = send(TestCommand.of("AT+COPS=?").asAbortable());
    CompletableFuture<List<InfoLine>> second = send(TestCommand.of("AT+B"));
    first.cancel(true);
    time.advance(Duration.ZERO);
    assertThat(module.heard()).isEqualTo("AT+COPS=?\r \r");
    time.advance(Duration.ofMillis(500));
    assertThat(module.heard()).isEmpty();

    module.say("\r\nABORTED\r\n");
    time.advance(PACING);
    assertThat(module.heard()).isEqualTo("AT+B\r");
    module.say("\r\nOK\r\n");

    assertThat(second.join()).isEmpty();
  }

  @Test
  void cancel_whenAbortIsIgnored_triesThriceAndProbesAfterwards() {
    CompletableFuture<List<InfoLine>> first = send(TestCommand.of("AT+COPS=?").asAbortable());
    send(TestCommand.of("AT+B"));
    first.cancel(true);
    time.advance(Duration.ofSeconds(9));
    assertThat(module.heard()).isEqualTo("AT+COPS=?\r \r \r \r");
    time.advance(Duration.ofSeconds(1));

    assertThat(module.heard()).isEqualTo("AT+CMEE?\r");
  }

  @Test
  void cancel_whenSentAndNotAbortable_keepsTheLineUntilItsResult() {
    CompletableFuture<List<InfoLine>> first = send(TestCommand.of("AT+A"));
    CompletableFuture<List<InfoLine>> second = send(TestCommand.of("AT+B"));
    first.cancel(true);
    time.advance(Duration.ofSeconds(1));
    assertThat(module.heard()).isEqualTo("AT+A\r");
    module.say("\r\nERROR\r\n");
    time.advance(PACING);
    assertThat(module.heard()).isEqualTo("AT+B\r");
    module.say("\r\nOK\r\n");

    assertThat(second.join()).isEmpty();
  }

  @Test
  void execute_whenInterrupted_givesTheCommandUp() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> channel.execute(TestCommand.of("AT")))
        .isInstanceOf(CommandInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  // An executor that takes no task

  private void reopenWith(Executor executor) {
    channel.close();
    module.reopen();
    channel =
        AtChannel.open(module, ChannelOptions.builder().scheduler(time).executor(executor).build());
  }

  static List<Executor> whoTakesNothing() {
    ExecutorService shutDown = Executors.newSingleThreadExecutor();
    shutDown.shutdown();
    return List.of(
        shutDown,
        task -> {
          throw new IllegalStateException("not now");
        });
  }

  @ParameterizedTest
  @MethodSource("whoTakesNothing")
  void submit_whenTheExecutorTakesNoTask_isAnsweredAllTheSame(Executor executor) {
    reopenWith(executor);
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT+CEREG?", CEREG));
    CompletableFuture<List<InfoLine>> refused = send(TestCommand.of("AT+X"));
    module.say("\r\n+CEREG: 0,1\r\n\r\nOK\r\n");
    time.advance(PACING);
    module.say("\r\nERROR\r\n");
    assertThat(reply.orTimeout(60, TimeUnit.SECONDS).join()).hasSize(1);
    assertThat(failureOf(refused.orTimeout(60, TimeUnit.SECONDS)))
        .isInstanceOf(CommandRejectedException.class);

    channel.close();
    assertThat(failureOf(channel.submit(TestCommand.of("AT")).orTimeout(60, TimeUnit.SECONDS)))
        .isInstanceOf(ChannelClosedException.class);
  }

  @ParameterizedTest
  @MethodSource("whoTakesNothing")
  void subscribe_whenTheExecutorTakesNoTask_hearsEachLineAllTheSame(Executor executor)
      throws InterruptedException {
    reopenWith(executor);
    BlockingQueue<InfoLine> lines = listen("+URC");
    for (int i = 0; i < 3; i++) {
      module.say("\r\n+URC: " + i + "\r\n");
      assertThat(take(lines).integer(0)).isEqualTo(i);
    }
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT"));
    module.say("\r\nOK\r\n");
    assertThat(reply.orTimeout(60, TimeUnit.SECONDS).join()).isEmpty();
  }

  // The end

  @Test
  void close_whenCommandsArePending_failsThemAll() {
    CompletableFuture<List<InfoLine>> first = send(TestCommand.of("AT+A"));
    CompletableFuture<List<InfoLine>> second = send(TestCommand.of("AT+B"));

    channel.close();

    assertThat(failureOf(first))
        .isInstanceOfSatisfying(
            ChannelClosedException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isTrue());
    assertThat(failureOf(second))
        .isInstanceOfSatisfying(
            ChannelClosedException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse());
    assertThat(module.isClosed()).isTrue();
  }

  @Test
  void submit_whenClosed_failsAtOnce() {
    channel.close();

    assertThat(failureOf(channel.submit(TestCommand.of("AT"))))
        .isInstanceOf(ChannelClosedException.class)
        .hasMessageContaining("was closed");
    assertThatThrownBy(() -> channel.execute(TestCommand.of("AT")))
        .isInstanceOf(ChannelClosedException.class);
  }

  @Test
  void close_leavesNoThread() {
    AtChannel real = AtChannel.open(new ScriptedTransport("of one test"));
    real.subscribe("+URC", line -> {});
    CompletableFuture<List<InfoLine>> pending = real.submit(TestCommand.of("AT"));
    AtChannel virtual =
        AtChannel.open(
            new ScriptedTransport("of one test"), ChannelOptions.builder().scheduler(time).build());

    real.close();

    assertThat(failureOf(pending)).isInstanceOf(ChannelClosedException.class);
    virtual.close();
    List<Thread> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("thingseal-at-reader of one test"))
            .toList();
    assertThat(left).isEmpty();
  }

  @Test
  void submit_whenTheOtherSideCloses_fails() {
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT"));

    module.end();

    assertThat(failureOf(reply))
        .isInstanceOf(ChannelClosedException.class)
        .hasMessageContaining(
            "the line was closed, by the other side or in this program;"
                + " only that of a TransportSource is opened again");
    assertThat(failureOf(send(TestCommand.of("AT"))))
        .hasMessageContaining("only that of a TransportSource is opened again");
  }

  @Test
  void submit_whenTheLineIsLost_fails() {
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT"));

    module.lose();

    assertThat(failureOf(reply))
        .isInstanceOf(ChannelClosedException.class)
        .hasMessageContaining("cable pulled");
  }

  @Test
  void close_whenTheTransportCannotBeClosed_failsWhatIsPendingAllTheSame() {
    ScriptedTransport other = new ScriptedTransport();
    AtChannel stubborn = AtChannel.open(new Stubborn(other), ChannelOptions.defaults());
    CompletableFuture<List<InfoLine>> pending = stubborn.submit(TestCommand.of("AT"));
    stubborn.close();

    assertThat(failureOf(pending)).isInstanceOf(ChannelClosedException.class);
    assertThat(other.isClosed()).isTrue();
  }

  @Test
  void open_whenTheTransportCannotSayWhatLinesItHas_closesIt() {
    ScriptedTransport other = new ScriptedTransport();
    ChannelOptions options = ChannelOptions.builder().wakeUp(WakeUp.by(ControlLine.DTR)).build();

    assertThatThrownBy(() -> AtChannel.open(new Stubborn(other), options))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("unforeseen");
    assertThat(other.isClosed()).isTrue();
  }

  /** Throws what a transport should not. */
  private record Stubborn(ScriptedTransport transport) implements Transport {
    @Override
    public String name() {
      return transport.name();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
      return transport.read(buffer);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      transport.write(bytes, offset, length);
    }

    @Override
    public Optional<ControlLines> controlLines() {
      throw new IllegalStateException("unforeseen");
    }

    @Override
    public void close() {
      transport.close();
      throw new IllegalStateException("cannot be closed");
    }
  }

  @Test
  void submit_whenWritingFails_fails() {
    module.refuseWrites();

    assertThat(failureOf(send(TestCommand.of("AT"))))
        .isInstanceOf(ChannelClosedException.class)
        .hasMessageContaining("no writing here");
  }

  private boolean wasSent(CompletableFuture<?> future) {
    return ((ChannelClosedException) failureOf(future)).wasSent();
  }

  @Test
  void submit_whenWritingFails_countsAsSentUnlessTheLineTookNothing() {
    module.refuseWrites();
    assertThat(wasSent(send(TestCommand.of("AT")))).isTrue();
  }

  @Test
  void submit_whenTheLineTookNothing_countsAsUnsent() {
    module.takeNothing();
    assertThat(wasSent(send(TestCommand.of("AT")))).isFalse();
  }

  @Test
  void submit_whenTheLineTookNothingOfItsSecondTry_countsAsSent() {
    CompletableFuture<List<InfoLine>> tried = send(TestCommand.of("AT+X").asRepeatable());
    module.takeNothing();
    module.say("\r\n+CME ERROR: SEC busy\r\n");
    time.advance(Duration.ofMinutes(1));
    assertThat(module.heard()).isEqualTo("AT+X\r");
    assertThat(wasSent(tried)).isTrue();
  }

  @Test
  void submit_whenTheLineTookNothingOfItsPayload_countsAsSent() {
    CompletableFuture<List<InfoLine>> prompted = send(ENCRYPT);
    module.takeNothing();
    module.say("\r\n>");
    time.advance(Duration.ofSeconds(1));
    assertThat(wasSent(prompted)).isTrue();
  }

  @Test
  void submit_whenTheLineTakesNoBytes_closesAfterTheTimeLimit() throws InterruptedException {
    module.holdWrites();
    BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    Thread writer =
        new Thread(() -> failures.add(catchThrowable(() -> channel.execute(TestCommand.of("AT")))));
    writer.start();
    module.awaitHeldWrite();

    time.advance(TIME_LIMIT);

    assertThat(failures.poll(60, TimeUnit.SECONDS))
        .isInstanceOf(ChannelClosedException.class)
        .hasMessageContaining("took no bytes");
    writer.join();
  }

  private record Hasty(Duration timeLimit, Optional<Duration> waitLimit)
      implements AtCommand<List<InfoLine>> {
    @Override
    public String line() {
      return "AT";
    }

    @Override
    public ReplyShape reply() {
      return ReplyShape.none();
    }

    @Override
    public List<InfoLine> read(List<InfoLine> lines) {
      return lines;
    }
  }

  @Test
  void submit_whenALimitIsNegative_isRejected() {
    Duration negative = Duration.ofMillis(-1);
    assertThatThrownBy(() -> channel.submit(new Hasty(negative, Optional.empty())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("AtCommand.timeLimit");
    assertThatThrownBy(() -> channel.execute(new Hasty(TIME_LIMIT, Optional.of(negative))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("AtCommand.waitLimit");
    assertThat(module.heard()).isEmpty();
  }

  @Test
  void submit_whenTheTimeLimitIsForever_isAnsweredLikeAnyOther() {
    CompletableFuture<List<InfoLine>> reply =
        channel.submit(
            RawCommand.builder("AT+ONE").timeLimit(Duration.ofSeconds(Long.MAX_VALUE)).build());
    time.advance(PACING);
    module.say("\r\nOK\r\n");

    assertThat(reply.orTimeout(60, TimeUnit.SECONDS).join()).isEmpty();
  }

  @Test
  void listener_whenItThrowsAnError_isLoggedAndTheDialogueGoesOn() {
    ScriptedTransport line = new ScriptedTransport();
    ChannelListener broken =
        new ChannelListener() {
          @Override
          public void onReceived(String text) {
            throw new AssertionError("not what a test expected");
          }
        };
    try (AtChannel watched =
        AtChannel.open(
            line, ChannelOptions.builder().pacing(Duration.ZERO).listener(broken).build())) {
      CompletableFuture<List<InfoLine>> reply = watched.submit(TestCommand.of("AT"));
      line.say("\r\nOK\r\n");

      assertThat(reply.orTimeout(60, TimeUnit.SECONDS).join()).isEmpty();
    }
  }

  @Test
  void subscribe_whenThePrefixCannotCome_isRefused() {
    for (String prefix : List.of("", " ", "+CEREG:", "+CEREG\r\n", "+CEREG\u0085")) {
      assertThatThrownBy(() -> channel.subscribe(prefix, line -> {}))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("without the colon");
    }
  }

  // Threads

  @Test
  void submit_whenTheExecutorIsDirect_mayBeCalledByWhatHangsOnTheReply() {
    channel.close();
    ScriptedTransport quick = new ScriptedTransport();
    List<String> threads = Collections.synchronizedList(new ArrayList<>());
    try (AtChannel direct =
        AtChannel.open(
            quick,
            ChannelOptions.builder().pacing(Duration.ZERO).executor(Runnable::run).build())) {
      CompletableFuture<List<InfoLine>> second =
          direct
              .submit(TestCommand.of("AT+ONE"))
              .thenCompose(
                  lines -> {
                    threads.add(Thread.currentThread().getName());
                    return direct.submit(TestCommand.of("AT+TWO"));
                  });
      quick.say("\r\nOK\r\n");
      assertThat(quick.heard()).isEqualTo("AT+ONE\rAT+TWO\r");
      quick.say("\r\nOK\r\n");

      assertThat(second).isCompleted();
      assertThat(threads).containsExactly("thingseal-at-reader scripted");
    }
  }

  @Test
  void submit_whenTheExecutorIsDirect_mayBeCalledByWhatHangsOnTheFailure() {
    channel.close();
    ScriptedTransport quick = new ScriptedTransport();
    try (AtChannel direct =
        AtChannel.open(
            quick,
            ChannelOptions.builder().pacing(Duration.ZERO).executor(Runnable::run).build())) {
      CompletableFuture<List<InfoLine>> second =
          direct
              .submit(TestCommand.of("AT+ONE"))
              .exceptionallyCompose(failure -> direct.submit(TestCommand.of("AT+TWO")));
      quick.say("\r\nERROR\r\n");
      assertThat(quick.heard()).isEqualTo("AT+ONE\rAT+TWO\r");
      quick.say("\r\nOK\r\n");
      assertThat(second).isCompleted();
    }
  }

  @Test
  void subscribe_whenTheExecutorIsDirect_mayCallTheChannelFromTheListener() {
    channel.close();
    ScriptedTransport quick = new ScriptedTransport();
    try (AtChannel direct =
        AtChannel.open(
            quick,
            ChannelOptions.builder().pacing(Duration.ZERO).executor(Runnable::run).build())) {
      direct.subscribe("+CEREG", line -> direct.submit(TestCommand.of("AT+TWO")));
      quick.say("\r\n+CEREG: 1\r\n");
      assertThat(quick.heard()).isEqualTo("AT+TWO\r");
    }
  }

  @Test
  void submit_whenWhatHangsOnTheReplyBlocks_theChannelGoesOn() {
    CountDownLatch released = new CountDownLatch(1);
    CompletableFuture<Void> blocked =
        send(TestCommand.of("AT+ONE")).thenAccept(lines -> awaitUninterrupted(released));
    module.say("\r\nOK\r\n");
    CompletableFuture<List<InfoLine>> next = send(TestCommand.of("AT+TWO"));
    module.say("\r\nOK\r\n");

    assertThat(next.join()).isEmpty();
    assertThat(blocked).isNotDone();
    released.countDown();
    blocked.join();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void schedule_whenALineIsHeldUpInAWrite_theTimeOfOthersGoesOn() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      Scheduler.system()
          .execute(
              () -> {
                held.countDown();
                awaitUninterrupted(released);
              });
    }
    assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
    CountDownLatch due = new CountDownLatch(1);
    Scheduler.system().schedule(due::countDown, Duration.ofMillis(1));

    assertThat(due.await(60, TimeUnit.SECONDS)).isTrue();
    released.countDown();
  }

  @Test
  void open_whenThereAreManyChannels_startsOneThreadEach() {
    List<AtChannel> channels = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      AtChannel one =
          AtChannel.open(
              new ScriptedTransport("of many"),
              ChannelOptions.builder().executor(Runnable::run).pacing(Duration.ZERO).build());
      one.subscribe("+URC", line -> {});
      one.submit(TestCommand.of("AT"));
      channels.add(one);
    }

    long others =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("thingseal-at"))
            .filter(thread -> !thread.getName().startsWith("thingseal-at-worker"))
            .filter(thread -> !thread.getName().startsWith("thingseal-at-timer"))
            .filter(thread -> !thread.getName().startsWith("thingseal-at-reader"))
            .count();
    long readers =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("thingseal-at-reader of many"))
            .count();
    channels.forEach(AtChannel::close);

    assertThat(others).isZero();
    assertThat(readers).isEqualTo(20);
  }

  // Secrets

  @Test
  void trace_whenCommandIsSecret_showsNeitherLineNorReply() {
    CompletableFuture<List<InfoLine>> reply =
        send(
            TestCommand.of("AT+USECC2C=0,\"S3CRET\"", ReplyShape.prefixed("+USECC2C", 3, 5))
                .asSecret());
    module.say("AT+USECC2C=0,\"S3CRET\"\r\r\n+USEC2C: 0,\"S3CRET\"\r\nS3CRET\r\n");
    module.say("\r\n+USECC2C: 0,0,\"S3CRET\"\r\n\r\nOK\r\n");
    reply.join();

    assertThat(trace).contains("> AT+USECC2C=…", "< OK");
    assertThat(trace).noneMatch(line -> line.contains("S3CRET"));
  }

  @Test
  void subscribeAll_whenASecretReplyIsDamaged_hearsNothingOfIt() throws InterruptedException {
    BlockingQueue<InfoLine> unsolicited = new LinkedBlockingQueue<>();
    channel.subscribeAll(unsolicited::add);
    CompletableFuture<List<InfoLine>> reply =
        send(
            TestCommand.of("AT+USECDEVCERT=0", ReplyShape.prefixed("+USECDEVCERT", 2, 2))
                .asSecret());
    module.say("\r\n0,\"-----BEGIN EC PRIVATE KEY-----\r\nS3CRET\r\n-----\"\r\n\r\nOK\r\n");
    answerProbe();
    assertThat(reply.join()).isEmpty();
    module.say("\r\nRING\r\n");

    assertThat(take(unsolicited).text(0)).isEqualTo("RING");
  }

  @Test
  void failure_whenCommandIsSecret_namesItUpToTheParameters() {
    CompletableFuture<List<InfoLine>> reply =
        send(TestCommand.of("AT+USECC2C=0,\"S3CRET\"").asSecret());
    module.say("\r\nERROR\r\n");

    assertThat(failureOf(reply))
        .hasMessageContaining("AT+USECC2C=…")
        .hasMessageNotContaining("S3CRET");
  }

  @Test
  void trace_whenPayloadOrWindow_showsLengthsOnly() {
    CompletableFuture<List<InfoLine>> reply = send(ENCRYPT);
    module.say("\r\n>");
    time.advance(Duration.ofMillis(50));
    module.say("\r\n+USECE2EDATAENC: 6,\"S3CRET\"\r\n\r\nOK\r\n");
    reply.join();

    assertThat(trace).contains("> <3 bytes>");
    assertThat(trace).noneMatch(line -> line.contains("S3CRET") || line.contains("abc"));
  }

  @Test
  void trace_whenUnsolicitedLineIsKnownToBeSecret_isRedacted() {
    module.say("\r\n+UUSECPRF: 0,13,2,sid,S3CRET\r\n");

    assertThat(trace).noneMatch(line -> line.contains("S3CRET"));
  }

  // Waking up

  private void openSleepy() {
    channel.close();
    channel =
        AtChannel.open(
            sleepy,
            ChannelOptions.builder()
                .scheduler(time)
                .wakeUp(WakeUp.afterIdle(Duration.ofSeconds(5)))
                .build());
  }

  private final ScriptedTransport sleepy = new ScriptedTransport();

  @Test
  void submit_whenIdleForLong_wakesTheModuleFirst() {
    openSleepy();
    time.advance(Duration.ofSeconds(6));
    CompletableFuture<List<InfoLine>> reply = send(TestCommand.of("AT+A"));
    assertThat(sleepy.heard()).isEqualTo("AT\r");
    sleepy.say("\u00ff\u00fe\r\nERROR\r\n");
    time.advance(PACING);
    assertThat(sleepy.heard()).isEqualTo("AT+A\r");
    sleepy.say("\r\nOK\r\n");

    assertThat(reply.join()).isEmpty();
  }

  @Test
  void submit_whenNotIdleForLong_doesNotWake() {
    openSleepy();
    time.advance(Duration.ofSeconds(5));
    send(TestCommand.of("AT+A"));

    assertThat(sleepy.heard()).isEqualTo("AT+A\r");
  }

  @Test
  void submit_whenFirstWakeUpIsLost_triesAgainAndProbes() {
    openSleepy();
    time.advance(Duration.ofSeconds(6));
    CompletableFuture<List<InfoLine>> reply = channel.submit(TestCommand.of("AT+A"));
    assertThat(sleepy.heard()).isEqualTo("AT\r");
    time.advance(Duration.ofMillis(100));
    assertThat(sleepy.heard()).isEqualTo("AT\r");
    sleepy.say("\r\nOK\r\n");
    time.advance(PACING);
    assertThat(sleepy.heard()).isEqualTo("AT+CMEE?\r");
    sleepy.say("\r\nOK\r\n\r\n+CMEE: 0\r\n\r\nOK\r\n");
    time.advance(PACING);
    assertThat(sleepy.heard()).isEqualTo("AT+A\r");
    sleepy.say("\r\nOK\r\n");

    assertThat(reply.join()).isEmpty();
  }

  @Test
  void submit_whenItNeverWakes_givesUp() {
    openSleepy();
    time.advance(Duration.ofSeconds(6));
    CompletableFuture<List<InfoLine>> reply = channel.submit(TestCommand.of("AT+A"));
    time.advance(Duration.ofSeconds(20));

    assertThat(failureOf(reply)).isInstanceOf(CommandTimeoutException.class);
    assertThat(sleepy.heard()).isEqualTo("AT\r".repeat(4) + "AT+CMEE?\r".repeat(3));
  }

  @Test
  void channel_whenAListenerCallsIt_refuses() {
    channel.close();
    List<Throwable> failures = new ArrayList<>();
    channel =
        AtChannel.open(
            sleepy,
            ChannelOptions.builder()
                .scheduler(time)
                .listener(
                    new ChannelListener() {
                      @Override
                      public void onSent(String line) {
                        failures.add(catchThrowable(() -> channel.execute(TestCommand.of("AT+B"))));
                        failures.add(catchThrowable(() -> channel.submit(TestCommand.of("AT+B"))));
                        failures.add(catchThrowable(() -> channel.pacing(Duration.ZERO)));
                        failures.add(catchThrowable(() -> channel.wakeUp(WakeUp.none())));
                        failures.add(catchThrowable(channel::close));
                      }
                    })
                .build());

    send(TestCommand.of("AT"));

    assertThat(failures).hasSize(5).allMatch(IllegalStateException.class::isInstance);
    assertThat(sleepy.isClosed()).isFalse();
  }

  /** Cancels, in the middle of an event, what a test has submitted. */
  private static final class Canceller implements ChannelListener {
    private final List<CompletableFuture<?>> futures = new ArrayList<>();

    @Override
    public void onReceived(String line) {
      futures.forEach(future -> future.cancel(false));
    }
  }

  @Test
  void cancel_byAListener_takesBackWhatWaitsAndAbortsWhatRuns() {
    channel.close();
    Canceller canceller = new Canceller();
    channel =
        AtChannel.open(
            sleepy, ChannelOptions.builder().scheduler(time).listener(canceller).build());
    canceller.futures.add(send(TestCommand.of("AT+COPS=?").asAbortable()));
    canceller.futures.add(channel.submit(TestCommand.of("AT+WAITS")));
    assertThat(sleepy.heard()).isEqualTo("AT+COPS=?\r");

    sleepy.say("\r\n+URC: 1\r\n");
    time.advance(Duration.ofMillis(1));
    assertThat(sleepy.heard()).isEqualTo(" \r");
    sleepy.say("\r\nABORTED\r\n");
    time.advance(Duration.ofSeconds(1));
    assertThat(sleepy.heard()).isEmpty();
  }

  @Test
  void cancel_byAListenerOfTheCommandBefore_keepsWhatWaitsFromBeingSent() {
    channel.close();
    List<CompletableFuture<?>> futures = new ArrayList<>();
    ChannelListener canceller =
        new ChannelListener() {
          @Override
          public void onCompleted(String command, Duration duration, String result) {
            futures.forEach(future -> future.cancel(false));
          }
        };
    channel =
        AtChannel.open(
            sleepy,
            ChannelOptions.builder()
                .pacing(Duration.ZERO)
                .scheduler(time)
                .listener(canceller)
                .build());
    send(TestCommand.of("AT+FIRST"));
    futures.add(channel.submit(TestCommand.of("AT+SEAL")));
    CompletableFuture<?> last = channel.submit(TestCommand.of("AT+LAST"));

    sleepy.heard();
    sleepy.say("\r\nOK\r\n");
    time.advance(Duration.ofSeconds(1));

    assertThat(futures).allMatch(CompletableFuture::isCancelled);
    assertThat(last).isNotDone();
    assertThat(sleepy.heard()).isEqualTo("AT+LAST\r");
  }
}
