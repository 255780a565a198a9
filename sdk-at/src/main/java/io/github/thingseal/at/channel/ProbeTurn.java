package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import java.nio.charset.StandardCharsets;

/**
 * Finds back into step after a time-out. The answer of {@code AT+CMEE?} is known by itself: what
 * comes before it is late, and the result code after it is its own.
 */
final class ProbeTurn implements Turn {
  static final String PREFIX = "+CMEE";

  private static final String LINE = "AT+CMEE?";

  private final Conversation conversation;
  private Scheduled deadline = () -> {};
  private boolean recognised;

  ProbeTurn(Conversation conversation) {
    this.conversation = conversation;
  }

  /** Whether a line can be the answer of a probe. */
  static boolean isAnswer(RawLine line) {
    return line.hasPrefix(PREFIX) && line.info().size() == 1;
  }

  @Override
  public void begin() {
    recognised = false;
    conversation.step().probeSent();
    conversation.transcript().sent(LINE);
    byte[] line = (LINE + '\r').getBytes(StandardCharsets.US_ASCII);
    conversation.transcript().wireSent(line, false);
    conversation.send(line);
    deadline = conversation.after(conversation.options().resyncTimeLimit(), this, this::timedOut);
  }

  /** What was asked is a part of the payload now. */
  @Override
  public void onPrompt() {
    deadline.cancel();
    conversation.endTurn();
  }

  @Override
  public boolean onLine(RawLine line) {
    if (isAnswer(line)) {
      conversation.step().probeAnswered();
      recognised = true;
      return true;
    }
    if (Echo.isWhole(LINE, line)) {
      conversation.transcript().echoed(LINE);
      return true;
    }
    return !line.hasPrefix() || conversation.step().isLate(line);
  }

  @Override
  public void onFinal(FinalResult result) {
    if (recognised) {
      deadline.cancel();
      conversation.foundStep();
      conversation.endTurn();
    }
  }

  private void timedOut() {
    // A reply that stopped half-way would swallow the answers of all further probes.
    conversation.lexer().reset();
    if (conversation.isStuck()) {
      conversation.closeStuck(conversation.options().resyncTimeLimit());
      return;
    }
    conversation.probeLost();
    conversation.endTurn();
  }

  @Override
  public void onClosed(String reason) {
    deadline.cancel();
  }
}
