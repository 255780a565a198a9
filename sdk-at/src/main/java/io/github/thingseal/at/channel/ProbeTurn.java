package io.github.thingseal.at.channel;

import io.github.thingseal.at.internal.probe.Probe;
import java.time.Duration;

/**
 * Finds back into step. The answer of {@code AT+CMEE?} is known by its form: what comes before it
 * is late, and the result code after it is its own.
 *
 * <p>A module that refuses this question is asked {@code AT} instead, which has no answer of its
 * own. Such a module is in step when exactly one {@code OK} has come, and then nothing for a while.
 * A late one would have come before, and that of the probe right behind it. So is a module that has
 * answered one of several questions, as it may have been an earlier one, and then {@code AT}.
 */
class ProbeTurn implements Turn {
  /** For how long nothing comes behind the one answer to {@code AT}. Assumed. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  final TurnContext context;
  private Probe asked = Probe.ERROR_REPORTS;

  /** What comes before that answers earlier ones. */
  private boolean hasAsked;

  /** It was woken for what is asked next, and what comes until then answers what woke it. */
  private boolean woken;

  private long askedAt;
  private boolean recognised;
  private boolean reportsOff;

  /** Result codes that came for the question without its answer before them. */
  private int others;

  /** The question had an answer: one that came late, or may have been an earlier one's. */
  private boolean answered;

  private int plainOks;
  private boolean plainSpoilt;
  private int plainRounds;

  ProbeTurn(TurnContext context) {
    this.context = context;
  }

  // What else than to find back into step it may be for.

  /** Whether a line that came before the answer belongs to what was said before. */
  boolean takes(ReceivedLine line) {
    return false;
  }

  /** A result code came that is not the probe's, as far as can be seen. */
  void onOther(ResultCode result) {}

  /** The probe was answered and nothing is outstanding. */
  void proved(boolean settingsLost) {}

  /** A probe without an answer of its own was counted; so many codes came that were its. */
  void provedByCount(int own) {}

  /** The turn is over, and whatever was not proved will not be. */
  void doubt() {}

  @Override
  public void begin() {
    context.settings.forgetFormat();
    if (woken) {
      context.paced(this::askAwake);
    } else if (context.synchronization.refusesProbes()) {
      askPlainly();
    } else {
      say(Probe.ERROR_REPORTS);
      context.await(context.options.resyncTimeLimit, this::questionUnanswered);
    }
  }

  /**
   * A module that fell asleep in the silence before is woken first, by another turn. That happens
   * once for each question, so that it ends with a module that stays silent.
   */
  private void askPlainly() {
    woken = true;
    if (context.wakesFor(this)) {
      doubt();
    } else {
      askAwake();
    }
  }

  private void askAwake() {
    woken = false;
    plainRounds++;
    plainOks = 0;
    plainSpoilt = false;
    say(Probe.ATTENTION);
    context.await(context.options.resyncTimeLimit, this::unanswered);
  }

  private void say(Probe probe) {
    asked = probe;
    hasAsked = true;
    askedAt = context.now();
    context.synchronization.asked(probe);
    context.say(this, probe.line(), probe.bytes(), false);
  }

  /** What was asked is a part of the payload now. */
  @Override
  public void onPrompt() {
    context.synchronization.answered(asked);
    end();
  }

  @Override
  public boolean onLine(ReceivedLine line) {
    boolean answer = Synchronization.isProbeAnswer(line);
    if (answer && !hasAsked) {
      return false;
    }
    if (answer && asked == Probe.ERROR_REPORTS && !recognised) {
      context.synchronization.answered(Probe.ERROR_REPORTS);
      recognised = true;
      reportsOff = line.info().text(0).equals(Probe.REPORTS_OFF);
      return true;
    }
    // The line itself is left to those who know what was asked before.
    answered |= others > 0 && answer;
    if (Echo.isWhole(asked.line(), line)) {
      context.transcript.tell(listener -> listener.onEcho(asked.line()));
      if (context.settings.isEchoOff()) {
        onGreeting();
      }
      return true;
    }
    return takes(line) || context.synchronization.isLate(line) || Echo.isRemnant(line);
  }

  @Override
  public void onResult(ResultCode result) {
    if (woken) {
      return;
    }
    if (!hasAsked) {
      others++;
      onOther(result);
    } else if (asked == Probe.ATTENTION) {
      onPlainResult(result);
    } else if (recognised) {
      onAnswered();
    } else {
      others++;
      onOther(result);
      awaitQuiet(this::questionUnanswered);
    }
  }

  private void onAnswered() {
    if (context.synchronization.isOutstanding(Probe.ERROR_REPORTS)) {
      recognised = false;
      answered = true;
      awaitQuiet(this::askPlainly);
    } else {
      found();
    }
  }

  private void onPlainResult(ResultCode result) {
    context.synchronization.answered(Probe.ATTENTION);
    if (result.kind() == ResultCode.Kind.OK) {
      plainOks++;
    } else {
      plainSpoilt = true;
    }
    if (plainSpoilt || plainOks > 1) {
      onOther(result);
    }
    if (context.synchronization.isOutstanding(Probe.ATTENTION)) {
      context.await(context.options.resyncTimeLimit, this::quiet);
    } else {
      awaitQuiet(this::quiet);
    }
  }

  /** Until nothing comes for a while, but no longer than for an answer: some never fall silent. */
  private void awaitQuiet(Runnable then) {
    Duration left = context.options.resyncTimeLimit.minus(context.since(askedAt));
    Duration wait = left.compareTo(QUIET) < 0 ? left : QUIET;
    context.await(wait.isNegative() ? Duration.ZERO : wait, then);
  }

  private void found() {
    context.synchronization.acceptsProbes();
    context.synchronization.find();
    proved(reportsOff && context.settings.isReportingErrors());
    doubt();
    context.endAwake();
  }

  private void quiet() {
    if (plainOks != 1 || plainSpoilt) {
      if (plainRounds < context.options.resyncAttempts) {
        askPlainly();
      } else {
        lost();
      }
      return;
    }
    boolean refused = others > 0 && !answered && !recognised;
    if (refused) {
      context.synchronization.probeRefused();
    } else if (answered) {
      context.synchronization.acceptsProbes();
    }
    context.synchronization.find();
    if (reportsOff && context.settings.isReportingErrors()) {
      proved(true);
    } else {
      provedByCount(refused ? 1 : 0);
    }
    if (context.synchronization.foundInVain()) {
      context.failNext(failures -> failures.asleep(context.options.resyncAttempts));
    }
    end();
  }

  private void questionUnanswered() {
    // A reply that stopped half-way would swallow the answers of all further probes.
    context.lexer.reset();
    if (others > 0 && !context.writes.isBusy()) {
      askPlainly();
    } else {
      unanswered();
    }
  }

  private void unanswered() {
    context.lexer.reset();
    if (context.writes.isBusy()) {
      context.closeStuck(context.options.resyncTimeLimit);
    } else {
      lost();
    }
  }

  private void lost() {
    if (context.synchronization.probeLost()) {
      int probes = context.options.resyncAttempts;
      context.failNext(failures -> failures.noStep(probes));
    }
    end();
  }

  private void end() {
    doubt();
    context.endTurn();
  }
}
