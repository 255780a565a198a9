package io.github.thingseal.at.channel;

import io.github.thingseal.at.internal.probe.Probe;
import java.time.Duration;

/** Wakes a sleeping UART: any complete answer means that it is awake; garbage is dropped. */
final class WakeTurn implements Turn {
  private static final String LINE = Probe.ATTENTION.line();

  private final TurnContext context;
  private final WakeUp.ByTraffic wakeUp;
  private int attempts;
  private long sentAt;

  WakeTurn(TurnContext context, WakeUp.ByTraffic wakeUp) {
    this.context = context;
    this.wakeUp = wakeUp;
  }

  @Override
  public void begin() {
    attempts++;
    sentAt = context.now();
    context.say(this, LINE, Probe.ATTENTION.bytes(), false);
    context.await(attempts == 1 ? wakeUp.firstWait() : wakeUp.retryWait(), this::unanswered);
  }

  /** What was said to wake it is a part of the payload now. */
  @Override
  public void onPrompt() {
    context.endTurn();
  }

  @Override
  public boolean onLine(ReceivedLine line) {
    if (line.hasPrefix()) {
      return false;
    }
    String text = line.text();
    if (text.equals(LINE)) {
      context.transcript.tell(listener -> listener.onEcho(LINE));
    }
    // What came too early may be given back in part, or as noise.
    return LINE.endsWith(text)
        || Echo.looksLikeCommand(line)
        || !text.equals(CommandLine.printable(text));
  }

  @Override
  public void onResult(ResultCode result) {
    end(attempts > 1);
  }

  private void unanswered() {
    if (context.writes.isBusy()) {
      awaitTheLine();
    } else if (attempts <= wakeUp.retries()) {
      context.paced(this::begin);
    } else {
      end(true);
    }
  }

  /** What was not taken yet cannot be answered, and more of it would come all at once. */
  private void awaitTheLine() {
    Duration limit = context.options.resyncTimeLimit;
    if (context.since(sentAt).compareTo(limit) < 0) {
      context.await(wakeUp.retryWait(), this::unanswered);
    } else {
      context.closeStuck(limit);
    }
  }

  /** Answers that did not come may still come. */
  private void end(boolean outstanding) {
    if (outstanding) {
      context.synchronization.lose();
    }
    context.endAwake();
  }

  @Override
  public void onClosed(String reason) {
    context.synchronization.lose();
  }
}
