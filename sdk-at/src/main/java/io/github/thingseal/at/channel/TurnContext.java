package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import io.github.thingseal.at.internal.probe.Probe;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.function.Function;

/**
 * What turns use while they have the line, one object for each connection. Used under the channel's
 * lock.
 *
 * @param port what messages call the port
 */
record TurnContext(
    String port,
    ChannelOptions options,
    ChannelLock lock,
    CommandQueue queue,
    Synchronization synchronization,
    KnownSettings settings,
    Transcript transcript,
    ReplyRouter router,
    AtLexer lexer,
    WriteQueue writes,
    Deadline deadline,
    Line line) {

  /** What comes after a turn. */
  interface Line {
    /** What is left of the pause that the module needs, for one who waits since some time. */
    Duration pause(long since);

    /** The turn is over. */
    void endTurn();

    /** The turn is over; the module is awake for the next one, however long that takes. */
    void endAwake();

    /** The transport is of no use any more. */
    void close(String reason);
  }

  long now() {
    return options.scheduler().nanoTime();
  }

  Duration since(long nanoTime) {
    return Duration.ofNanos(now() - nanoTime);
  }

  /** Has something written, and reported as it is shown. */
  void say(Turn turn, String shown, byte[] bytes, boolean secret) {
    transcript.sent(shown, bytes, secret);
    writes.add(bytes, turn);
  }

  void ask(Turn turn, Probe probe) {
    synchronization.asked(probe);
    say(turn, probe.line(), probe.bytes(), false);
  }

  /** Does something later, provided that the same turn still has the line. */
  Scheduled after(Duration delay, Turn owner, Runnable action) {
    return options
        .scheduler()
        .schedule(
            () ->
                lock.changeOnTime(
                    () -> {
                      if (router.turn() == owner) {
                        action.run();
                      }
                    }),
            delay);
  }

  /** Does something as soon as the module had its pause since it was heard last. */
  void paced(Turn owner, Runnable action) {
    paced(owner, action, now());
  }

  private void paced(Turn owner, Runnable action, long since) {
    Duration wait = line.pause(since);
    if (wait.isZero()) {
      action.run();
    } else {
      Scheduled unused = after(wait, owner, () -> paced(owner, action, since));
    }
  }

  /** Fails the command that is next in line. */
  void failNext(Function<Failures, ThingsealException> failure) {
    QueuedCommand next = queue.next();
    if (next != null) {
      queue.fail(next, failure.apply(new Failures(port, next.name)));
      transcript.timedOut(next.name, synchronization.timedOut());
    }
  }

  /** Gives the line to the turn that must follow at once. */
  void handOver(Turn next) {
    lexer.expectPrompt(synchronization.isPromptPossible());
    router.turn(next);
    next.begin();
  }

  void endTurn() {
    line.endTurn();
  }

  void endAwake() {
    line.endAwake();
  }

  /** Closes because the transport does not take what is said. */
  void closeStuck(Duration limit) {
    // Neither held up by the thread that has the lock, nor holding it up.
    String reason = "the line took no bytes within " + limit.toMillis() + " ms";
    options.scheduler().execute(() -> line.close(reason));
  }
}
