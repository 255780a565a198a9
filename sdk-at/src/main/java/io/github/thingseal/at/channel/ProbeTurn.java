package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import io.github.thingseal.at.internal.probe.Probe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds back into step. The answer of {@code AT+CMEE?} is known by its form: what comes before it
 * is late, and the result code after it is its own.
 *
 * <p>A module that refuses this question is asked {@code AT} instead, which has no answer of its
 * own. Such a module is in step when exactly one {@code OK} has come and then nothing for a while:
 * one that was late would have come before, and the own one at once behind it.
 */
final class ProbeTurn implements Turn {
  /** For how long nothing comes behind the one answer to {@code AT}. Assumed. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final TurnContext context;
  private final @Nullable UnconfirmedResult held;
  private Scheduled alarm = () -> {};
  private Probe asked = Probe.ERROR_REPORTS;

  /** What comes before that answers earlier ones. */
  private boolean hasAsked;

  private long askedAt;
  private boolean recognised;
  private boolean reportsOff;

  /** Result codes that came for the question without its answer before them. */
  private int others;

  /** The question had an answer, but once {@code AT} was asked. */
  private boolean answeredLate;

  private int plainOks;
  private boolean plainSpoilt;
  private int plainRounds;

  ProbeTurn(TurnContext context) {
    this(context, null);
  }

  /** Asks at once, for the sake of a command that has ended in an unexplained way. */
  ProbeTurn(TurnContext context, @Nullable UnconfirmedResult held) {
    this.context = context;
    this.held = held;
  }

  @Override
  public void begin() {
    if (held == null) {
      ask();
    } else {
      context.paced(this, this::ask);
    }
  }

  private void ask() {
    context.settings().forgetFormat();
    if (context.synchronization().refusesProbes()) {
      askPlainly();
    } else {
      context.synchronization().probeSent();
      say(Probe.ERROR_REPORTS);
      await(context.options().resyncTimeLimit(), this::questionUnanswered);
    }
  }

  private void askPlainly() {
    plainRounds++;
    plainOks = 0;
    plainSpoilt = false;
    say(Probe.ATTENTION);
    await(context.options().resyncTimeLimit(), this::unanswered);
  }

  private void say(Probe probe) {
    asked = probe;
    hasAsked = true;
    askedAt = context.now();
    context.transcript().sent(probe.line(), probe.bytes(), false);
    context.writes().add(probe.bytes(), this);
  }

  private void await(Duration limit, Runnable then) {
    alarm.cancel();
    alarm = context.after(limit, this, then);
  }

  /** What was asked is a part of the payload now. */
  @Override
  public void onPrompt() {
    end();
  }

  @Override
  public boolean onLine(ReceivedLine line) {
    boolean answer = Synchronization.isProbeAnswer(line);
    if (answer && !hasAsked) {
      return false;
    }
    if (answer && asked == Probe.ERROR_REPORTS && !recognised) {
      context.synchronization().probeAnswered();
      recognised = true;
      reportsOff = line.info().text(0).equals(Probe.REPORTS_OFF);
      return true;
    }
    // The line itself is left to those who know what was asked before.
    answeredLate |= others > 0 && answer;
    if (Echo.isWhole(asked.line(), line)) {
      context.transcript().tell(listener -> listener.onEcho(asked.line()));
      if (held != null && context.settings().isEchoOff()) {
        held.onRestartSign();
      }
      return true;
    }
    return (held != null && held.onLine(line))
        || context.synchronization().isLate(line)
        || Echo.isRemnant(line);
  }

  @Override
  public void onResult(ResultCode result) {
    if (asked == Probe.ATTENTION) {
      onPlainResult(result);
    } else if (recognised) {
      found();
    } else {
      others++;
      tellHeld(result);
      awaitQuiet(this::questionUnanswered);
    }
  }

  private void onPlainResult(ResultCode result) {
    if (result.kind() == ResultCode.Kind.OK) {
      plainOks++;
    } else {
      plainSpoilt = true;
    }
    if (plainSpoilt || plainOks > 1) {
      tellHeld(result);
    }
    awaitQuiet(this::quiet);
  }

  /** Until nothing comes for a while, but no longer than for an answer: some never fall silent. */
  private void awaitQuiet(Runnable then) {
    Duration left = context.options().resyncTimeLimit().minus(context.since(askedAt));
    Duration wait = left.compareTo(QUIET) < 0 ? left : QUIET;
    await(wait.isNegative() ? Duration.ZERO : wait, then);
  }

  private void tellHeld(ResultCode result) {
    if (held != null) {
      held.onOther(result);
    }
  }

  private void found() {
    context.synchronization().acceptsProbes();
    context.synchronization().find();
    if (held != null) {
      held.proved(reportsOff && context.settings().isReportingErrors());
    }
    end();
  }

  private void quiet() {
    if (plainOks != 1 || plainSpoilt) {
      askAgainOrLose();
      return;
    }
    boolean refused = others > 0 && !answeredLate;
    if (refused) {
      context.synchronization().probeRefused();
    }
    context.synchronization().find();
    if (held != null) {
      held.provedByCount(refused ? 1 : 0);
    }
    end();
  }

  private void askAgainOrLose() {
    if (plainRounds < context.options().resyncAttempts()) {
      askPlainly();
    } else {
      lost();
    }
  }

  private void questionUnanswered() {
    // A reply that stopped half-way would swallow the answers of all further probes.
    context.lexer().reset();
    if (others > 0 && !context.writes().isBusy()) {
      askPlainly();
    } else {
      unanswered();
    }
  }

  private void unanswered() {
    context.lexer().reset();
    if (context.writes().isBusy()) {
      context.closeStuck(context.options().resyncTimeLimit());
    } else {
      lost();
    }
  }

  private void lost() {
    if (context.synchronization().probeLost()) {
      int probes = context.options().resyncAttempts();
      context.failNext((port, name) -> Failures.noStep(port, name, probes));
    }
    end();
  }

  private void end() {
    alarm.cancel();
    if (held != null) {
      held.doubt();
    }
    context.endTurn();
  }

  @Override
  public void onGreeting() {
    if (held != null) {
      held.onRestartSign();
    }
  }

  @Override
  public void onClosed(String reason) {
    alarm.cancel();
    if (held != null) {
      held.onClosed(reason);
    }
  }

  @Override
  public boolean asksFor(ReceivedLine line) {
    return held != null && held.command().asksFor(line);
  }

  @Override
  public boolean isSecret() {
    return held != null && held.isSecret();
  }
}
