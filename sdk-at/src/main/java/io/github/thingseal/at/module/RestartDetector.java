package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.ChannelListener;
import io.github.thingseal.at.internal.probe.Probe;
import io.github.thingseal.at.module.ModuleOptions.Recovery;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for signs that a module has restarted, while it is configured: what is lost with the power
 * (echo off, error reports), its greeting, a port that vanishes.
 *
 * <p>Noise, such as the zero bytes that come when a module boots, is no sign: a bad line makes
 * some, too. Before the next command the module is then asked for its error reports. The answer
 * decides: they are off after a restart, and the question comes back if echo is on. Evidence:
 * published (noise at boot; both settings are volatile), derived (that this question is enough).
 */
final class RestartDetector implements ChannelListener {
  private static final String NO_ERROR_REPORTS = Probe.ANSWER + ": " + Probe.REPORTS_OFF;

  private final Recovery recovery;
  private final Runnable unanswered;
  private volatile @Nullable RestartSign sign;
  private volatile boolean watching;
  private volatile boolean reportsErrors = true;
  private volatile boolean echoes;
  private volatile boolean noisy;
  private volatile Consumer<RestartSign> news = noticed -> {};
  private volatile boolean recoveryDue;
  private int timeouts;
  private int excused;
  private int portLosses;

  /** The second hears of each command without answer, on the channel's thread. */
  RestartDetector(Recovery recovery, Runnable unanswered) {
    this.recovery = recovery;
    this.unanswered = unanswered;
  }

  /** Sets who hears of each sign, on the channel's thread. */
  void tell(Consumer<RestartSign> listener) {
    news = listener;
  }

  /** How often the port has vanished, for {@link #forget}. */
  synchronized int portLosses() {
    return portLosses;
  }

  /**
   * The module was configured: what was noticed before does not count, unless its port has vanished
   * amid that.
   */
  synchronized void forget(int portLossesBefore) {
    sign = portLosses == portLossesBefore ? null : RestartSign.PORT_LOST;
    noisy = false;
    recoveryDue = false;
  }

  /** Whether the module was set to report errors, so that it is a sign if it does not; or was. */
  boolean reportsErrors(boolean reporting) {
    boolean before = reportsErrors;
    reportsErrors = reporting;
    return before;
  }

  /** Whether the module refused to turn its echo off, so that it is no sign. */
  void echoes(boolean echoing) {
    echoes = echoing;
  }

  /** A restart is under way that is known of. */
  void stop() {
    watching = false;
  }

  /** From now on signs count. */
  void resume() {
    watching = true;
  }

  Optional<RestartSign> sign() {
    return Optional.ofNullable(sign);
  }

  /** Whether there was noise since the module was configured, or asked because of it. */
  boolean isNoisy() {
    return noisy;
  }

  /** The module is asked now. */
  void forgetNoise() {
    noisy = false;
  }

  /** Whether so many commands had no answer, whatever was noticed before, or meanwhile. */
  boolean isRecoveryDue() {
    return recoveryDue;
  }

  /** The module was turned off: its silence until now was asked for, a further time-out counts. */
  synchronized void excuseTimeouts() {
    recoveryDue = false;
    excused = timeouts;
  }

  /** The time-outs since the module was turned off, or else of the whole row, do not count. */
  synchronized void forgetTimeouts() {
    recoveryDue = false;
    timeouts = excused;
  }

  /** The module answers: what is not answered from now on counts again. */
  synchronized void answered() {
    recoveryDue = false;
    timeouts = 0;
    excused = 0;
  }

  void recover() {
    recovery.hook().run();
  }

  @Override
  public void onEcho(String command) {
    if (!echoes) {
      notice(RestartSign.ECHO);
    }
  }

  @Override
  public void onNoise() {
    noisy |= watching;
  }

  @Override
  public void onGreeting() {
    notice(RestartSign.GREETING);
  }

  @Override
  public void onReceived(String line) {
    if (reportsErrors && line.equals(NO_ERROR_REPORTS)) {
      notice(RestartSign.SETTINGS_LOST);
    }
  }

  @Override
  public void onTimeout(String command, int consecutive) {
    // A session is in doubt before anyone hears that the module is to be recovered.
    unanswered.run();
    count(consecutive);
  }

  /** Some are reported together: what counts is whether the limit is among them. */
  private synchronized void count(int consecutive) {
    if (consecutive <= timeouts) {
      timeouts = 0;
      excused = 0;
    }
    int limit = excused + recovery.afterTimeouts();
    int before = timeouts;
    timeouts = consecutive;
    if (before < limit && limit <= consecutive) {
      recoveryDue = true;
      notice(RestartSign.RECOVERED);
    }
  }

  /** The module was found in the clear, though a session was open. */
  void sessionLost() {
    notice(RestartSign.SESSION_LOST);
  }

  /** A port that vanishes counts always: configuring it may be what is interrupted. */
  @Override
  public void onPortLost(String reason) {
    synchronized (this) {
      portLosses++;
    }
    tell(RestartSign.PORT_LOST);
  }

  private void notice(RestartSign noticed) {
    if (watching) {
      tell(noticed);
    }
  }

  /** The first sign is news. */
  private void tell(RestartSign noticed) {
    synchronized (this) {
      if (sign != null) {
        return;
      }
      sign = noticed;
    }
    news.accept(noticed);
  }
}
