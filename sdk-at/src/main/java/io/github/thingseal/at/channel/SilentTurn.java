package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;

/**
 * Keeps silent towards a module that may take what it hears for a payload; for longer, in another
 * such turn, if its prompt comes meanwhile.
 */
final class SilentTurn implements Turn {
  private final Conversation conversation;
  private Scheduled end = () -> {};

  SilentTurn(Conversation conversation) {
    this.conversation = conversation;
  }

  @Override
  public void begin() {
    end = conversation.after(conversation.silence(), this, conversation::endTurn);
  }

  @Override
  public boolean onLine(RawLine line) {
    return false;
  }

  /** It has given up, or what it had heard was enough; whatever it answers is late. */
  @Override
  public void onResult(ResultCode result) {
    end.cancel();
    conversation.step().overduePrompt().over();
    conversation.endTurn();
  }

  @Override
  public void onClosed(String reason) {
    end.cancel();
  }
}
