package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Wakes a sleeping UART: any complete answer means that it is awake; garbage is dropped. */
final class WakeTurn implements Turn {
  private static final String LINE = "AT";

  private final Conversation conversation;
  private final WakeUp wakeUp;
  private Scheduled next = () -> {};
  private int attempts;

  WakeTurn(Conversation conversation, WakeUp wakeUp) {
    this.conversation = conversation;
    this.wakeUp = wakeUp;
  }

  @Override
  public void begin() {
    attempts++;
    Duration wait = attempts == 1 ? wakeUp.firstWait() : wakeUp.retryWait();
    conversation.transcript().sent(LINE);
    byte[] line = (LINE + '\r').getBytes(StandardCharsets.US_ASCII);
    conversation.transcript().wireSent(line, false);
    conversation.send(line);
    next = conversation.after(wait, this, this::unanswered);
  }

  @Override
  public boolean onLine(RawLine line) {
    if (line.text().equals(LINE)) {
      conversation.transcript().echoed(LINE);
    }
    return !line.hasPrefix();
  }

  @Override
  public void onFinal(FinalResult result) {
    end();
  }

  private void unanswered() {
    if (attempts <= wakeUp.retries()) {
      conversation.paced(this, this::begin);
    } else {
      end();
    }
  }

  private void end() {
    next.cancel();
    if (attempts > 1) {
      // One answer for several tries, or none: the others may still come.
      conversation.fellOutOfStep();
    }
    conversation.endTurn();
  }

  @Override
  public void onClosed(String reason) {
    next.cancel();
  }
}
