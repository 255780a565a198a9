package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Wakes a sleeping UART: any complete answer means that it is awake; garbage is dropped. */
final class WakeTurn implements Turn {
  private static final String LINE = "AT";

  private final Conversation conversation;
  private final WakeUp.ByTraffic wakeUp;
  private Scheduled next = () -> {};
  private int attempts;
  private long sentAt;

  WakeTurn(Conversation conversation, WakeUp.ByTraffic wakeUp) {
    this.conversation = conversation;
    this.wakeUp = wakeUp;
  }

  @Override
  public void begin() {
    attempts++;
    sentAt = conversation.now();
    conversation.transcript().sent(LINE);
    byte[] line = (LINE + '\r').getBytes(StandardCharsets.US_ASCII);
    conversation.transcript().wireSent(line, false);
    conversation.send(line);
    await(attempts == 1 ? wakeUp.firstWait() : wakeUp.retryWait());
  }

  private void await(Duration wait) {
    next = conversation.after(wait, this, this::unanswered);
  }

  /** What was said to wake it is a part of the payload now. */
  @Override
  public void onPrompt() {
    next.cancel();
    conversation.endTurn();
  }

  @Override
  public boolean onLine(RawLine line) {
    if (line.hasPrefix()) {
      return false;
    }
    String text = line.text();
    if (text.equals(LINE)) {
      conversation.transcript().echoed(LINE);
    }
    // What came too early may be given back in part, or as noise.
    return LINE.endsWith(text)
        || Echo.looksLikeCommand(line)
        || !text.equals(CommandLine.printable(text));
  }

  @Override
  public void onResult(ResultCode result) {
    end();
  }

  private void unanswered() {
    if (conversation.isStuck()) {
      awaitTheLine();
    } else if (attempts <= wakeUp.retries()) {
      conversation.paced(this, this::begin);
    } else {
      end();
    }
  }

  /** What was not taken yet cannot be answered, and more of it would come all at once. */
  private void awaitTheLine() {
    Duration limit = conversation.options().resyncTimeLimit();
    if (conversation.since(sentAt).compareTo(limit) < 0) {
      await(wakeUp.retryWait());
    } else {
      conversation.closeStuck(limit);
    }
  }

  private void end() {
    next.cancel();
    if (attempts > 1) {
      // One answer for several tries, or none: the others may still come.
      conversation.step().lose();
    }
    conversation.awake();
  }

  @Override
  public void onClosed(String reason) {
    next.cancel();
  }
}
