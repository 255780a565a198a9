package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.ThingsealException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who has the line, who waits for it, and what becomes of what is heard on it.
 *
 * <p>All state is guarded by one lock. Nothing is written, and no outcome is delivered, while it is
 * held: turns put their bytes into the write queue and their outcomes beside it, and the thread
 * that leaves the lock empties both. Only the reader leaves the write queue to the scheduler, for
 * it must not be held up by a module that does not take bytes.
 */
final class Conversation implements AtLexer.Sink {
  /** How much longer than its pause a command waits for a module that does not stop talking. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How long a transport that was closed may take to let go of who writes to it. */
  private static final Duration WRITE_WAIT = Duration.ofSeconds(1);

  private final Object lock = new Object();
  private final Transport transport;
  private final ChannelOptions options;
  private final Scheduler scheduler;
  private final Transcript transcript;
  private final UnsolicitedDispatcher unsolicited;
  private final AtLexer lexer = new AtLexer(this);
  private final WriteQueue writes;
  private final Deadline deadline;
  private final @Nullable String greeting;

  private final Deque<QueuedCommand> queue = new ArrayDeque<>();
  private final Deque<Runnable> outcomes = new ArrayDeque<>();
  private @Nullable Turn turn;
  private boolean startScheduled;
  private @Nullable String closedBecause;
  private Duration pacing;
  private long lastHeard;

  private final Step step;
  private final KnownSettings settings = new KnownSettings();
  private int consecutiveTimeouts;

  private Waking waking;

  /** The module was woken for the next command, however long that takes. */
  private boolean woken;

  Conversation(
      Transport transport,
      ChannelOptions options,
      Transcript transcript,
      UnsolicitedDispatcher unsolicited) {
    this.transport = transport;
    this.options = options;
    this.scheduler = options.scheduler();
    this.transcript = transcript;
    this.unsolicited = unsolicited;
    greeting = options.greeting().orElse(null);
    step = new Step(options.resyncAttempts());
    deadline = new Deadline(options.scheduler(), this::onAlarm);
    writes = new WriteQueue(lock, transport, scheduler, this::close);
    pacing = options.pacing();
    lastHeard = scheduler.nanoTime() - pacing.toNanos();
    waking = Waking.of(options.wakeUp(), transport, this);
  }

  // What the channel does.

  void pacing(Duration pause) {
    synchronized (lock) {
      pacing = pause;
    }
  }

  void wakeUp(WakeUp wakeUp) {
    Waking next = Waking.of(wakeUp, transport, this);
    synchronized (lock) {
      waking.end();
      waking = next;
    }
  }

  void submit(QueuedCommand command) {
    synchronized (lock) {
      if (closedBecause != null) {
        fail(command, Failures.closed(port(), command.name, closedBecause, false, false));
        command.wipe();
      } else {
        queue.add(command);
        command.waitLimit.ifPresent(limit -> expireIn(limit, command));
        startNext();
      }
    }
    leave();
  }

  private void expireIn(Duration limit, QueuedCommand command) {
    Scheduled expiry =
        scheduler.executeAfter(
            limit,
            () -> {
              synchronized (lock) {
                if (queue.remove(command)) {
                  fail(command, Failures.notSentInTime(port(), command.name, limit));
                  command.wipe();
                }
              }
              leave();
            });
    CompletableFuture<List<InfoLine>> unused =
        command.done.whenComplete((lines, failure) -> expiry.cancel());
  }

  /**
   * No one waits for an answer any more.
   *
   * @return whether the command was sent already
   */
  boolean withdraw(QueuedCommand command) {
    boolean sent = true;
    synchronized (lock) {
      if (queue.remove(command)) {
        sent = false;
        command.wipe();
      } else if (turn instanceof CommandTurn current && current.command() == command) {
        current.withdraw();
      }
    }
    leave();
    return sent;
  }

  /** Takes in what the reader read, and leaves writing to the scheduler. */
  void receive(byte[] block, int length) {
    boolean toSend;
    synchronized (lock) {
      transcript.wireHeard(block, length);
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

  private void leaveReading(boolean toSend) {
    tellOutcomes();
    if (toSend) {
      scheduler.execute(writes::flush);
    }
  }

  /** Refuses what makes no sense any more once the line is closed. */
  void requireOpen() {
    synchronized (lock) {
      if (closedBecause != null) {
        throw Failures.closedToListeners(port(), closedBecause);
      }
    }
  }

  /** Ends everything that is pending. Only the first reason counts. */
  void close(String reason) {
    boolean writing;
    synchronized (lock) {
      if (closedBecause != null) {
        return;
      }
      closedBecause = reason;
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
        turn = null;
      }
      for (QueuedCommand waiting : queue) {
        fail(waiting, Failures.closed(port(), waiting.name, reason, false, false));
        waiting.wipe();
      }
      queue.clear();
      writes.close();
      lexer.reset();
      deadline.end();
      transcript.closed(reason);
    }
    tellOutcomes();
    transport.close();
  }

  /** Closes without holding up, or being held up by, the thread that has the lock. */
  void closeLater(String reason) {
    scheduler.execute(() -> close(reason));
  }

  /** Closes because the transport does not take what is sent. */
  void closeStuck(Duration limit) {
    closeLater("the line took no bytes within " + limit.toMillis() + " ms");
  }

  boolean isHeldByCurrentThread() {
    return Thread.holdsLock(lock);
  }

  // What the lexer finds.

  @Override
  public void line(byte[] bytes, int offset, int length, int windowOffset, int windowLength) {
    RawLine line = new RawLine(bytes, offset, length, windowOffset, windowLength);
    lastHeard = now();
    ResultCode result = ResultCode.of(line).filter(settings::allows).orElse(null);
    Turn current = turn;
    if (result != null && !isRatherReply(current, line, result)) {
      transcript.wireLine(line, result.isRedacted());
      transcript.received(CommandLine.printable(result.text()));
      if (mayEnd(current, result)) {
        onResult(current, line, result);
      } else {
        offer(line);
      }
    } else {
      transcript.wireLine(line, isSecret(current, line));
      onLine(current, line);
    }
  }

  /** Whether a lone number is what was asked for, where the module may not write codes so. */
  private boolean isRatherReply(@Nullable Turn current, RawLine line, ResultCode result) {
    return result.isNumeric()
        && settings.isNumberAmbiguous()
        && current != null
        && current.wantsNumber(line);
  }

  /** Lines of the security set are secret unless someone has asked for them openly. */
  private boolean isSecret(@Nullable Turn current, RawLine line) {
    return (current != null && current.isSecret())
        || step.isLateSecret()
        || isForeignEcho(current, line)
        || (line.hasParameters()
            && CommandLine.isSecretReply(line.prefix())
            && !(current != null && current.asksFor(line)));
  }

  /** What was said long ago, or by someone else, may have been secret. */
  private static boolean isForeignEcho(@Nullable Turn current, RawLine line) {
    return Echo.looksLikeCommand(line)
        && line.text().indexOf('=') >= 0
        && !(current instanceof CommandTurn command && Echo.isWhole(command.command().line, line));
  }

  /** Whether a code can end what was said; those of calls end what dials, and are news else. */
  private static boolean mayEnd(@Nullable Turn current, ResultCode result) {
    return switch (result.kind()) {
      case OK, ERROR -> true;
      case CALL_ENDED, CONNECTED -> current != null && current.dials();
      case RING -> false;
    };
  }

  private void onResult(@Nullable Turn current, RawLine line, ResultCode result) {
    settings.heard(result);
    if (step.takesLateFinal()) {
      return;
    }
    if (current != null) {
      current.onResult(result);
    } else if (step.isLost()) {
      step.overduePrompt().over();
    } else {
      // Nothing was asked: what is said next might be answered by what follows this one.
      offer(line);
      if (step.strayed()) {
        failNext(Failures::babbles);
      }
    }
  }

  private void onLine(@Nullable Turn current, RawLine line) {
    boolean secret = isSecret(current, line);
    transcript.received(line, secret);
    if (isGreeting(line)) {
      greeted(current);
      offer(line);
      return;
    }
    if (current != null && current.onLine(line)) {
      return;
    }
    boolean known = step.takesLateProbe(line) || step.isLate(line);
    // What has no prefix and comes amid secrets may be the rest of a damaged one.
    if (!known && !(secret && !line.hasParameters())) {
      offer(line);
    }
  }

  private boolean isGreeting(RawLine line) {
    return greeting != null && line.is(greeting);
  }

  private void greeted(@Nullable Turn current) {
    transcript.greeted();
    if (current != null) {
      current.onGreeting();
    }
  }

  private void offer(RawLine line) {
    if (unsolicited.offer(line)) {
      outcomes.add(unsolicited::deliverLater);
    }
  }

  @Override
  public void prompt() {
    transcript.wirePrompt();
    if (step.overduePrompt().isPossible()) {
      transcript.received(">");
      step.overduePrompt().came(now(), options.payloadGuard());
    }
    if (turn != null) {
      turn.onPrompt();
    }
  }

  @Override
  public void damaged() {
    if (turn != null) {
      turn.onDamaged();
    }
  }

  @Override
  public void noise() {
    transcript.noise();
  }

  // What turns ask for.

  AtLexer lexer() {
    return lexer;
  }

  ChannelOptions options() {
    return options;
  }

  Transcript transcript() {
    return transcript;
  }

  String port() {
    return transport.name();
  }

  long now() {
    return scheduler.nanoTime();
  }

  Duration since(long nanoTime) {
    return Duration.ofNanos(now() - nanoTime);
  }

  void send(byte[] bytes) {
    writes.add(bytes);
  }

  /** Does something later, provided that the same turn still has the line. */
  Scheduled after(Duration delay, Turn owner, Runnable action) {
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

  /** Does something later, provided that no one has the line then, nor waits for it. */
  Scheduled whenFree(Duration delay, Runnable action) {
    return scheduler.schedule(
        () -> {
          synchronized (lock) {
            if (turn == null && queue.isEmpty() && closedBecause == null) {
              action.run();
            }
          }
        },
        delay);
  }

  /** What may take a while, or fail with the port. */
  @FunctionalInterface
  interface PortTask {
    void run() throws IOException;
  }

  /** Does something to the port without the lock, and then, with it, what depends on that. */
  void apart(PortTask task, Runnable then) {
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

  /** The time limit of the turn that has the line. */
  Deadline deadline() {
    return deadline;
  }

  private void onAlarm() {
    synchronized (lock) {
      deadline.ring();
    }
    leaveLater();
  }

  void complete(QueuedCommand command, List<InfoLine> lines) {
    outcomes.add(() -> command.done.complete(lines));
  }

  void fail(QueuedCommand command, ThingsealException failure) {
    outcomes.add(() -> command.done.completeExceptionally(failure));
  }

  /** Does something as soon as the module had its pause since it was heard last. */
  void paced(Turn owner, Runnable action) {
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
    long sinceHeard = now() - lastHeard;
    long sinceWaiting = now() - since - PATIENCE.toNanos();
    return Duration.ofNanos(Math.max(0, pacing.toNanos() - Math.max(sinceHeard, sinceWaiting)));
  }

  /** Whether what the turn said last is still held back. */
  boolean hasUnsent() {
    return !writes.isEmpty();
  }

  /** Whether everything that the turn said may have left. */
  boolean mayHaveLeft() {
    return writes.mayHaveLeft();
  }

  /** Whether any of what the turn said last may have left. */
  boolean mayHaveBegun() {
    return writes.mayHaveBegun();
  }

  /** Whether bytes wait that the transport does not take. */
  boolean isStuck() {
    return writes.isBusy();
  }

  void endTurn() {
    turn = null;
    if (!step.isLost()) {
      lexer.expect(ReplyShape.none());
      lexer.wipe();
    }
    lexer.expectPrompt(step.overduePrompt().isPossible());
    startNext();
  }

  /** The module was woken, as far as that is in our hands; the turn ends. */
  void awake() {
    woken = true;
    endTurn();
  }

  /** Ends the turn of a command that goes first when its next turn comes. */
  void putBack(QueuedCommand command) {
    queue.addFirst(command);
    endTurn();
  }

  /** Holds back how a command has ended until the module was asked. */
  void prove(UnconfirmedResult held) {
    step.lose(held.command());
    lexer.expectPrompt(step.overduePrompt().isPossible());
    turn = new ProbeTurn(this, held);
    turn.begin();
  }

  /** What a command was answered with is not what it promises: it may be another's. */
  void doubt() {
    synchronized (lock) {
      step.lose();
    }
  }

  /** What the module was set to. */
  KnownSettings settings() {
    return settings;
  }

  /** Whether the module's answers are those to its questions. */
  Step step() {
    return step;
  }

  /** For how much longer nothing is said to a module that may take it for a payload. */
  Duration silence() {
    return step.overduePrompt().silence(now());
  }

  void foundStep() {
    step.find();
    consecutiveTimeouts = 0;
  }

  void answered() {
    consecutiveTimeouts = 0;
  }

  void timedOut(String command) {
    consecutiveTimeouts++;
    transcript.timedOut(command, consecutiveTimeouts);
  }

  /** A probe had no answer; after so many, the next command in line fails with it. */
  void probeLost() {
    if (step.probeLost()) {
      failNext((port, name) -> Failures.noStep(port, name, options.resyncAttempts()));
    }
  }

  private void failNext(BiFunction<String, String, ThingsealException> failure) {
    QueuedCommand next = queue.poll();
    if (next != null) {
      fail(next, failure.apply(port(), next.name));
      next.wipe();
      timedOut(next.name);
    }
  }

  // Who is next.

  private void startNext() {
    if (!startScheduled) {
      startAfterPause(now());
    }
  }

  private void startAfterPause(long since) {
    if (turn != null || closedBecause != null) {
      return;
    }
    if (queue.isEmpty()) {
      woken = false;
      step.forgetLostProbes();
      waking.rest();
      return;
    }
    Duration wait = pause(since);
    if (wait.isZero()) {
      turn = nextTurn();
      turn.begin();
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
    if (!silence().isZero()) {
      return new SilentTurn(this);
    }
    Turn first = woken ? null : waking.turn();
    woken = false;
    if (first != null) {
      return first;
    }
    if (step.isLost()) {
      return new ProbeTurn(this);
    }
    step.commandSent();
    return new CommandTurn(this, queue.remove());
  }

  /** For how long nothing was sent. */
  Duration unspoken() {
    return since(writes.lastWritten());
  }

  // What goes out.

  private void leave() {
    tellOutcomes();
    writes.flush();
  }

  private void leaveLater() {
    boolean toDo;
    synchronized (lock) {
      toDo = !outcomes.isEmpty() || !writes.isEmpty();
    }
    if (toDo) {
      scheduler.execute(this::leave);
    }
  }

  private void tellOutcomes() {
    Runnable outcome = nextOutcome();
    while (outcome != null) {
      outcome.run();
      outcome = nextOutcome();
    }
  }

  private @Nullable Runnable nextOutcome() {
    synchronized (lock) {
      return outcomes.poll();
    }
  }
}
