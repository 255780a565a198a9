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
 * {@link UnconfirmedResult} and {@link Step}.
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
  private final QueuedCommand command;
  private final ReplyLines reply;
  private State state = State.AWAITING_FINAL;
  private Scheduled nextStep = () -> {};
  private int aborts;
  private boolean withdrawn;
  private boolean restartSeen;
  private long sentAt;
  private long payloadSentAt;

  CommandTurn(Conversation conversation, QueuedCommand command) {
    this.conversation = conversation;
    this.command = command;
    this.reply = new ReplyLines(command.reply, conversation.options());
  }

  QueuedCommand command() {
    return command;
  }

  @Override
  public void begin() {
    command.attempts++;
    reply.clear();
    restartSeen = false;
    boolean payloadDue = command.payload != null;
    state = payloadDue ? State.AWAITING_PROMPT : State.AWAITING_FINAL;
    conversation.lexer().expect(command.reply);
    conversation.lexer().expectPrompt(payloadDue);
    sentAt = conversation.now();
    conversation.deadline().set(command.startTimeLimit(), this::timedOut);
    conversation.transcript().sent(command.name);
    conversation.transcript().wireSent(command.lineBytes, command.secret);
    conversation.settings().sent(command.line);
    conversation.send(command.lineBytes);
  }

  @Override
  public void onPrompt() {
    conversation.transcript().received(">");
    state = State.PROMPTED;
    nextStep = conversation.after(conversation.options().promptDelay(), this, this::sendPayload);
  }

  private void sendPayload() {
    byte[] payload = command.payload;
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
    if (reply.isEmpty() && Echo.isWhole(command.line, line)) {
      restartSeen |= conversation.settings().isEchoOff();
      conversation.transcript().echoed(command.name);
      return true;
    }
    if (reply.isEmpty() && Echo.isOf(command.line, line)) {
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
    return CommandLine.dials(command.line);
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
    conversation.transcript().completed(command.name, conversation.since(sentAt), result.text());
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
            conversation.options().busyRetryDelay(), this, () -> conversation.putBack(command));
  }

  private void onOk() {
    if (state != State.AWAITING_FINAL) {
      conversation.fail(command, Failures.payloadNotTaken(conversation.port(), command.name));
      conversation.step().lose(command);
      leaveUnfed();
      end();
    } else if (reply.isComplete() || !mayBeProved()) {
      conversation.settings().acknowledged(command.line);
      conversation.complete(command, reply.copy());
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
    conversation.complete(command, lines);
    end(true);
  }

  private void onError(AtError error) {
    if (restartSeen) {
      conversation.settings().forget();
      fail(Failures.restartedBefore(conversation.port(), command.name, false));
    } else if (!reply.isEmpty() && !isOneOfSeveral()) {
      fail(Failures.inDoubt(conversation.port(), command.name, error.text(), true));
    } else if (isWithoutReason(error) && mayBeProved()) {
      prove(error);
    } else {
      conversation.fail(
          command, Failures.rejected(conversation.port(), command.name, error, command.attempts));
      if (state == State.PROMPTED) {
        conversation.step().lose(command);
        leaveUnfed();
      }
      end(!isExplained(error));
    }
  }

  /** Those before the one that was refused had their answers. */
  private boolean isOneOfSeveral() {
    return command.line.indexOf(';') >= 0;
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
      case CMS -> aborts <= 1 && CommandLine.isAboutMessages(command.line);
      default -> aborts <= 1;
    };
  }

  /**
   * No one waits for what was withdrawn, and the probe would be taken for the reply of its like.
   */
  private boolean mayBeProved() {
    return !withdrawn && aborts == 0 && !UnconfirmedResult.isProbe(command);
  }

  private void prove(@Nullable AtError error) {
    conversation.prove(new UnconfirmedResult(conversation, command, reply, error));
  }

  private void fail(ThingsealException failure) {
    conversation.fail(command, failure);
    end(true);
  }

  private void end(boolean doubtful) {
    if (doubtful) {
      conversation.step().lose(command);
    }
    end();
  }

  private boolean mayRetry(AtError error) {
    return error.isBusy()
        && command.repeatable
        && !withdrawn
        && command.attempts <= conversation.options().busyRetries();
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
    fail(failure.apply(command.name));
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
      conversation.closeStuck(command.timeLimit);
      return;
    }
    conversation.fail(command, whyTimedOut());
    conversation.step().lose(command);
    if (command.payload != null && !hasBegunToAnswer()) {
      leaveUnfed();
    }
    conversation.timedOut(command.name);
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
      return Failures.cutShort(port, command.name, command.timeLimit);
    }
    boolean carriedOut = state == State.AWAITING_FINAL;
    return Failures.timedOut(port, command.name, command.timeLimit, carriedOut);
  }

  /** No one waits for the answer any more; the line stays taken until the module is through. */
  void withdraw() {
    withdrawn = true;
    if (state == State.AWAITING_RETRY) {
      end();
    } else if (command.abortable && state == State.AWAITING_FINAL) {
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
    boolean sent = isLineSent() || command.attempts > 1 || conversation.mayHaveBegun();
    boolean carriedOut = state == State.AWAITING_FINAL && conversation.mayHaveLeft();
    conversation.fail(
        command, Failures.closed(conversation.port(), command.name, reason, sent, carriedOut));
    release();
  }

  /** Whether the line has left before, and something else is due or was said. */
  private boolean isLineSent() {
    boolean payloadDue = command.payload != null && state == State.AWAITING_FINAL;
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
    command.wipe();
  }

  @Override
  public boolean asksFor(RawLine line) {
    return command.asksFor(line);
  }

  @Override
  public boolean isSecret() {
    return command.secret && state != State.AWAITING_RETRY;
  }
}
