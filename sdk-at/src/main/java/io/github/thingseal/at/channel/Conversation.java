package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.line.GuardedTransport;
import io.github.thingseal.at.internal.line.GuardedTransport.Refusal;
import io.github.thingseal.at.internal.line.PortReader;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.ThingsealException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The dialogue over one transport, until that is lost: who has the line, and who is next.
 *
 * <p>All state is guarded by the channel's lock. Nothing is written while it is held: turns put
 * their bytes into the write queue, and the thread that leaves the lock empties that. Only the
 * reader leaves it to the scheduler, for it must not be held up by a module that does not take
 * bytes.
 */
final class Conversation
    implements TurnContext, CommandQueue.Line, PortReader.Sink, LineWaking.Port {
  /** How much longer than its pause a command waits for a module that does not stop talking. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How long a transport that was closed may take to let go of who writes to it. */
  private static final Duration WRITE_WAIT = Duration.ofSeconds(1);

  private final ChannelLock lock;
  private final CommandQueue queue;
  private final Transport transport;
  private final ChannelOptions options;
  private final Scheduler scheduler;
  private final Transcript transcript;
  private final Consumer<String> onEnd;
  private final KnownSettings settings = new KnownSettings();
  private final Synchronization synchronization;
  private final ReplyRouter router;
  private final AtLexer lexer;
  private final WriteQueue writes;
  private final Deadline deadline;
  private final PortReader reader;

  private @Nullable Turn turn;
  private boolean startScheduled;
  private boolean closed;
  private Duration pacing;
  private Waking waking;

  /** The module was woken for the next command, however long that takes. */
  private boolean woken;

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
      Consumer<String> onEnd) {
    this.transport = transport;
    this.options = options;
    this.lock = lock;
    this.queue = queue;
    this.onEnd = onEnd;
    scheduler = options.scheduler();
    transcript = new Transcript(transport.name(), options);
    synchronization = new Synchronization(options.resyncAttempts());
    router =
        new ReplyRouter(
            lock,
            options,
            transcript,
            unsolicited,
            settings,
            synchronization,
            () -> failNext(Failures::babbles));
    lexer = new AtLexer(router);
    deadline = new Deadline(scheduler, this::onAlarm);
    writes = new WriteQueue(lock, transport, scheduler, this::close, this::refused);
    if (transport instanceof GuardedTransport guarded) {
      guarded.onLeft(this::giveUp);
    }
    reader = new PortReader(transport, "thingseal-at-reader", this);
    pacing = options.pacing();
    waking = waking(options.wakeUp());
  }

  // What the channel does.

  /** Begins to read; commands may have gone out before. */
  void start() {
    reader.start();
  }

  /** Waits until nothing is read any more. */
  void join() {
    reader.join();
  }

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

  /** Readies the port, without the lock. */
  private Waking waking(WakeUp wakeUp) {
    if (wakeUp instanceof WakeUp.ByTraffic byTraffic) {
      return () ->
          since(writes.lastWritten()).compareTo(byTraffic.idleLimit()) > 0
              ? new WakeTurn(this, byTraffic)
              : null;
    }
    if (wakeUp instanceof WakeUp.ByLine byLine) {
      return new LineWaking(this, this, byLine, byLine.line().switchOn(transport));
    }
    return () -> null;
  }

  @Override
  public void withdraw(QueuedCommand command) {
    if (turn != null) {
      turn.onWithdrawn(command);
    }
  }

  @Override
  public void flush() {
    writes.flush();
  }

  /** Takes in what the reader read, and leaves writing to the scheduler. */
  @Override
  public void receive(byte[] block, int length) {
    boolean toSend;
    synchronized (lock) {
      transcript.heard(block, length);
      lexer.feed(block, 0, length);
      toSend = !writes.isEmpty();
    }
    leaveReading(toSend);
  }

  /** Ends the wait for the answer to the command that has the line; called by the reader. */
  void giveUp(Function<String, ThingsealException> failure) {
    boolean toSend;
    synchronized (lock) {
      if (turn != null) {
        turn.onGivenUp(failure);
      }
      toSend = !writes.isEmpty();
    }
    leaveReading(toSend);
  }

  /** What a turn said last was not written; called with the lock. */
  private void refused(Turn speaker, Refusal refusal) {
    if (turn == speaker) {
      speaker.onRefused(refusal);
      scheduler.execute(this::leave);
    }
  }

  private void leaveReading(boolean toSend) {
    lock.deliver();
    if (toSend) {
      scheduler.execute(writes::flush);
    }
  }

  /** What a command was answered with is not what it promises: it may be another's. */
  void doubt() {
    synchronized (lock) {
      synchronization.lose();
    }
  }

  /** Ends everything that is under way. Only the first reason counts. */
  @Override
  public void close(String reason) {
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
      transport.close();
    }
    synchronized (lock) {
      writes.awaitWritten(WRITE_WAIT);
      if (turn != null) {
        turn.onClosed(reason);
        turn(null);
      }
      writes.close();
      lexer.reset();
      deadline.end();
      transcript.closed(reason);
      onEnd.accept(reason);
    }
    lock.deliver();
    transport.close();
  }

  // What turns ask for.

  @Override
  public void closeStuck(Duration limit) {
    // Neither held up by the thread that has the lock, nor holding it up.
    scheduler.execute(() -> close("the line took no bytes within " + limit.toMillis() + " ms"));
  }

  @Override
  public String port() {
    return transport.name();
  }

  @Override
  public ChannelOptions options() {
    return options;
  }

  @Override
  public Transcript transcript() {
    return transcript;
  }

  @Override
  public AtLexer lexer() {
    return lexer;
  }

  @Override
  public WriteQueue writes() {
    return writes;
  }

  @Override
  public KnownSettings settings() {
    return settings;
  }

  @Override
  public Synchronization synchronization() {
    return synchronization;
  }

  @Override
  public Deadline deadline() {
    return deadline;
  }

  private void onAlarm() {
    synchronized (lock) {
      deadline.ring();
    }
    leaveLater();
  }

  @Override
  public long now() {
    return scheduler.nanoTime();
  }

  @Override
  public Scheduled after(Duration delay, Turn owner, Runnable action) {
    return scheduler.schedule(
        () -> {
          synchronized (lock) {
            if (turn == owner) {
              action.run();
            }
          }
          leaveLater();
        },
        delay);
  }

  @Override
  public Scheduled whenFree(Duration delay, Runnable action) {
    return scheduler.schedule(
        () -> {
          synchronized (lock) {
            if (turn == null && queue.isEmpty() && !closed) {
              action.run();
            }
          }
        },
        delay);
  }

  @Override
  public void apart(LineWaking.PortTask task, Runnable then) {
    scheduler.execute(
        () -> {
          try {
            task.run();
          } catch (IOException e) {
            close(String.valueOf(e.getMessage()));
            return;
          }
          synchronized (lock) {
            then.run();
          }
          leave();
        });
  }

  @Override
  public void paced(Turn owner, Runnable action) {
    paced(owner, action, now());
  }

  private void paced(Turn owner, Runnable action, long since) {
    Duration wait = pause(since);
    if (wait.isZero()) {
      action.run();
    } else {
      Scheduled unused = after(wait, owner, () -> paced(owner, action, since));
    }
  }

  /** What is left of the pause; a module that never pauses is not waited for without end. */
  private Duration pause(long since) {
    long sinceHeard = now() - router.lastHeard();
    long sinceWaiting = now() - since - PATIENCE.toNanos();
    return Duration.ofNanos(Math.max(0, pacing.toNanos() - Math.max(sinceHeard, sinceWaiting)));
  }

  @Override
  public void complete(QueuedCommand command, List<InfoLine> lines) {
    queue.complete(command, lines);
  }

  @Override
  public void fail(QueuedCommand command, ThingsealException failure) {
    queue.fail(command, failure);
  }

  @Override
  public void failNext(BiFunction<String, String, ThingsealException> failure) {
    QueuedCommand next = queue.takeNext();
    if (next != null) {
      fail(next, failure.apply(port(), next.name));
      transcript.timedOut(next.name, synchronization.timedOut());
    }
  }

  @Override
  public void putBack(QueuedCommand command) {
    queue.putBack(command);
    endTurn();
  }

  @Override
  public void handOver(Turn next) {
    lexer.expectPrompt(synchronization.isPromptPossible());
    turn(next);
    next.begin();
  }

  @Override
  public void endAwake() {
    woken = true;
    endTurn();
  }

  @Override
  public void endTurn() {
    turn(null);
    if (!synchronization.isLost()) {
      lexer.expect(ReplyShape.none());
      lexer.wipe();
    }
    lexer.expectPrompt(synchronization.isPromptPossible());
    commandWaits();
  }

  // Who is next.

  private void turn(@Nullable Turn next) {
    turn = next;
    router.turn(next);
  }

  @Override
  public void commandWaits() {
    if (!startScheduled) {
      startAfterPause(now());
    }
  }

  private void startAfterPause(long since) {
    if (turn != null || closed) {
      return;
    }
    if (!queue.isReady()) {
      woken = false;
      synchronization.forgetLostProbes();
      waking.rest();
      return;
    }
    Duration wait = pause(since);
    if (wait.isZero()) {
      Turn next = nextTurn();
      turn(next);
      next.begin();
    } else {
      startScheduled = true;
      scheduler.schedule(() -> startScheduled(since), wait);
    }
  }

  private void startScheduled(long since) {
    synchronized (lock) {
      startScheduled = false;
      startAfterPause(since);
    }
    leaveLater();
  }

  private Turn nextTurn() {
    if (!synchronization.silence(now()).isZero()) {
      return new SilentTurn(this);
    }
    Turn first = woken ? null : waking.turn();
    woken = false;
    if (first != null) {
      return first;
    }
    if (synchronization.isLost()) {
      return new ProbeTurn(this);
    }
    synchronization.commandSent();
    return new CommandTurn(this, queue.take());
  }

  // What goes out.

  private void leave() {
    lock.deliver();
    writes.flush();
  }

  private void leaveLater() {
    boolean toDo;
    synchronized (lock) {
      toDo = lock.hasOutcomes() || !writes.isEmpty();
    }
    if (toDo) {
      scheduler.execute(this::leave);
    }
  }
}
