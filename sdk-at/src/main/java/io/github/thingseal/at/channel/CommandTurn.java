package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.core.ThingsealException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A command has the line, from its carriage return to its final result code. An ending that its
 * reply explains is believed; after any other the module is asked before anything else is: see
 * {@link HeldOutcome} and {@link Step}.
 */
final class CommandTurn implements Turn {
  private enum State {
    AWAITING_PROMPT,
    PROMPTED,
    AWAITING_FINAL,
    AWAITING_RETRY
  }

  /** What ubxlib sends to abort: a blank that is noticed, and an end for it. */
  private static final byte[] ABORT = {' ', '\r'};

  private static final int MAX_ABORTS = 3;
  private static final Duration ABORT_WAIT = Duration.ofSeconds(1);

  private final Conversation conversation;
  private final Exchange exchange;
  private final ReplyLines reply;
  private State state = State.AWAITING_FINAL;
  private Scheduled nextStep = () -> {};
  private int aborts;
  private boolean withdrawn;
  private boolean restartSeen;
  private long sentAt;
  private long payloadSentAt;

  CommandTurn(Conversation conversation, Exchange exchange) {
    this.conversation = conversation;
    this.exchange = exchange;
    this.reply = new ReplyLines(exchange.reply, conversation.options());
  }

  Exchange exchange() {
    return exchange;
  }

  @Override
  public void begin() {
    exchange.attempts++;
    reply.clear();
    restartSeen = false;
    boolean payloadDue = exchange.payload != null;
    state = payloadDue ? State.AWAITING_PROMPT : State.AWAITING_FINAL;
    conversation.lexer().expect(exchange.reply);
    conversation.lexer().expectPrompt(payloadDue);
    sentAt = conversation.now();
    conversation.deadline().set(exchange.startTimeLimit(), this::timedOut);
    conversation.transcript().sent(exchange.name);
    conversation.transcript().wireSent(exchange.lineBytes, exchange.secret);
    conversation.settings().sent(exchange.line);
    conversation.send(exchange.lineBytes);
  }

  @Override
  public void onPrompt() {
    conversation.transcript().received(">");
    state = State.PROMPTED;
    nextStep = conversation.after(conversation.options().promptDelay(), this, this::sendPayload);
  }

  private void sendPayload() {
    byte[] payload = exchange.payload;
    if (payload != null) {
      state = State.AWAITING_FINAL;
      conversation.transcript().sentPayload(payload.length);
      conversation.transcript().wirePayload(payload.length);
      payloadSentAt = conversation.now();
      conversation.send(payload);
    }
  }

  @Override
  public boolean onLine(RawLine line) {
    if (state == State.AWAITING_RETRY) {
      return false;
    }
    if (reply.isEmpty() && Echo.isWhole(exchange.line, line)) {
      restartSeen |= conversation.settings().isEchoOff();
      conversation.transcript().echoed(exchange.name);
      return true;
    }
    if (reply.isEmpty() && Echo.isOf(exchange.line, line)) {
      return true;
    }
    return answers(line) || (reply.isEmpty() && Echo.looksLikeCommand(line));
  }

  private boolean answers(RawLine line) {
    if (!reply.take(line)) {
      return false;
    }
    if (reply.isTooLong()) {
      onGivenUp(name -> Failures.tooLong(conversation.port(), name, conversation.options()));
    }
    return true;
  }

  @Override
  public boolean wantsNumber(RawLine line) {
    return reply.wantsNumber(line);
  }

  @Override
  public boolean dials() {
    return CommandLine.dials(exchange.line);
  }

  @Override
  public void onResult(ResultCode result) {
    if (state == State.AWAITING_RETRY || isUnsent()) {
      // Nothing is asked at this moment.
      conversation.step().lose();
      return;
    }
    conversation.deadline().lift();
    nextStep.cancel();
    conversation.answered();
    conversation.transcript().completed(exchange.name, conversation.since(sentAt), result.text());
    AtError error = result.error();
    if (error != null && mayRetry(error)) {
      retryLater();
    } else if (error != null) {
      onError(error);
    } else if (result.kind() == ResultCode.Kind.CONNECTED) {
      onConnected(result);
    } else {
      onOk();
    }
  }

  /** Not a byte of the line has left; what comes then cannot be its answer. */
  private boolean isUnsent() {
    return !isLineSent() && conversation.hasUnsent();
  }

  private void retryLater() {
    state = State.AWAITING_RETRY;
    conversation.lexer().expect(ReplyShape.none());
    conversation.lexer().expectPrompt(false);
    nextStep =
        conversation.after(
            conversation.options().busyRetryDelay(), this, () -> conversation.putBack(exchange));
  }

  private void onOk() {
    if (state != State.AWAITING_FINAL) {
      conversation.fail(exchange, Failures.payloadNotTaken(conversation.port(), exchange.name));
      conversation.step().lose(exchange);
      leaveUnfed();
      end();
    } else if (reply.isComplete() || !mayBeProved()) {
      conversation.settings().acknowledged(exchange.line);
      conversation.complete(exchange, reply.copy());
      end(!reply.isComplete() || aborts > 1);
    } else {
      prove(null);
    }
  }

  /** From here on the line leads to the other end of the call. */
  private void onConnected(ResultCode result) {
    byte[] text = result.text().getBytes(StandardCharsets.ISO_8859_1);
    List<InfoLine> lines = new ArrayList<>(reply.copy());
    lines.add(new InfoLine("", List.of(text)));
    conversation.complete(exchange, lines);
    end(true);
  }

  private void onError(AtError error) {
    if (restartSeen) {
      conversation.settings().forget();
      fail(Failures.restartedBefore(conversation.port(), exchange.name, false));
    } else if (!reply.isEmpty() && !isOneOfSeveral()) {
      fail(Failures.inDoubt(conversation.port(), exchange.name, error.text(), true));
    } else if (isWithoutReason(error) && mayBeProved()) {
      prove(error);
    } else {
      conversation.fail(
          exchange,
          Failures.rejected(conversation.port(), exchange.name, error, exchange.attempts));
      if (state == State.PROMPTED) {
        conversation.step().lose(exchange);
        leaveUnfed();
      }
      end(!isExplained(error));
    }
  }

  /** Those before the one that was refused had their answers. */
  private boolean isOneOfSeveral() {
    return exchange.line.indexOf(';') >= 0;
  }

  private boolean isWithoutReason(AtError error) {
    return error.kind() == AtError.Kind.ERROR && conversation.settings().isReportingErrors();
  }

  /**
   * Whether an error is one that the command can be answered with. ubxlib takes the others for the
   * end of any command, too, but they may belong to what was said before.
   */
  private boolean isExplained(AtError error) {
    return switch (error.kind()) {
      case ABORTED -> aborts == 1;
      case CMS -> aborts <= 1 && CommandLine.isAboutMessages(exchange.line);
      default -> aborts <= 1;
    };
  }

  /**
   * No one waits for what was withdrawn, and the probe would be taken for the reply of its like.
   */
  private boolean mayBeProved() {
    return !withdrawn && aborts == 0 && !HeldOutcome.isProbe(exchange);
  }

  private void prove(@Nullable AtError error) {
    conversation.prove(new HeldOutcome(conversation, exchange, reply, error));
  }

  private void fail(ThingsealException failure) {
    conversation.fail(exchange, failure);
    end(true);
  }

  private void end(boolean doubtful) {
    if (doubtful) {
      conversation.step().lose(exchange);
    }
    end();
  }

  private boolean mayRetry(AtError error) {
    return error.isBusy()
        && exchange.repeatable
        && !withdrawn
        && exchange.attempts <= conversation.options().busyRetries();
  }

  @Override
  public void onDamaged() {
    onGivenUp(command -> Failures.damaged(conversation.port(), command));
  }

  @Override
  public void onGivenUp(Function<String, ThingsealException> failure) {
    if (state == State.AWAITING_RETRY) {
      return;
    }
    fail(failure.apply(exchange.name));
  }

  @Override
  public void onGreeting() {
    restartSeen = true;
    Duration waited = conversation.since(sentAt);
    if (waited.compareTo(conversation.options().greetingDelay()) > 0) {
      boolean carriedOut = state == State.AWAITING_FINAL && conversation.mayHaveLeft();
      onGivenUp(name -> Failures.restarted(conversation.port(), name, waited, carriedOut));
    }
  }

  private void timedOut() {
    if (conversation.isStuck()) {
      conversation.closeStuck(exchange.timeLimit);
      return;
    }
    conversation.fail(exchange, whyTimedOut());
    conversation.step().lose(exchange);
    if (exchange.payload != null && !hasBegunToAnswer()) {
      leaveUnfed();
    }
    conversation.timedOut(exchange.name);
    end();
  }

  private boolean hasBegunToAnswer() {
    return !reply.isEmpty() || conversation.lexer().isWithinReply();
  }

  /** The module may still ask for the payload, or wait for the rest of it. */
  private void leaveUnfed() {
    ChannelOptions options = conversation.options();
    OverduePrompt prompt = conversation.step().overduePrompt();
    switch (state) {
      case AWAITING_PROMPT -> prompt.mayCome(conversation.now(), options.resyncTimeLimit());
      case PROMPTED -> prompt.came(conversation.now(), options.payloadGuard());
      default -> prompt.came(payloadSentAt, options.payloadGuard());
    }
  }

  private ThingsealException whyTimedOut() {
    String port = conversation.port();
    if (conversation.lexer().isWithinReply()) {
      return Failures.cutShort(port, exchange.name, exchange.timeLimit);
    }
    boolean carriedOut = state == State.AWAITING_FINAL;
    return Failures.timedOut(port, exchange.name, exchange.timeLimit, carriedOut);
  }

  /** No one waits for the answer any more; the line stays taken until the module is through. */
  void withdraw() {
    withdrawn = true;
    if (state == State.AWAITING_RETRY) {
      end();
    } else if (exchange.abortable && state == State.AWAITING_FINAL) {
      abort();
    }
  }

  private void abort() {
    if (aborts < MAX_ABORTS) {
      aborts++;
      conversation.transcript().sent("<abort>");
      conversation.transcript().wireSent(ABORT, false);
      conversation.send(ABORT.clone());
      nextStep = conversation.after(ABORT_WAIT, this, this::abort);
    }
  }

  @Override
  public void onClosed(String reason) {
    boolean sent = isLineSent() || exchange.attempts > 1 || conversation.mayHaveBegun();
    boolean carriedOut = state == State.AWAITING_FINAL && conversation.mayHaveLeft();
    conversation.fail(
        exchange, Failures.closed(conversation.port(), exchange.name, reason, sent, carriedOut));
    release();
  }

  /** Whether the line has left before, and something else is due or was said. */
  private boolean isLineSent() {
    boolean payloadDue = exchange.payload != null && state == State.AWAITING_FINAL;
    return payloadDue || state == State.PROMPTED || state == State.AWAITING_RETRY || aborts > 0;
  }

  private void end() {
    release();
    conversation.endTurn();
  }

  private void release() {
    conversation.deadline().lift();
    nextStep.cancel();
    reply.clear();
    exchange.wipe();
  }

  @Override
  public boolean asksFor(RawLine line) {
    return exchange.asksFor(line);
  }

  @Override
  public boolean isSecret() {
    return exchange.secret && state != State.AWAITING_RETRY;
  }
}
