package io.github.thingseal.at.channel;

import io.github.thingseal.at.internal.line.GuardedTransport.Refusal;
import io.github.thingseal.at.internal.line.Purpose;
import io.github.thingseal.core.ThingsealException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What has the line to itself: a command, a probe, a wake-up. Called under the channel's lock. */
interface Turn {
  /** Starts; the line is free. */
  void begin();

  /** What that which it says now is for. */
  default Purpose purpose() {
    return Purpose.PROBE;
  }

  /** The transport has not written what the turn said last. */
  default void onRefused(Refusal refusal) {}

  /** The prompt came: that of this turn, or one that is overdue. */
  default void onPrompt() {}

  /**
   * A line came that is no result code.
   *
   * @return whether it belongs to this turn; if not, it is unsolicited
   */
  default boolean onLine(ReceivedLine line) {
    return false;
  }

  /** Whether a numeric result code is rather an answer to this turn. */
  default boolean wantsNumber(ReceivedLine line) {
    return false;
  }

  /** A result code came that can end what this turn says. */
  void onResult(ResultCode result);

  /** Whether it may end with the result of a call, and a line with {@code CONNECT}. */
  default boolean dials() {
    return false;
  }

  /**
   * No answer is waited for any longer, or it is damaged; what it fails with is made from the
   * command.
   */
  default void onGivenUp(Function<String, ThingsealException> failure) {}

  /** No one waits for the answer to a command any longer. */
  default void onWithdrawn(QueuedCommand command) {}

  /** The module has restarted. */
  default void onGreeting() {}

  /** The line is gone; nothing comes any more. */
  default void onClosed(String reason) {}

  /** The command that may be answered during this turn, if one may. */
  default @Nullable QueuedCommand command() {
    return null;
  }
}
