package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.ReplyShape;

/**
 * Whether what the module says answers what it was asked. After a time-out, or any other ending
 * that a command's reply does not explain, it is not known until a {@linkplain ProbeTurn probe} is
 * answered: what comes before may be the answer to what was given up. Guarded by the conversation's
 * lock.
 */
final class Step {
  /** One may have been swallowed, and what came was late. */
  private static final int REFUSALS = 2;

  private final int patience;
  private final OverduePrompt overduePrompt = new OverduePrompt();
  private boolean lost;
  private ReplyShape lateReply = ReplyShape.none();
  private boolean lateSecret;
  private int unansweredProbes;
  private int lostProbes;
  private boolean skipFinal;
  private int refusedProbes;

  /** A probe was answered, and nothing was said since. */
  private boolean probed;

  private int strays;

  /** The next command in line fails after so many probes without answer. */
  Step(int patience) {
    this.patience = patience;
  }

  boolean isLost() {
    return lost;
  }

  void lose() {
    lost = true;
  }

  /** The answer to a command may still come, though no one waits for it. */
  void lose(QueuedCommand command) {
    lateReply = command.reply;
    lateSecret = command.secret;
    if (lateReply instanceof ReplyShape.Prefixed prefixed
        && prefixed.prefix().equals(ProbeTurn.PREFIX)) {
      unansweredProbes++;
    }
    lose();
  }

  void find() {
    lost = false;
    probed = true;
    overduePrompt.over();
    lateReply = ReplyShape.none();
    lateSecret = false;
    lostProbes = 0;
  }

  OverduePrompt overduePrompt() {
    return overduePrompt;
  }

  /** Whether what comes late may be secret. */
  boolean isLateSecret() {
    return lateSecret;
  }

  /** Whether a line may be, or be a part of, the answer to what was given up. */
  boolean isLate(RawLine line) {
    if (!lost) {
      return false;
    }
    if (lateReply instanceof ReplyShape.Prefixed prefixed) {
      // A damaged secret need not fit any more.
      return !line.hasPrefix()
          || (lateSecret ? line.hasPrefix(prefixed.prefix()) : line.fits(prefixed));
    }
    if (lateReply instanceof ReplyShape.Binary binary) {
      return !line.hasPrefix() || line.hasPrefix(binary.prefix());
    }
    return lateReply instanceof ReplyShape.Bare && !line.hasPrefix();
  }

  void probeSent() {
    unansweredProbes++;
  }

  void probeAnswered() {
    unansweredProbes = Math.max(0, unansweredProbes - 1);
  }

  /** Whether a line answers a probe that no one waits for; so does the result code after it. */
  boolean takesLateProbe(RawLine line) {
    // On a line that repeats what it carries, the answer that was taken may come again.
    if ((unansweredProbes == 0 && !probed) || !ProbeTurn.isAnswer(line)) {
      return false;
    }
    probeAnswered();
    skipFinal = true;
    return true;
  }

  /** Whether a result code belongs to a probe that no one waits for. */
  boolean takesLateFinal() {
    boolean taken = skipFinal;
    skipFinal = false;
    return taken;
  }

  /** A command goes out. */
  void commandSent() {
    probed = false;
    strays = 0;
  }

  /**
   * A result code came that no one asked for.
   *
   * @return true if there were so many in a row that the next command in line has waited enough
   */
  boolean strayed() {
    lose();
    strays++;
    if (strays <= patience) {
      return false;
    }
    strays = 0;
    return true;
  }

  /** A module that refused the question twice in a row, and nothing but it, does not know it. */
  boolean refusesProbes() {
    return refusedProbes >= REFUSALS;
  }

  void probeRefused() {
    refusedProbes++;
    unansweredProbes = 0;
  }

  void acceptsProbes() {
    refusedProbes = 0;
  }

  /** A probe had no answer; true if the next command in line has waited enough. */
  boolean probeLost() {
    lostProbes++;
    if (lostProbes < patience) {
      return false;
    }
    lostProbes = 0;
    return true;
  }

  /** No one waits for the line. */
  void forgetLostProbes() {
    lostProbes = 0;
  }
}
