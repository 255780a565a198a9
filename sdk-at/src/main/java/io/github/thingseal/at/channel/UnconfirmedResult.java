package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.probe.Probe;
import io.github.thingseal.core.ThingsealException;
import org.jspecify.annotations.Nullable;

/**
 * A result code that ended a command, though the reply does not explain it: {@code OK} without the
 * information that belongs before it, or {@code ERROR} without a reason from a module that was set
 * to give reasons. It is believed if nothing else comes before the answer to a probe.
 */
final class UnconfirmedResult {
  private final TurnContext context;
  private final QueuedCommand command;
  private final ReplyLines reply;
  private final @Nullable AtError error;

  private boolean over;
  private @Nullable AtError refusal;
  private int others;
  private boolean restarted;

  UnconfirmedResult(
      TurnContext context, QueuedCommand command, ReplyLines reply, @Nullable AtError error) {
    this.context = context;
    this.command = command;
    this.reply = reply;
    this.error = error;
  }

  /** Whether the probe would be answered with what the command itself asks for. */
  static boolean isProbe(QueuedCommand command) {
    return command.reply instanceof ReplyShape.Prefixed prefixed
        && prefixed.prefix().equals(Probe.ANSWER);
  }

  QueuedCommand command() {
    return command;
  }

  boolean isSecret() {
    return !over && command.secret;
  }

  /** A line came before the answer to the probe: the reply, if the code was another's. */
  boolean onLine(ReceivedLine line) {
    if (over || !reply.take(line)) {
      return false;
    }
    if (reply.isTooLong()) {
      fail(Failures.tooLong(context.port(), command.name, context.options()));
    }
    return true;
  }

  /** A result code came that is not the probe's, as far as can be seen. */
  void onOther(ResultCode result) {
    if (over) {
      return;
    }
    others++;
    if (result.error() != null) {
      refusal = result.error();
    } else if (!reply.isEmpty()) {
      over = true;
      context.complete(command, reply.copy());
    }
  }

  /** The module shows that it has restarted. */
  void onRestartSign() {
    restarted = true;
  }

  /** The probe was answered and nothing is outstanding. */
  void proved(boolean settingsLost) {
    if (over) {
      return;
    }
    if (restarted || settingsLost) {
      failRestarted();
    } else if (error == null && refusal != null) {
      fail(Failures.rejected(context.port(), command.name, refusal, command.attempts));
    } else if (others > 0) {
      doubt();
    } else {
      believe();
    }
  }

  /** A probe without an answer of its own was counted; so many codes came that were its. */
  void provedByCount(int own) {
    if (!over && restarted) {
      failRestarted();
    } else if (!over && others == own) {
      believe();
    } else {
      doubt();
    }
  }

  private void failRestarted() {
    context.settings().forget();
    fail(Failures.restartedBefore(context.port(), command.name, error == null));
  }

  private void believe() {
    if (error == null) {
      over = true;
      context.complete(command, reply.copy());
    } else {
      fail(Failures.rejected(context.port(), command.name, error, command.attempts));
    }
  }

  /** No one can know whose code it was. */
  void doubt() {
    if (!over) {
      String code = error == null ? "OK" : error.text();
      fail(Failures.inDoubt(context.port(), command.name, code, true));
    }
  }

  void onClosed(String reason) {
    if (!over) {
      fail(Failures.closed(context.port(), command.name, reason, true, true));
    }
  }

  private void fail(ThingsealException failure) {
    over = true;
    context.fail(command, failure);
    reply.clear();
  }
}
