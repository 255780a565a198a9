package io.github.thingseal.at.channel;

import org.jspecify.annotations.Nullable;

/**
 * Decides whose each thing is that the lexer finds: that of the turn which has the line, of a
 * command or probe that was given up, or of those who listen to unsolicited lines. Called under the
 * channel's lock.
 */
final class ReplyRouter implements AtLexer.Sink {
  private final ChannelLock lock;
  private final ChannelOptions options;
  private final @Nullable String greeting;
  private final Transcript transcript;
  private final UnsolicitedDispatcher unsolicited;
  private final KnownSettings settings;
  private final Synchronization synchronization;
  private final Runnable onBabble;
  private @Nullable Turn turn;
  private long lastHeard;

  /**
   * Creates one for a connection.
   *
   * @param onBabble called when too many result codes came that no one asked for
   */
  ReplyRouter(
      ChannelLock lock,
      ChannelOptions options,
      Transcript transcript,
      UnsolicitedDispatcher unsolicited,
      KnownSettings settings,
      Synchronization synchronization,
      Runnable onBabble) {
    this.lock = lock;
    this.options = options;
    this.greeting = options.greeting().orElse(null);
    this.transcript = transcript;
    this.unsolicited = unsolicited;
    this.settings = settings;
    this.synchronization = synchronization;
    this.onBabble = onBabble;
    this.lastHeard = now() - options.pacing().toNanos();
  }

  private long now() {
    return options.scheduler().nanoTime();
  }

  /** Sets who has the line. */
  void turn(@Nullable Turn next) {
    turn = next;
  }

  /** Who has the line, if anyone has. */
  @Nullable Turn turn() {
    return turn;
  }

  /** When a line came last. */
  long lastHeard() {
    return lastHeard;
  }

  @Override
  public void line(byte[] bytes, int offset, int length, int windowOffset, int windowLength) {
    ReceivedLine line = new ReceivedLine(bytes, offset, length, windowOffset, windowLength);
    lastHeard = now();
    ResultCode result = ResultCode.of(line).filter(settings::allows).orElse(null);
    Turn current = turn;
    if (result != null && !isRatherReply(current, line, result)) {
      transcript.received(line, result);
      if (mayEnd(current, result)) {
        onResult(current, line, result);
      } else {
        offer(line);
      }
    } else {
      onLine(current, line);
    }
  }

  /** Whether a lone number is what was asked for, where the module may not write codes so. */
  private boolean isRatherReply(@Nullable Turn current, ReceivedLine line, ResultCode result) {
    return result.isNumeric()
        && settings.isNumberAmbiguous()
        && current != null
        && current.wantsNumber(line);
  }

  /** Lines of the security set are secret unless someone has asked for them openly. */
  private boolean isSecret(@Nullable Turn current, ReceivedLine line) {
    return (current != null && current.isSecret())
        || synchronization.isLateSecret()
        || isForeignEcho(current, line)
        || (line.hasParameters()
            && CommandLine.isSecretReply(line.prefix())
            && !(current != null && current.asksFor(line)));
  }

  /** What was said long ago, or by someone else, may have been secret. */
  private static boolean isForeignEcho(@Nullable Turn current, ReceivedLine line) {
    return Echo.looksLikeCommand(line)
        && line.text().indexOf('=') >= 0
        && !(current != null && current.says(line));
  }

  /** Whether a code can end what was said; those of calls end what dials, and are news else. */
  private static boolean mayEnd(@Nullable Turn current, ResultCode result) {
    return switch (result.kind()) {
      case OK, ERROR -> true;
      case CALL_ENDED, CONNECTED -> current != null && current.dials();
      case RING -> false;
    };
  }

  private void onResult(@Nullable Turn current, ReceivedLine line, ResultCode result) {
    settings.heard(result);
    if (synchronization.takesLateFinal()) {
      return;
    }
    if (current != null) {
      current.onResult(result);
    } else if (synchronization.isLost()) {
      synchronization.promptOver();
    } else {
      // Nothing was asked: what is said next might be answered by what follows this one.
      offer(line);
      if (synchronization.strayed()) {
        onBabble.run();
      }
    }
  }

  private void onLine(@Nullable Turn current, ReceivedLine line) {
    boolean secret = isSecret(current, line);
    transcript.received(line, secret);
    if (greeting != null && line.is(greeting)) {
      greeted(current);
      offer(line);
      return;
    }
    if (current != null && current.onLine(line)) {
      return;
    }
    boolean known = synchronization.takesLateProbe(line) || synchronization.isLate(line);
    // What has no prefix and comes amid secrets may be the rest of a damaged one.
    if (!known && !(secret && !line.hasParameters())) {
      offer(line);
    }
  }

  private void greeted(@Nullable Turn current) {
    transcript.tell(ChannelListener::onGreeting);
    if (current != null) {
      current.onGreeting();
    }
  }

  private void offer(ReceivedLine line) {
    if (unsolicited.offer(line)) {
      lock.onLeaving(unsolicited::deliverLater);
    }
  }

  @Override
  public void prompt() {
    transcript.prompt();
    if (synchronization.isPromptPossible()) {
      transcript.received(">");
      synchronization.promptCame(now(), options.payloadGuard());
    }
    if (turn != null) {
      turn.onPrompt();
    }
  }

  @Override
  public void damaged() {
    if (turn != null) {
      turn.onDamaged();
    }
  }

  @Override
  public void noise() {
    transcript.tell(ChannelListener::onNoise);
  }
}
