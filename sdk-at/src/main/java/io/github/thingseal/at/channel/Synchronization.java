package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.probe.Probe;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the channel is in step: whether what the module says answers what it was asked. After a
 * time-out, or any other ending that a command's reply does not explain, this is unknown until a
 * {@linkplain ProbeTurn probe} is answered. What comes before may be the answer to a command that
 * was given up. That also holds on the next port, where the same module may answer. Guarded by the
 * channel's lock.
 */
final class Synchronization {
  /** One may have been swallowed, and what came was late. */
  private static final int REFUSALS = 2;

  private final int patience;
  private boolean lost;

  /** The command whose answer may still come, though no one waits for it. */
  private @Nullable QueuedCommand late;

  /** How many of each kind may yet be answered. */
  private final Map<Probe, Integer> unanswered = new EnumMap<>(Probe.class);

  private int lostProbes;

  /** How often it was found by counting answers since a command was sent. */
  private int finds;

  private boolean skipFinal;
  private int refusedProbes;

  /** A probe was answered, and nothing was said since. */
  private boolean probed;

  private int strays;

  private int unansweredCommands;

  private boolean promptPossible;
  private boolean silent;
  private long silentUntil;

  /** The next command in line fails after so many probes without answer. */
  Synchronization(int patience) {
    this.patience = patience;
  }

  boolean isLost() {
    return lost;
  }

  void lose() {
    lost = true;
  }

  void lose(QueuedCommand command) {
    late = command;
    if (isProbe(command)) {
      asked(Probe.ERROR_REPORTS);
    }
    lose();
  }

  /** Whether a probe would be answered with what the command itself asks for. */
  static boolean isProbe(QueuedCommand command) {
    return command.reply instanceof ReplyShape.Prefixed prefixed
        && prefixed.prefix().equals(Probe.ANSWER);
  }

  void find() {
    lost = false;
    probed = true;
    unanswered.clear();
    promptOver();
    unansweredCommands = 0;
    late = null;
    lostProbes = 0;
  }

  boolean isLateSecret() {
    return late != null && late.secret;
  }

  /** Whether a line may be, or be a part of, the answer to what was given up. */
  boolean isLate(ReceivedLine line) {
    if (!lost || late == null || late.reply instanceof ReplyShape.None) {
      return false;
    }
    if (late.reply instanceof ReplyShape.Prefixed prefixed) {
      // A damaged secret need not fit any more.
      return !line.hasPrefix()
          || (late.secret ? line.hasPrefix(prefixed.prefix()) : line.fits(prefixed));
    }
    return !line.hasPrefix()
        || (late.reply instanceof ReplyShape.Binary binary && line.hasPrefix(binary.prefix()));
  }

  void asked(Probe probe) {
    unanswered.merge(probe, 1, Integer::sum);
  }

  /** It was answered, or never will be. */
  void answered(Probe probe) {
    unanswered.computeIfPresent(probe, (asked, times) -> times > 1 ? times - 1 : null);
  }

  /** Whether what answers a probe may have answered an earlier one of its kind. */
  boolean isOutstanding(Probe probe) {
    return unanswered.containsKey(probe);
  }

  /** Whether a line answers a probe that no one waits for; so does the result code after it. */
  boolean takesLateProbe(ReceivedLine line) {
    // On a line that repeats what it carries, the answer that was taken may come again.
    if ((!isOutstanding(Probe.ERROR_REPORTS) && !probed) || !isProbeAnswer(line)) {
      return false;
    }
    answered(Probe.ERROR_REPORTS);
    skipFinal = true;
    return true;
  }

  /** Whether a result code belongs to a probe that no one waits for. */
  boolean takesLateFinal() {
    boolean taken = skipFinal;
    skipFinal = false;
    return taken;
  }

  /** What was begun to be answered may come to its end on the next port. */
  void portLost() {
    refusedProbes = 0;
    if (takesLateFinal()) {
      lose();
    }
  }

  void commandSent() {
    finds = 0;
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
    unanswered.remove(Probe.ERROR_REPORTS);
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

  /** It was found by counting answers; true if the next command in line has waited enough. */
  boolean foundInVain() {
    finds++;
    if (finds <= patience) {
      return false;
    }
    finds = 0;
    return true;
  }

  void forgetLostProbes() {
    finds = 0;
    lostProbes = 0;
  }

  static boolean isProbeAnswer(ReceivedLine line) {
    return line.hasPrefix(Probe.ANSWER) && line.info().size() == 1;
  }

  // Commands without answer, in a row.

  void answered() {
    unansweredCommands = 0;
  }

  /** Returns how many were not answered in a row, this one included. */
  int timedOut() {
    unansweredCommands++;
    return unansweredCommands;
  }

  // A module that asks for a payload, or may yet, which no one will send any more: what it hears
  // then, it takes for the payload. It is left in silence until it gives up, which is the only end
  // known to do no harm: any byte might be the last that it waits for.

  /** The prompt did not come in time, and is waited for a little longer. */
  void promptMayCome(long now, Duration wait) {
    promptPossible = true;
    silent = true;
    silentUntil = now + wait.toNanos();
  }

  /** The prompt came: the module gives up some time after it has heard something last. */
  void promptCame(long heardLast, Duration guard) {
    silent = true;
    silentUntil = heardLast + guard.toNanos();
  }

  /** The module has answered, and waits for nothing. */
  void promptOver() {
    promptPossible = false;
    silent = false;
  }

  boolean isPromptPossible() {
    return promptPossible;
  }

  /** For how much longer nothing is said. */
  Duration silence(long now) {
    long left = silent ? silentUntil - now : 0;
    return Duration.ofNanos(Math.max(0, left));
  }
}
