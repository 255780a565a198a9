package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A command has the line, from its carriage return to its final result code. */
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
  private final List<InfoLine> lines = new ArrayList<>();
  private State state = State.AWAITING_FINAL;
  private Scheduled nextStep = () -> {};
  private int aborts;
  private boolean withdrawn;
  private long sentAt;
  private long payloadSentAt;

  CommandTurn(Conversation conversation, Exchange exchange) {
    this.conversation = conversation;
    this.exchange = exchange;
  }

  Exchange exchange() {
    return exchange;
  }

  @Override
  public void begin() {
    exchange.attempts++;
    lines.clear();
    boolean payloadDue = exchange.payload != null;
    state = payloadDue ? State.AWAITING_PROMPT : State.AWAITING_FINAL;
    conversation.lexer().expect(exchange.reply);
    conversation.lexer().expectPrompt(payloadDue);
    sentAt = conversation.now();
    conversation.deadline().set(exchange.startTimeLimit(), this::timedOut);
    conversation.transcript().sent(exchange.name);
    conversation.transcript().wireSent(exchange.lineBytes, exchange.secret);
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
    if (lines.isEmpty() && Echo.isWhole(exchange.line, line)) {
      conversation.transcript().echoed(exchange.name);
      return true;
    }
    if (lines.isEmpty() && Echo.isOf(exchange.line, line)) {
      return true;
    }
    return answers(line) || (lines.isEmpty() && Echo.looksLikeCommand(line));
  }

  private boolean answers(RawLine line) {
    ReplyShape reply = exchange.reply;
    if (reply instanceof ReplyShape.Prefixed prefixed) {
      return answers(prefixed, line);
    }
    if (reply instanceof ReplyShape.Binary binary) {
      return line.hasWindow() && line.hasPrefix(binary.prefix()) && lines.add(line.info());
    }
    return reply instanceof ReplyShape.Bare bare
        && !line.hasPrefix()
        && bare.text().matcher(line.text()).matches()
        && lines.add(line.info());
  }

  private boolean answers(ReplyShape.Prefixed shape, RawLine line) {
    if (line.hasPrefix()) {
      return line.fits(shape) && lines.add(line.info());
    }
    // Some replies of several lines have their prefix on the first one only.
    return !lines.isEmpty()
        && line.fitsAsContinuation(shape)
        && lines.add(line.asContinuation(shape.prefix()));
  }

  @Override
  public boolean wantsNumber(RawLine line) {
    return lines.isEmpty()
        && exchange.reply instanceof ReplyShape.Bare bare
        && bare.text().matcher(line.text()).matches();
  }

  @Override
  public void onFinal(FinalResult result) {
    if (state == State.AWAITING_RETRY) {
      return;
    }
    conversation.deadline().lift();
    nextStep.cancel();
    conversation.answered();
    conversation.transcript().completed(exchange.name, conversation.since(sentAt), result.text());
    AtError error = result.error();
    if (error != null && mayRetry(error)) {
      state = State.AWAITING_RETRY;
      conversation.lexer().expect(ReplyShape.none());
      conversation.lexer().expectPrompt(false);
      nextStep =
          conversation.after(
              conversation.options().busyRetryDelay(), this, () -> conversation.putBack(exchange));
      return;
    }
    if (error != null) {
      conversation.fail(
          exchange,
          Failures.rejected(conversation.port(), exchange.name, error, exchange.attempts));
    } else if (exchange.payload != null && state != State.AWAITING_FINAL) {
      conversation.fail(exchange, Failures.payloadNotTaken(conversation.port(), exchange.name));
    } else {
      conversation.complete(exchange, List.copyOf(lines));
    }
    if (aborts > 1) {
      // Nobody knows what the module makes of the later ones.
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
    conversation.fail(exchange, failure.apply(exchange.name));
    conversation.step().lose(exchange);
    end();
  }

  @Override
  public void onGreeting() {
    Duration waited = conversation.since(sentAt);
    if (waited.compareTo(conversation.options().greetingDelay()) > 0) {
      boolean carriedOut = state == State.AWAITING_FINAL;
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
    return !lines.isEmpty() || conversation.lexer().isWithinReply();
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

  /** Nobody waits for the answer any more; the line stays taken until the module is through. */
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
    boolean sent = exchange.attempts > 1 || state == State.PROMPTED || aborts > 0 || isLineSent();
    boolean carriedOut = sent && state == State.AWAITING_FINAL;
    conversation.fail(
        exchange, Failures.closed(conversation.port(), exchange.name, reason, sent, carriedOut));
    release();
  }

  /** Of the first attempt; once there was a payload to send, the line before it was sent. */
  private boolean isLineSent() {
    boolean payloadDue = exchange.payload != null && state == State.AWAITING_FINAL;
    return payloadDue || state == State.AWAITING_RETRY || !conversation.hasUnsent();
  }

  private void end() {
    release();
    conversation.endTurn();
  }

  private void release() {
    conversation.deadline().lift();
    nextStep.cancel();
    lines.clear();
    exchange.wipe();
  }

  @Override
  public boolean isSecret() {
    return exchange.secret && state != State.AWAITING_RETRY;
  }
}
