package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.line.GuardedTransport.Refusal;
import io.github.thingseal.at.internal.line.Purpose;
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
 * {@link ProofTurn} and {@link Synchronization}.
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

  private final TurnContext context;
  private final QueuedCommand command;
  private final ReplyLines reply;
  private State state = State.AWAITING_FINAL;
  private int aborts;
  private boolean restartSeen;
  private long sentAt;
  private long payloadSentAt;

  CommandTurn(TurnContext context, QueuedCommand command) {
    this.context = context;
    this.command = command;
    this.reply = new ReplyLines(command.reply, context.options);
  }

  @Override
  public void begin() {
    context.synchronization.commandSent();
    command.sending();
    state = command.payload != null ? State.AWAITING_PROMPT : State.AWAITING_FINAL;
    context.lexer.expect(command.reply);
    context.lexer.expectPrompt(command.payload != null);
    sentAt = context.now();
    context.deadline.set(command.startTimeLimit(), this::timedOut);
    context.settings.sent(command.line);
    context.say(this, command.name, command.lineBytes, command.secret);
  }

  /** What aborts a command says nothing of it. */
  @Override
  public Purpose purpose() {
    if (aborts > 0) {
      return Purpose.ACTIVATION;
    }
    return isPayloadDue() ? command.purpose.ofPayload() : command.purpose;
  }

  private boolean isPayloadDue() {
    return command.payload != null && state == State.AWAITING_FINAL;
  }

  @Override
  public void onRefused(Refusal refusal) {
    context.queue.fail(command, refusal.failure().apply(command.name));
    if (isLineSent()) {
      context.synchronization.lose(command);
      if (command.payload != null) {
        leaveUnfed();
      }
    } else if (refusal.mayPass()) {
      // Nothing was asked whose answer could be late.
      context.synchronization.lose();
    }
    context.endTurn();
  }

  @Override
  public void onPrompt() {
    if (isUnsent()) {
      context.synchronization.lose();
      context.lexer.expectPrompt(true);
      return;
    }
    context.transcript.received(">");
    state = State.PROMPTED;
    context.await(context.options.promptDelay, this::sendPayload);
  }

  private void sendPayload() {
    byte[] payload = command.payload;
    if (payload != null) {
      state = State.AWAITING_FINAL;
      context.transcript.sentPayload(payload.length);
      payloadSentAt = context.now();
      context.writes.add(payload, this);
    }
  }

  @Override
  public boolean onLine(ReceivedLine line) {
    if (state == State.AWAITING_RETRY) {
      return false;
    }
    if (!reply.isEmpty()) {
      return answers(line);
    }
    if (Echo.isWhole(command.line, line)) {
      restartSeen |= context.settings.isEchoOff();
      context.transcript.tell(listener -> listener.onEcho(command.name));
      return true;
    }
    return Echo.isOf(command.line, line) || answers(line) || Echo.looksLikeCommand(line);
  }

  private boolean answers(ReceivedLine line) {
    if (!reply.take(line)) {
      return false;
    }
    if (reply.isTooLong()) {
      giveUp(command.failures.tooLong(context.options));
    }
    return true;
  }

  @Override
  public boolean wantsNumber(ReceivedLine line) {
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
      context.synchronization.lose();
      return;
    }
    context.deadline.lift();
    context.synchronization.answered();
    context.transcript.completed(command.name, context.since(sentAt), result.text());
    AtError error = result.error();
    if (error != null && mayRetry(error)) {
      retryLater(error);
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
    return !isLineSent() && !context.writes.isEmpty();
  }

  private void retryLater(AtError error) {
    command.endedBefore(command.rejected(error));
    state = State.AWAITING_RETRY;
    context.lexer.expect(ReplyShape.none());
    context.lexer.expectPrompt(false);
    context.await(context.options.busyRetryDelay, this::putBack);
  }

  private void putBack() {
    context.queue.putBack(command);
    context.endTurn();
  }

  private void onOk() {
    if (state != State.AWAITING_FINAL) {
      context.queue.fail(command, command.failures.payloadNotTaken());
      leaveUnfed();
      end(true);
    } else if (reply.isComplete() || !mayBeProved()) {
      context.settings.acknowledged(command.line);
      context.queue.complete(command, reply.copy());
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
    context.queue.complete(command, lines);
    end(true);
  }

  private void onError(AtError error) {
    if (restartSeen) {
      context.settings.forget();
      fail(command.failures.restartedBefore(false));
    } else if (!reply.isEmpty() && command.line.indexOf(';') < 0) {
      // Of several on a line, those before the one that was refused had their answers.
      fail(command.failures.inDoubt(error.text()));
    } else if (error.kind() == AtError.Kind.ERROR
        && context.settings.isReportingErrors()
        && mayBeProved()) {
      prove(error);
    } else {
      context.queue.fail(command, command.rejected(error));
      boolean unfed = state == State.PROMPTED;
      if (unfed) {
        leaveUnfed();
      }
      end(unfed || !isExplained(error));
    }
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
    return !command.withdrawn && aborts == 0 && !Synchronization.isProbe(command);
  }

  private void prove(@Nullable AtError error) {
    context.synchronization.lose(command);
    Duration left = command.timeLimit.minus(context.since(sentAt));
    context.handOver(new ProofTurn(context, command, reply, error, left));
  }

  private void fail(ThingsealException failure) {
    context.queue.fail(command, failure);
    end(true);
  }

  private void end(boolean doubtful) {
    if (doubtful) {
      context.synchronization.lose(command);
    }
    context.endTurn();
  }

  private boolean mayRetry(AtError error) {
    return error.isBusy()
        && command.repeatable
        && !command.withdrawn
        && command.attempts <= context.options.busyRetries
        && !command.isOverdue(context.now() + context.options.busyRetryDelay.toNanos());
  }

  @Override
  public void onGivenUp(Function<String, ThingsealException> failure) {
    giveUp(failure.apply(command.name));
  }

  private void giveUp(ThingsealException failure) {
    if (state != State.AWAITING_RETRY) {
      fail(failure);
    }
  }

  @Override
  public void onGreeting() {
    restartSeen = true;
    Duration waited = context.since(sentAt);
    if (waited.compareTo(context.options.greetingDelay) > 0) {
      boolean carriedOut = state == State.AWAITING_FINAL && context.writes.mayHaveLeft();
      giveUp(command.failures.restarted(waited, carriedOut));
    }
  }

  private void timedOut() {
    if (context.writes.isBusy()) {
      context.closeStuck(command.timeLimit);
      return;
    }
    context.queue.fail(
        command,
        context.lexer.isWithinReply()
            ? command.failures.cutShort(command.timeLimit)
            : command.failures.timedOut(command.timeLimit, state == State.AWAITING_FINAL));
    leaveUnanswered();
    context.transcript.timedOut(command.name, context.synchronization.timedOut());
    context.endTurn();
  }

  private void leaveUnanswered() {
    context.synchronization.lose(command);
    boolean hasBegunToAnswer = !reply.isEmpty() || context.lexer.isWithinReply();
    if (command.payload != null && !hasBegunToAnswer) {
      leaveUnfed();
    }
  }

  /** The module may still ask for the payload, or wait for the rest of it. */
  private void leaveUnfed() {
    ChannelOptions.Values options = context.options;
    Synchronization synchronization = context.synchronization;
    switch (state) {
      case AWAITING_PROMPT -> synchronization.promptMayCome(context.now(), options.resyncTimeLimit);
      case PROMPTED -> synchronization.promptCame(context.now(), options.payloadGuard);
      default -> synchronization.promptCame(payloadSentAt, options.payloadGuard);
    }
  }

  /** The line stays taken until the module is through. */
  @Override
  public void onWithdrawn(QueuedCommand unwanted) {
    if (unwanted != command) {
      return;
    }
    if (state == State.AWAITING_RETRY) {
      putBack();
    } else if (command.abortable && state == State.AWAITING_FINAL) {
      abort();
    }
  }

  private void abort() {
    if (aborts < MAX_ABORTS) {
      aborts++;
      context.say(this, "<abort>", ABORT, false);
      context.await(ABORT_WAIT, this::abort);
    }
  }

  @Override
  public void onClosed(String reason) {
    boolean sent = isLineSent() || command.attempts > 1 || context.writes.mayHaveBegun();
    boolean carriedOut = state == State.AWAITING_FINAL && context.writes.mayHaveLeft();
    context.queue.fail(command, command.failures.closed(reason, sent, carriedOut));
    if (state != State.AWAITING_RETRY && (isLineSent() || context.writes.mayHaveBegun())) {
      leaveUnanswered();
    }
  }

  /** Whether the line has left before, and something else is due or was said. */
  private boolean isLineSent() {
    return isPayloadDue() || state == State.PROMPTED || state == State.AWAITING_RETRY || aborts > 0;
  }

  @Override
  public @Nullable QueuedCommand command() {
    return state == State.AWAITING_RETRY ? null : command;
  }
}
