package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Dialogue;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandName;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.ConfigurationFailedException;
import io.github.thingseal.at.command.DeadlineExceededException;
import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a call must have ended, whatever commands and pauses it is made of. */
final class CallDeadline {
  /** What is left of a moment that has passed while a command got its turn. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final String port;
  private final MonotonicClock clock;
  private final Duration limit;
  private final long end;

  CallDeadline(Duration limit, String port, MonotonicClock clock) {
    this.port = port;
    this.clock = clock;
    this.limit = Arguments.positive(limit, "limit");
    this.end = clock.nanoTime() + this.limit.toNanos();
  }

  /** The one that ends first. */
  CallDeadline orEarlier(@Nullable CallDeadline other) {
    return other != null && other.end - end < 0 ? other : this;
  }

  Duration left() {
    Duration left = remaining();
    return left.compareTo(SHORTEST) > 0 ? left : SHORTEST;
  }

  private Duration remaining() {
    return Duration.ofNanos(end - clock.nanoTime());
  }

  boolean isOver() {
    return remaining().compareTo(Duration.ZERO) <= 0;
  }

  <R> R execute(Dialogue dialogue, AtCommand<R> command) {
    if (isOver()) {
      throw notSent(CommandName.of(command.line(), command.secret()));
    }
    try {
      return dialogue.execute(CallCommand.within(this, command));
    } catch (CommandTimeoutException | GarbledReplyException | ConfigurationFailedException e) {
      throw isOver() ? exceeded(e) : e;
    } catch (ChannelClosedException e) {
      // A port that was away was waited for.
      throw isOver() && !e.wasSent() ? exceeded(e) : e;
    }
  }

  private DeadlineExceededException exceeded(UnansweredCommandException e) {
    return exceeded(e.command(), e.mayHaveBeenCarriedOut(), e);
  }

  DeadlineExceededException exceeded(
      String command, boolean mayHaveBeenCarriedOut, ThingsealException e) {
    return new DeadlineExceededException(
        command,
        mayHaveBeenCarriedOut,
        "The call was given " + limit + ", and had no more time left: " + e.getMessage(),
        e);
  }

  private DeadlineExceededException notSent(String name) {
    return new DeadlineExceededException(
        name,
        false,
        String.format(
            "%s was not sent to %s: the %s that the call was given were over, as the line, or an"
                + " earlier command, took that long",
            name, port, limit),
        null);
  }

  /** Pauses no longer than the call may take, which ends it. */
  void pause(Duration duration, String before) throws InterruptedException {
    Duration left = remaining();
    clock.pause(duration.compareTo(left) < 0 ? duration : left);
    if (isOver()) {
      throw notSent(before);
    }
  }
}
