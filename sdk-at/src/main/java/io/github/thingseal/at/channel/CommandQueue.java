package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
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
  /** The connection that takes commands out of the queue. */
  interface Line {
    /** A command may be there. Called with the lock. */
    void commandWaits();

    /** No one waits for the answer any more. Called with the lock. */
    void withdraw(QueuedCommand command);

    /** Writes what is to go out. Called without the lock. */
    void flush();
  }

  private static final Activation NOTHING_DUE =
      new Activation() {
        @Override
        public boolean isDue() {
          return false;
        }

        @Override
        public boolean isRunByCurrentThread() {
          return false;
        }

        @Override
        public void run() {}
      };

  private final ChannelLock lock;
  private final String port;
  private final Scheduler scheduler;

  /** How long commands wait for the port, if it is opened again. */
  private final Optional<Duration> absenceLimit;

  private final Deque<QueuedCommand> waiting = new ArrayDeque<>();
  private volatile Activation activation = NOTHING_DUE;
  private @Nullable Line line;
  private @Nullable Function<QueuedCommand, ThingsealException> end;

  /** What goes out next, as found last. */
  private @Nullable QueuedCommand ready;

  /** The command for which the activation is to run, or runs. */
  private @Nullable QueuedCommand activatedFor;

  private boolean activating;

  CommandQueue(
      ChannelLock lock, String port, Scheduler scheduler, Optional<Duration> absenceLimit) {
    this.lock = lock;
    this.port = port;
    this.scheduler = scheduler;
    this.absenceLimit = absenceLimit;
  }

  void activation(Activation before) {
    activation = before;
  }

  /** Whether commands of this thread go out ahead of those that wait for the activation. */
  boolean isActivationThread() {
    return activation.isRunByCurrentThread();
  }

  // What callers do.

  void submit(QueuedCommand command) {
    change(() -> add(command));
  }

  private void add(QueuedCommand command) {
    if (end != null) {
      finish(command, end.apply(command));
      return;
    }
    waiting.add(command);
    command.waitLimit.ifPresent(
        limit -> expireIn(limit, command, () -> fail(command, whyNotSent(command))));
    if (line == null) {
      limitAbsence(command);
    } else {
      line.commandWaits();
    }
  }

  private ThingsealException whyNotSent(QueuedCommand command) {
    return line == null
        ? Failures.absent(port, command.name)
        : command
            .before()
            .orElseGet(() -> Failures.notSentInTime(port, command.name, waited(command)));
  }

  /** Does something later, provided that the command still waits then. */
  private void expireIn(Duration limit, QueuedCommand command, Runnable action) {
    Scheduled expiry =
        scheduler.executeAfter(
            limit,
            () ->
                change(
                    () -> {
                      if (waiting.contains(command)) {
                        action.run();
                      }
                    }));
    CompletableFuture<List<InfoLine>> unused =
        command.done.whenComplete((lines, failure) -> expiry.cancel());
  }

  /**
   * No one waits for an answer any more.
   *
   * @return whether the command was sent already
   */
  boolean withdraw(QueuedCommand command) {
    boolean[] sent = {true};
    change(
        () -> {
          command.withdrawn = true;
          if (remove(command)) {
            sent[0] = command.mayHaveBeenCarriedOut();
            finish(command, new CancellationException());
          } else if (line != null) {
            line.withdraw(command);
          }
        });
    return sent[0];
  }

  private boolean remove(QueuedCommand command) {
    boolean removed = waiting.remove(command);
    if (command == activatedFor && !activating) {
      activatedFor = null;
      wakeLine();
    }
    return removed;
  }

  // What the connection does, with the lock.

  void attach(Line next) {
    line = next;
    if (!waiting.isEmpty()) {
      next.commandWaits();
    }
  }

  /** The connection is lost; the port is opened again. */
  void detach() {
    line = null;
    List.copyOf(waiting).forEach(this::limitAbsence);
  }

  /** A command waits for the port no longer than it may in all. */
  private void limitAbsence(QueuedCommand command) {
    Duration left = absenceLimit.orElse(Duration.ZERO).minus(waited(command));
    if (left.isNegative() || left.isZero()) {
      giveUpAbsent(command);
    } else {
      expireIn(left, command, () -> giveUpAbsent(command));
    }
  }

  private void giveUpAbsent(QueuedCommand command) {
    if (line == null && remove(command)) {
      finish(command, command.unsent(Failures.absent(port, command.name)));
    }
  }

  private Duration waited(QueuedCommand command) {
    return Duration.ofNanos(scheduler.nanoTime() - command.since);
  }

  /** No connection is attached any more: what waits, and what comes later, fails. */
  void end(Function<QueuedCommand, ThingsealException> why) {
    if (end == null) {
      end = why;
      line = null;
      waiting.forEach(command -> finish(command, command.unsent(why.apply(command))));
      waiting.clear();
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Whether a command may go out now; if the activation must come first, has it run. */
  boolean isReady() {
    ready = next();
    if (ready == null && activatedFor == null && !waiting.isEmpty()) {
      QueuedCommand command = waiting.element();
      activatedFor = command;
      lock.onLeaving(() -> command.beforehand().execute(() -> activate(command)));
    }
    return ready != null;
  }

  /** Takes out the command that was found ready. */
  QueuedCommand take() {
    QueuedCommand next = Objects.requireNonNull(ready, "no command is ready");
    ready = null;
    waiting.remove(next);
    return next;
  }

  /** The command that is next, if one is. */
  @Nullable QueuedCommand next() {
    if (activatedFor == null && !(activation.isDue() && !waiting.isEmpty())) {
      return waiting.peek();
    }
    return waiting.stream().filter(command -> command.first).findFirst().orElse(null);
  }

  /** A command was sent, and is to be sent again if anyone waits for it still. */
  void putBack(QueuedCommand command) {
    if (end != null) {
      finish(command, command.unsent(end.apply(command)));
    } else if (command.withdrawn || command.isOverdue(scheduler.nanoTime())) {
      finish(command, whyNotSent(command));
    } else {
      waiting.addFirst(command);
    }
  }

  void complete(QueuedCommand command, List<InfoLine> lines) {
    command.wipe();
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
      waiting.addFirst(command);
    } else {
      finish(command, isUnsent(waits, failure) ? command.unsent(failure) : failure);
    }
  }

  private static boolean isUnsent(boolean waits, ThingsealException failure) {
    return waits
        || (failure instanceof UnansweredCommandException lost && !lost.mayHaveBeenCarriedOut());
  }

  private boolean mayWaitAfter(QueuedCommand command, ChannelClosedException lost) {
    return absenceLimit.isPresent()
        && end == null
        && !command.withdrawn
        && !command.isOverdue(scheduler.nanoTime())
        && (!lost.wasSent() || (command.repeatable && isPatient(command)));
  }

  private boolean isPatient(QueuedCommand command) {
    return waited(command).compareTo(absenceLimit.orElse(Duration.ZERO)) < 0;
  }

  private void finish(QueuedCommand command, Throwable failure) {
    command.wipe();
    lock.onLeaving(() -> command.done.completeExceptionally(failure));
  }

  // The activation.

  private void activate(QueuedCommand command) {
    synchronized (lock) {
      if (activatedFor != command || activating) {
        return;
      }
      activating = true;
    }
    Throwable failure = null;
    try {
      activation.run();
    } catch (Throwable e) {
      failure = e;
    }
    Throwable outcome = failure;
    change(() -> activated(command, outcome));
  }

  private void activated(QueuedCommand command, @Nullable Throwable failure) {
    activatedFor = null;
    activating = false;
    if (failure != null) {
      List.copyOf(waiting).stream()
          .filter(other -> other == command || isForAll(command, other))
          .forEach(
              other -> {
                waiting.remove(other);
                finish(other, other.unsent(failure));
              });
    }
    wakeLine();
  }

  /** What fails on a worker is tried once for all that were submitted. */
  private static boolean isForAll(QueuedCommand command, QueuedCommand other) {
    return !command.hasCaller() && !other.hasCaller() && !other.first;
  }

  private void wakeLine() {
    if (line != null) {
      line.commandWaits();
    }
  }

  private void change(Runnable action) {
    Line current;
    synchronized (lock) {
      action.run();
      current = line;
    }
    lock.deliver();
    if (current != null) {
      current.flush();
    }
  }
}
