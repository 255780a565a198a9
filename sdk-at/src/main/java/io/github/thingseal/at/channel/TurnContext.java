package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** What a turn may do with the line while it has it. Used under the channel's lock. */
interface TurnContext {
  /** What messages call the port. */
  String port();

  ChannelOptions options();

  Transcript transcript();

  AtLexer lexer();

  /** What goes out. */
  WriteQueue writes();

  /** What the module was set to. */
  KnownSettings settings();

  /** Whether the module's answers are those to its questions. */
  Synchronization synchronization();

  /** The time limit of the turn that has the line. */
  Deadline deadline();

  long now();

  default Duration since(long nanoTime) {
    return Duration.ofNanos(now() - nanoTime);
  }

  /** Does something later, provided that the same turn still has the line. */
  Scheduled after(Duration delay, Turn owner, Runnable action);

  /** Does something as soon as the module had its pause since it was heard last. */
  void paced(Turn owner, Runnable action);

  void complete(QueuedCommand command, List<InfoLine> lines);

  void fail(QueuedCommand command, ThingsealException failure);

  /** Fails the command that is next in line. */
  void failNext(BiFunction<String, String, ThingsealException> failure);

  /** Ends the turn of a command that goes first when its next turn comes. */
  void putBack(QueuedCommand command);

  /** Gives the line to the turn that must follow at once. */
  void handOver(Turn next);

  /** Ends the turn. */
  void endTurn();

  /** Ends the turn; the module is awake for the next one, however long that takes. */
  void endAwake();

  /** Closes because the transport does not take what is sent. */
  void closeStuck(Duration limit);
}
