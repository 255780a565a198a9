package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.line.GuardedTransport;
import io.github.thingseal.at.internal.line.PortReader;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dialogue over one transport, until that is lost: its thread that reads, and who has the line
 * next. All state is guarded by the channel's lock.
 */
final class Conversation extends TurnContext implements PortReader.Sink {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  /** How much longer than its pause a command waits for a module that does not stop talking. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How long a transport that was closed may take to let go of who writes to it. */
  private static final Duration WRITE_WAIT = Duration.ofSeconds(1);

  private final Transport transport;
  private final Consumer<String> onEnd;
  final PortReader reader;

  private boolean closed;
  private Duration pacing;
  private Waking waking;

  /** What woke the module, or found it awake, for the next command, however long that takes. */
  private @Nullable Waking woken;

  /** What was asked whether it may sleep before the turn began. */
  private @Nullable Waking asked;

  /** Who had the line and has it again when the module is awake. */
  private @Nullable Turn resumed;

  /** Whether a command waits, though no one has the line, and since when. */
  private boolean waits;

  private long waitsSince;

  /**
   * Readies a transport.
   *
   * @param onEnd hears under the lock why the transport is not used any more
   * @throws io.github.thingseal.at.transport.PortUnusableException if the module is to be woken by
   *     a control line that the transport does not have
   */
  Conversation(
      Transport transport,
      ChannelOptions options,
      ChannelLock lock,
      CommandQueue queue,
      UnsolicitedDispatcher unsolicited,
      Synchronization synchronization,
      Consumer<String> onEnd) {
    super(transport, options, lock, queue, unsolicited, synchronization);
    this.transport = transport;
    this.onEnd = onEnd;
    if (transport instanceof GuardedTransport guarded) {
      guarded.onLeft(this::giveUp);
    }
    reader = new PortReader(transport, "thingseal-at-reader", this);
    pacing = options.pacing();
    waking = waking(options.wakeUp());
  }

  // What the channel does.

  void pacing(Duration pause) {
    synchronized (lock) {
      pacing = pause;
    }
  }

  void wakeUp(WakeUp wakeUp) {
    Waking next = waking(wakeUp);
    synchronized (lock) {
      waking.end();
      waking = next;
    }
  }

  private Waking waking(WakeUp wakeUp) {
    if (wakeUp instanceof WakeUp.ByTraffic byTraffic) {
      return () ->
          since(writes.lastWritten()).compareTo(byTraffic.idleLimit()) > 0
              ? new WakeTurn(this, byTraffic)
              : null;
    }
    if (wakeUp instanceof WakeUp.ByLine byLine) {
      return new LineWaking(this, byLine, byLine.line().switchOn(transport));
    }
    return () -> null;
  }

  // What is heard.

  @Override
  public void receive(byte[] block, int length) {
    lock.changePromptly(
        () -> {
          if (!closed) {
            transcript.heard(block, length);
            lexer.feed(block, 0, length);
          }
        });
  }

  /** Ends the wait for the answer to the command that has the line; called by the reader. */
  private void giveUp(Function<String, ThingsealException> failure) {
    lock.changePromptly(
        () -> {
          Turn turn = turn();
          if (turn != null) {
            turn.onGivenUp(failure);
          }
        });
  }

  // The end.

  /** The line is lost. */
  @Override
  public void close(String reason) {
    shut(
        queue.outlivesPort()
            ? reason
            : reason + "; only that of a TransportSource is opened again");
  }

  /** Ends everything that is under way. Only the first reason counts. */
  void shut(String reason) {
    boolean writing;
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      writing = writes.isWriting();
    }
    if (writing) {
      // The thread that writes learns by it how much has left; the waiting callers are given it.
      close(transport);
    }
    lock.changePromptly(() -> end(reason));
    close(transport);
  }

  private void end(String reason) {
    writes.awaitWritten(WRITE_WAIT);
    Turn last = turn();
    if (last != null) {
      last.onClosed(reason);
      turn(null);
    }
    writes.close();
    synchronization.portLost();
    lexer.reset();
    deadline.end();
    step.end();
    transcript.closed(reason);
    onEnd.accept(reason);
  }

  /** Whatever it throws, the rest must end, too. */
  static void close(Transport transport) {
    try {
      transport.close();
    } catch (RuntimeException e) {
      LOG.warn("{} cannot be closed", transport.name(), e);
    }
  }

  // Who is next.

  @Override
  public boolean isFree() {
    return turn() == null && !step.isSet() && !closed;
  }

  @Override
  public void rest() {
    waits = false;
    woken = null;
    synchronization.forgetLostProbes();
    waking.rest();
  }

  @Override
  public boolean begin(QueuedCommand next) {
    if (!waits) {
      waits = true;
      waitsSince = now();
    }
    Duration wait = pause(waitsSince);
    if (!wait.isZero()) {
      await(wait, queue::serve);
      return false;
    }
    waits = false;
    Turn before = turnBefore();
    Turn turn = before != null ? before : new CommandTurn(this, next);
    turn(turn);
    turn.begin();
    return before == null;
  }

  private @Nullable Turn turnBefore() {
    if (!synchronization.silence(now()).isZero()) {
      return new SilentTurn(this);
    }
    Turn wake = woken == waking ? null : waking.turn();
    woken = null;
    asked = waking;
    return wake == null && synchronization.isLost() ? new ProbeTurn(this) : wake;
  }

  /** A module that never pauses is not waited for without end. */
  @Override
  Duration pause(long since) {
    long sinceHeard = now() - lastHeard();
    long sinceWaiting = now() - since - PATIENCE.toNanos();
    return Duration.ofNanos(Math.max(0, pacing.toNanos() - Math.max(sinceHeard, sinceWaiting)));
  }

  @Override
  public void withdraw(QueuedCommand command) {
    Turn turn = turn();
    if (turn != null) {
      turn.onWithdrawn(command);
    }
  }

  @Override
  boolean wakesFor(Turn asleep) {
    Turn wake = waking.turn();
    if (wake != null) {
      resumed = asleep;
      handOver(wake);
    }
    return wake != null;
  }

  @Override
  void endAwake() {
    Turn awake = resumed;
    if (awake != null) {
      resumed = null;
      handOver(awake);
    } else {
      woken = asked;
      endTurn();
    }
  }

  @Override
  void endTurn() {
    turn(null);
    resumed = null;
    if (!synchronization.isLost()) {
      lexer.expect(ReplyShape.none());
      lexer.wipe();
    }
    lexer.expectPrompt(synchronization.isPromptPossible());
    queue.serve();
  }
}
