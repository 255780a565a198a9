package io.github.thingseal.at.channel;

/**
 * Keeps silent towards a module that may take what it hears for a payload; for longer, in another
 * such turn, if its prompt comes meanwhile.
 */
final class SilentTurn implements Turn {
  private final TurnContext context;

  SilentTurn(TurnContext context) {
    this.context = context;
  }

  @Override
  public void begin() {
    context.await(context.synchronization.silence(context.now()), context::endTurn);
  }

  /** It has given up, or what it had heard was enough; whatever it answers is late. */
  @Override
  public void onResult(ResultCode result) {
    context.synchronization.promptOver();
    context.endTurn();
  }
}
