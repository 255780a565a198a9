package io.github.thingseal.at.channel;

import io.github.thingseal.at.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Wakes a module's UART. Called under the conversation's lock. */
interface Waking {
  /** Readies the port, without the lock. */
  static Waking of(WakeUp wakeUp, Transport transport, Conversation conversation) {
    if (wakeUp instanceof WakeUp.ByTraffic byTraffic) {
      return () ->
          conversation.unspoken().compareTo(byTraffic.idleLimit()) > 0
              ? new WakeTurn(conversation, byTraffic)
              : null;
    }
    if (wakeUp instanceof WakeUp.ByLine byLine) {
      return new LineWaking(conversation, byLine, byLine.line().switchOn(transport));
    }
    return () -> null;
  }

  /** Who must have the line before anyone else, if the module may sleep. */
  @Nullable Turn turn();

  /** No one has the line, and no one waits for it. */
  default void rest() {}

  /** Something else is in charge from now on. */
  default void end() {}
}
