package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtError;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A probe for a command whose reply does not explain its result code. That is {@code OK} without
 * the information that belongs before it, or {@code ERROR} without a reason from a module that was
 * set to give reasons. The code is believed if nothing else comes before the answer.
 */
final class ProofTurn extends ProbeTurn {
  private final QueuedCommand command;
  private final ReplyLines reply;
  private final @Nullable AtError error;

  /** What is left of the time that the command may take. */
  private final Duration limit;

  private boolean over;

  private @Nullable AtError refusal;
  private int others;
  private boolean restarted;

  ProofTurn(
      TurnContext context,
      QueuedCommand command,
      ReplyLines reply,
      @Nullable AtError error,
      Duration limit) {
    super(context);
    this.limit = limit.isNegative() ? Duration.ZERO : limit;
    this.command = command;
    this.reply = reply;
    this.error = error;
  }

  /** The module was just heard. */
  @Override
  public void begin() {
    context.deadline.set(limit, this::doubt);
    context.paced(super::begin);
  }

  /** It is the reply, if the code was another's. */
  @Override
  boolean takes(ReceivedLine line) {
    if (over || !reply.take(line)) {
      return false;
    }
    if (reply.isTooLong()) {
      fail(command.failures.tooLong(context.options));
    }
    return true;
  }

  @Override
  void onOther(ResultCode result) {
    if (over) {
      return;
    }
    others++;
    if (result.error() != null) {
      refusal = result.error();
    } else if (!reply.isEmpty()) {
      complete();
    }
  }

  @Override
  public void onGreeting() {
    restarted = true;
  }

  @Override
  void proved(boolean settingsLost) {
    if (over) {
      return;
    }
    if (restarted || settingsLost) {
      failRestarted();
    } else if (error == null && refusal != null) {
      reject(refusal);
    } else if (others > 0) {
      doubt();
    } else {
      believe();
    }
  }

  @Override
  void provedByCount(int own) {
    if (!over && restarted) {
      failRestarted();
    } else if (!over && others == own) {
      believe();
    } else {
      doubt();
    }
  }

  private void believe() {
    if (error == null) {
      complete();
    } else {
      reject(error);
    }
  }

  /** No one can know whose code it was. */
  @Override
  void doubt() {
    if (!over) {
      String code = error == null ? "OK" : error.text();
      fail(command.failures.inDoubt(code));
    }
  }

  @Override
  public void onClosed(String reason) {
    if (!over) {
      fail(command.failures.closed(reason, true, true));
    }
  }

  private void complete() {
    over = true;
    context.queue.complete(command, reply.copy());
  }

  private void failRestarted() {
    context.settings.forget();
    fail(command.failures.restartedBefore(error == null));
  }

  private void reject(AtError reason) {
    fail(command.rejected(reason));
  }

  private void fail(ThingsealException failure) {
    over = true;
    context.queue.fail(command, failure);
  }

  @Override
  public @Nullable QueuedCommand command() {
    return over ? null : command;
  }
}
