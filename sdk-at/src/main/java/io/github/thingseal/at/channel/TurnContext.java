package io.github.thingseal.at.channel;

import io.github.thingseal.at.internal.line.GuardedTransport.Refusal;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection as turns see it. It knows which turn has the line, and decides for everything that
 * the lexer finds whether it belongs to that turn, to a command or probe that was given up, or to
 * the listeners of unsolicited lines. Used under the channel's lock.
 */
abstract class TurnContext implements AtLexer.Sink, CommandQueue.Connection {
  final String port;
  final ChannelOptions.Values options;
  final Scheduler scheduler;
  final ChannelLock lock;
  final CommandQueue queue;
  final Synchronization synchronization;
  final Transcript transcript;
  final WriteQueue writes;

  /** The time limit of the turn. */
  final Deadline deadline;

  /** What the turn waits for meanwhile, or the command that gets the line after the pause. */
  final Deadline step;

  final KnownSettings settings = new KnownSettings();
  final AtLexer lexer = new AtLexer(this);
  private final UnsolicitedDispatcher unsolicited;
  private final @Nullable String greeting;
  private @Nullable Turn turn;
  private long lastHeard;

  TurnContext(
      Transport transport,
      ChannelOptions options,
      ChannelLock lock,
      CommandQueue queue,
      UnsolicitedDispatcher unsolicited,
      Synchronization synchronization) {
    this.port = transport.name();
    this.options = options.values;
    this.lock = lock;
    this.queue = queue;
    this.unsolicited = unsolicited;
    this.synchronization = synchronization;
    greeting = options.greeting().orElse(null);
    scheduler = options.scheduler();
    transcript = new Transcript(port, options);
    deadline = new Deadline(scheduler, lock);
    step = new Deadline(scheduler, lock);
    writes = new WriteQueue(lock, transport, scheduler, this::close, this::refused);
    lexer.expectPrompt(synchronization.isPromptPossible());
    lastHeard = now() - options.pacing().toNanos();
  }

  /** What is left of the pause that the module needs, for one who waits since some time. */
  abstract Duration pause(long since);

  /** The turn is over. */
  abstract void endTurn();

  /** The turn is over; the module is awake for the next one, however long that takes. */
  abstract void endAwake();

  /** Has a module woken that may sleep, and the turn begin again then; returns whether. */
  abstract boolean wakesFor(Turn resumed);

  /** The transport is of no use any more. Called without the lock. */
  abstract void close(String reason);

  // Who has the line.

  final @Nullable Turn turn() {
    return turn;
  }

  /** Gives the line to someone, or to no one; who had it waits for nothing any more. */
  final void turn(@Nullable Turn next) {
    turn = next;
    deadline.lift();
    step.lift();
  }

  /** Gives the line to the turn that must follow at once. */
  final void handOver(Turn next) {
    lexer.expectPrompt(synchronization.isPromptPossible());
    turn(next);
    next.begin();
  }

  // What a turn does.

  final long now() {
    return scheduler.nanoTime();
  }

  final Duration since(long nanoTime) {
    return Duration.ofNanos(now() - nanoTime);
  }

  final void say(Turn speaker, String shown, byte[] bytes, boolean secret) {
    transcript.sent(shown, bytes, secret);
    writes.add(bytes, speaker);
  }

  /** What was said last was not written. */
  private void refused(Turn speaker, Refusal refusal) {
    if (turn == speaker) {
      speaker.onRefused(refusal);
    }
  }

  /** Does something later, unless the turn ends before or waits for something else. */
  final void await(Duration delay, Runnable then) {
    step.set(delay, then);
  }

  /** Does something as soon as the module had its pause since it was heard last. */
  final void paced(Runnable action) {
    paced(action, now());
  }

  private void paced(Runnable action, long since) {
    Duration wait = pause(since);
    if (wait.isZero()) {
      action.run();
    } else {
      await(wait, () -> paced(action, since));
    }
  }

  /** Fails the command that is next in line. */
  final void failNext(Function<Failures, ThingsealException> failure) {
    QueuedCommand next = queue.next();
    if (next != null) {
      queue.fail(next, failure.apply(next.failures));
      transcript.timedOut(next.name, synchronization.timedOut());
    }
  }

  /** Closes because the transport does not take what is said. */
  final void closeStuck(Duration limit) {
    // Neither held up by the thread that has the lock, nor holding it up.
    String reason = "the line took no bytes within " + limit.toMillis() + " ms";
    scheduler.execute(() -> close(reason));
  }

  // What comes.

  final long lastHeard() {
    return lastHeard;
  }

  @Override
  public final void line(byte[] bytes, int offset, int length, int windowOffset, int windowLength) {
    ReceivedLine line = new ReceivedLine(bytes, offset, length, windowOffset, windowLength);
    lastHeard = now();
    ResultCode result = ResultCode.of(line).filter(settings::allows).orElse(null);
    if (result == null || isRatherReply(line, result)) {
      onLine(line);
      return;
    }
    transcript.received(line, result);
    if (mayEnd(result)) {
      onResult(line, result);
    } else {
      unsolicited.offer(line);
    }
  }

  /** Whether a lone number is what was asked for, where the module may not write codes so. */
  private boolean isRatherReply(ReceivedLine line, ResultCode result) {
    return result.isNumeric()
        && settings.isNumberAmbiguous()
        && turn != null
        && turn.wantsNumber(line);
  }

  /** Whether a code can end what was said; those of calls end what dials, and are news else. */
  private boolean mayEnd(ResultCode result) {
    return switch (result.kind()) {
      case OK, ERROR -> true;
      case CALL_ENDED, CONNECTED -> turn != null && turn.dials();
      case RING -> false;
    };
  }

  private void onResult(ReceivedLine line, ResultCode result) {
    settings.heard(result);
    if (synchronization.takesLateFinal()) {
      return;
    }
    if (turn != null) {
      turn.onResult(result);
    } else if (synchronization.isLost()) {
      synchronization.promptOver();
    } else {
      // Nothing was asked: what is said next might be answered by what follows this one.
      unsolicited.offer(line);
      if (synchronization.strayed()) {
        failNext(Failures::babbles);
      }
    }
  }

  private void onLine(ReceivedLine line) {
    boolean secret = isSecret(line);
    transcript.received(line, secret);
    if (greeting != null && line.is(greeting)) {
      transcript.tell(ChannelListener::onGreeting);
      if (turn != null) {
        turn.onGreeting();
      }
      unsolicited.offer(line);
      return;
    }
    if (turn != null && turn.onLine(line)) {
      return;
    }
    boolean known = synchronization.takesLateProbe(line) || synchronization.isLate(line);
    // What has no prefix and comes amid secrets may be the rest of a damaged one.
    if (!known && !(secret && !line.hasParameters())) {
      unsolicited.offer(line);
    }
  }

  /** Lines of the security set are secret unless someone has asked for them openly. */
  private boolean isSecret(ReceivedLine line) {
    QueuedCommand command = turn == null ? null : turn.command();
    return (command != null && command.secret)
        || synchronization.isLateSecret()
        || isForeignEcho(command, line)
        || (line.hasParameters()
            && CommandLine.isSecretReply(line.prefix())
            && !(command != null && command.asksFor(line)));
  }

  /** What was said long ago, or by someone else, may have been secret. */
  private static boolean isForeignEcho(@Nullable QueuedCommand command, ReceivedLine line) {
    return Echo.looksLikeCommand(line)
        && line.text().indexOf('=') >= 0
        && !(command != null && Echo.isWhole(command.line, line));
  }

  @Override
  public final void prompt() {
    transcript.prompt();
    if (synchronization.isPromptPossible()) {
      transcript.received(">");
      synchronization.promptCame(now(), options.payloadGuard);
    }
    if (turn != null) {
      turn.onPrompt();
    }
  }

  @Override
  public final void damaged() {
    if (turn != null) {
      turn.onGivenUp(command -> new Failures(port, command, false).damaged());
    }
  }

  @Override
  public final void noise() {
    transcript.tell(ChannelListener::onNoise);
  }
}
