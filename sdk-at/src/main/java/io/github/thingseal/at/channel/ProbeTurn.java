package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import java.nio.charset.StandardCharsets;
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
  static final String PREFIX = "+CMEE";

  private static final String QUESTION = "AT+CMEE?";
  private static final String PLAIN = "AT";

  /** For how long nothing comes behind the one answer to {@code AT}. Assumed. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final Conversation conversation;
  private final @Nullable UnconfirmedResult held;
  private Scheduled alarm = () -> {};
  private String asked = QUESTION;
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

  ProbeTurn(Conversation conversation) {
    this(conversation, null);
  }

  /** Asks at once, for the sake of a command that has ended in an unexplained way. */
  ProbeTurn(Conversation conversation, @Nullable UnconfirmedResult held) {
    this.conversation = conversation;
    this.held = held;
  }

  /** Whether a line can be the answer of a probe. */
  static boolean isAnswer(RawLine line) {
    return line.hasPrefix(PREFIX) && line.info().size() == 1;
  }

  @Override
  public void begin() {
    if (held == null) {
      ask();
    } else {
      conversation.paced(this, this::ask);
    }
  }

  private void ask() {
    conversation.settings().forgetFormat();
    if (conversation.step().refusesProbes()) {
      askPlainly();
    } else {
      conversation.step().probeSent();
      say(QUESTION);
      await(conversation.options().resyncTimeLimit(), this::questionUnanswered);
    }
  }

  private void askPlainly() {
    plainRounds++;
    plainOks = 0;
    plainSpoilt = false;
    say(PLAIN);
    await(conversation.options().resyncTimeLimit(), this::unanswered);
  }

  private void say(String line) {
    asked = line;
    askedAt = conversation.now();
    conversation.transcript().sent(line);
    byte[] bytes = (line + '\r').getBytes(StandardCharsets.US_ASCII);
    conversation.transcript().wireSent(bytes, false);
    conversation.send(bytes);
  }

  private void await(Duration limit, Runnable then) {
    alarm.cancel();
    alarm = conversation.after(limit, this, then);
  }

  /** What was asked is a part of the payload now. */
  @Override
  public void onPrompt() {
    end();
  }

  @Override
  public boolean onLine(RawLine line) {
    if (isAnswer(line) && asked.equals(QUESTION) && !recognised) {
      conversation.step().probeAnswered();
      recognised = true;
      reportsOff = line.info().text(0).equals("0");
      return true;
    }
    // The line itself is left to those who know what was asked before.
    answeredLate |= others > 0 && isAnswer(line);
    if (Echo.isWhole(asked, line)) {
      conversation.transcript().echoed(asked);
      if (held != null && conversation.settings().isEchoOff()) {
        held.onRestartSign();
      }
      return true;
    }
    return (held != null && held.onLine(line))
        || conversation.step().isLate(line)
        || Echo.isRemnant(line);
  }

  @Override
  public void onResult(ResultCode result) {
    if (asked.equals(PLAIN)) {
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
    Duration left = conversation.options().resyncTimeLimit().minus(conversation.since(askedAt));
    Duration wait = left.compareTo(QUIET) < 0 ? left : QUIET;
    await(wait.isNegative() ? Duration.ZERO : wait, then);
  }

  private void tellHeld(ResultCode result) {
    if (held != null) {
      held.onOther(result);
    }
  }

  private void found() {
    conversation.step().acceptsProbes();
    conversation.foundStep();
    if (held != null) {
      held.proved(reportsOff && conversation.settings().isReportingErrors());
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
      conversation.step().probeRefused();
    }
    conversation.foundStep();
    if (held != null) {
      held.provedByCount(refused ? 1 : 0);
    }
    end();
  }

  private void askAgainOrLose() {
    if (plainRounds < conversation.options().resyncAttempts()) {
      askPlainly();
    } else {
      lost();
    }
  }

  private void questionUnanswered() {
    // A reply that stopped half-way would swallow the answers of all further probes.
    conversation.lexer().reset();
    if (others > 0 && !conversation.isStuck()) {
      askPlainly();
    } else {
      unanswered();
    }
  }

  private void unanswered() {
    conversation.lexer().reset();
    if (conversation.isStuck()) {
      conversation.closeStuck(conversation.options().resyncTimeLimit());
    } else {
      lost();
    }
  }

  private void lost() {
    conversation.probeLost();
    end();
  }

  private void end() {
    alarm.cancel();
    if (held != null) {
      held.doubt();
    }
    conversation.endTurn();
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
  public boolean asksFor(RawLine line) {
    return held != null && held.command().asksFor(line);
  }

  @Override
  public boolean isSecret() {
    return held != null && held.isSecret();
  }
}
