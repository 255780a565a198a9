package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.at.internal.line.Unprepared;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a channel that wait for the line, and how each of them ends. It outlives the
 * port: a connection is attached beneath it, and another one once the port is back. What surely was
 * not sent, or may be repeated, goes back to its head when a connection is lost.
 *
 * <p>While the {@link Activation} is due or runs, only its own commands go out.
 */
final class CommandQueue {
  /** The connection that commands go out by. Called with the lock. */
  interface Connection {
    /** Whether no one has the line, and none waits for its pause. */
    boolean isFree();

    /** Begins with a command, or with what must come before it; returns whether with itself. */
    boolean begin(QueuedCommand next);

    void rest();

    void withdraw(QueuedCommand command);
  }

  private final ChannelLock lock;
  private final Scheduler scheduler;

  /** How long commands wait for the port, if it is opened again. */
  private final Optional<Duration> absenceLimit;

  private final Deque<QueuedCommand> waiting = new ArrayDeque<>();
  private volatile @Nullable Activation activation;
  private @Nullable Connection connection;
  private @Nullable Function<Failures, ThingsealException> end;

  /** The command for which the activation is to run, or runs. */
  private @Nullable QueuedCommand activatedFor;

  private boolean activating;

  CommandQueue(ChannelLock lock, Scheduler scheduler, Optional<Duration> absenceLimit) {
    this.lock = lock;
    this.scheduler = scheduler;
    this.absenceLimit = absenceLimit;
  }

  void activation(Activation before) {
    activation = before;
  }

  /** Whether commands of this thread go out ahead of those that wait for the activation. */
  boolean isActivationThread() {
    Activation before = activation;
    return before != null && before.isRunByCurrentThread();
  }

  // What callers do.

  void submit(QueuedCommand command) {
    lock.change(() -> add(command));
  }

  private void add(QueuedCommand command) {
    if (end != null) {
      finish(command, end.apply(command.failures));
      return;
    }
    waiting.add(command);
    serve();
    if (command == waiting.peekLast()) {
      watch(command);
    }
  }

  private ThingsealException whyNotSent(QueuedCommand command) {
    return connection == null
        ? command.failures.absent()
        : command.refusal().orElseGet(() -> command.failures.notSentInTime(waited(command)));
  }

  /** Ends the wait of a command, for its turn and for the port, when it may not wait longer. */
  private void watch(QueuedCommand command) {
    Optional<Duration> limit = command.waitLimit;
    if (connection == null) {
      Duration absence = absenceLimit.filter(wait -> command.outlivesPort).orElse(Duration.ZERO);
      limit = limit.filter(wait -> wait.compareTo(absence) < 0).or(() -> Optional.of(absence));
    }
    limit.map(longest -> longest.minus(waited(command))).ifPresent(left -> watch(command, left));
  }

  private void watch(QueuedCommand command, Duration left) {
    if (left.isNegative() || left.isZero()) {
      fail(command, whyNotSent(command));
      return;
    }
    Runnable look =
        () -> {
          if (waiting.contains(command)) {
            watch(command);
          }
        };
    command.watched(scheduler.schedule(() -> lock.changeOnTime(look), left));
  }

  /** No one waits for an answer any more; returns whether the command was sent already. */
  boolean withdraw(QueuedCommand command) {
    boolean[] sent = {true};
    lock.changePromptly(
        () -> {
          command.withdrawn = true;
          if (remove(command)) {
            sent[0] = command.mayHaveBeenCarriedOut();
            finish(command, new CancellationException());
          } else if (connection != null) {
            connection.withdraw(command);
          }
        });
    return sent[0];
  }

  /** The same as far as it can be done amid something else, which holds the lock. */
  void drop(QueuedCommand command) {
    command.withdrawn = true;
    if (waiting.remove(command)) {
      finish(command, new CancellationException());
    }
  }

  private boolean remove(QueuedCommand command) {
    boolean removed = waiting.remove(command);
    if (command == activatedFor && !activating) {
      activatedFor = null;
      serve();
    }
    return removed;
  }

  // What the connection does, with the lock.

  void attach(Connection next) {
    connection = next;
    if (!waiting.isEmpty()) {
      serve();
    }
  }

  void detach() {
    connection = null;
    List.copyOf(waiting).forEach(this::watch);
  }

  private Duration waited(QueuedCommand command) {
    return Duration.ofNanos(scheduler.nanoTime() - command.since);
  }

  /** No connection is attached any more: what waits, and what comes later, fails. */
  void end(Function<Failures, ThingsealException> why) {
    if (end == null) {
      end = why;
      connection = null;
      waiting.forEach(command -> finish(command, command.unsent(why.apply(command.failures))));
      waiting.clear();
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Something has changed: has the next command go out, or the activation that is due run. */
  void serve() {
    if (connection == null || !connection.isFree()) {
      return;
    }
    QueuedCommand next = next();
    if (next == null) {
      startActivation();
      connection.rest();
    } else if (connection.begin(next)) {
      waiting.remove(next);
    }
  }

  @Nullable QueuedCommand next() {
    Activation before = activation;
    if (activatedFor == null && (before == null || waiting.isEmpty() || !before.isDue())) {
      return waiting.peek();
    }
    return waiting.stream().filter(command -> command.first).findFirst().orElse(null);
  }

  /** A command was sent, and is to be sent again if anyone waits for it still. */
  void putBack(QueuedCommand command) {
    if (end != null) {
      finish(command, command.unsent(end.apply(command.failures)));
    } else if (command.withdrawn) {
      finish(command, whyNotSent(command));
    } else {
      requeue(command);
    }
  }

  /** At the head; one that has waited enough ends there. */
  private void requeue(QueuedCommand command) {
    waiting.addFirst(command);
    watch(command);
  }

  void complete(QueuedCommand command, List<InfoLine> lines) {
    command.end();
    lock.onLeaving(() -> command.done.complete(lines));
  }

  /** Ends a command, unless its connection was lost and it waits for the next one. */
  void fail(QueuedCommand command, ThingsealException failure) {
    boolean waits = remove(command);
    if (!waits && failure instanceof ChannelClosedException lost && mayWaitAfter(command, lost)) {
      command.attempts = 0;
      if (lost.wasSent()) {
        command.endedBefore(lost);
      }
      requeue(command);
    } else {
      boolean unsent =
          failure instanceof UnansweredCommandException lost && !lost.mayHaveBeenCarriedOut();
      finish(command, waits || unsent ? command.unsent(failure) : failure);
    }
  }

  /** Whether the port is opened again once it is lost. */
  boolean outlivesPort() {
    return absenceLimit.isPresent();
  }

  private boolean mayWaitAfter(QueuedCommand command, ChannelClosedException lost) {
    return absenceLimit.isPresent()
        && command.outlivesPort
        && end == null
        && !command.withdrawn
        && !command.isOverdue(scheduler.nanoTime())
        && (!lost.wasSent()
            || (command.repeatable && waited(command).compareTo(absenceLimit.get()) < 0));
  }

  private void finish(QueuedCommand command, Throwable failure) {
    command.end();
    lock.onLeaving(() -> command.done.completeExceptionally(failure));
  }

  // The activation.

  private void startActivation() {
    QueuedCommand command = waiting.peek();
    if (activatedFor == null && command != null) {
      activatedFor = command;
      lock.onLeaving(() -> command.beforehand().execute(() -> activate(command)));
    }
  }

  private void activate(QueuedCommand command) {
    Activation before = activation;
    synchronized (lock) {
      if (activatedFor != command || activating || before == null) {
        return;
      }
      activating = true;
    }
    Throwable failure = null;
    try {
      before.run();
    } catch (Throwable e) {
      failure = e;
    }
    Throwable outcome = failure;
    lock.change(() -> activated(command, outcome));
  }

  private void activated(QueuedCommand command, @Nullable Throwable failure) {
    activatedFor = null;
    activating = false;
    if (failure != null) {
      boolean shared = isShared(command, failure);
      List<QueuedCommand> failed =
          waiting.stream().filter(other -> other == command || (shared && !other.first)).toList();
      waiting.removeAll(failed);
      failed.forEach(other -> finish(other, other.unsent(unprepared(other, failure))));
    } else {
      failBound();
    }
    serve();
  }

  /** What is for the module that was there may not go out to the one that was configured now. */
  private void failBound() {
    List<QueuedCommand> bound =
        waiting.stream().filter(other -> !other.outlivesPort && !other.first).toList();
    waiting.removeAll(bound);
    bound.forEach(other -> finish(other, other.unsent(other.failures.configuredAnew())));
  }

  private static Throwable unprepared(QueuedCommand command, Throwable failure) {
    return failure instanceof ThingsealException why ? Unprepared.of(command.name, why) : failure;
  }

  /**
   * Whether the others that wait share a failure: not that of the port, for which they wait, nor
   * what may come of the limit or the interrupt of the one caller.
   */
  private static boolean isShared(QueuedCommand command, Throwable failure) {
    return failure instanceof ThingsealException
        && !(failure instanceof ChannelClosedException)
        && command.waitLimit.isEmpty()
        && !Thread.currentThread().isInterrupted();
  }
}
