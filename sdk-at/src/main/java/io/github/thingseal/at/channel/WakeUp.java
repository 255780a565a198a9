package io.github.thingseal.at.channel;

import io.github.thingseal.at.transport.ControlLine;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/**
 * The way to wake a module whose UART sleeps ({@code +UPSV}) before a command is sent. What reaches
 * a sleeping UART is lost.
 */
public sealed interface WakeUp {
  /** {@return no waking: the UART never sleeps} */
  static WakeUp none() {
    return None.NONE;
  }

  /**
   * Wakes with {@code AT} after some idle time, with the waits of ubxlib: 100 ms, then three times
   * 333 ms.
   *
   * @param idleLimit how long nothing was sent before the UART is taken to sleep
   * @return the settings
   * @throws InvalidInputException if the duration is not positive
   */
  static WakeUp afterIdle(Duration idleLimit) {
    Arguments.required(idleLimit, "idleLimit");
    return new ByTraffic(idleLimit, Duration.ofMillis(100), Duration.ofMillis(333), 3);
  }

  /**
   * Wakes by a control line, 20 ms before the first command, and lets go of it when nothing was to
   * be said for 1 s.
   *
   * @param line DTR for {@code AT+UPSV=3}, RTS for {@code AT+UPSV=2}
   * @return the settings
   */
  static WakeUp by(ControlLine line) {
    return new ByLine(line, Duration.ofMillis(20), Duration.ofSeconds(1));
  }

  /** No waking. */
  enum None implements WakeUp {
    /** The only one. */
    NONE
  }

  /**
   * {@code AT} is sent until anything complete comes back. Evidence: published (ubxlib). Idle time
   * counts from what was sent last: whether a module that speaks on its own stays awake for it is
   * not public.
   *
   * @param idleLimit how long nothing was sent before the UART is taken to sleep; ubxlib takes 5 s
   *     for a limit of 6 s in the module
   * @param firstWait how long the first {@code AT} may stay without answer
   * @param retryWait how long each further {@code AT} may stay without answer
   * @param retries how many further {@code AT} there are
   */
  record ByTraffic(Duration idleLimit, Duration firstWait, Duration retryWait, int retries)
      implements WakeUp {
    /**
     * Checks the values.
     *
     * @param idleLimit how long nothing was sent
     * @param firstWait how long the first {@code AT} may stay without answer
     * @param retryWait how long each further {@code AT} may stay without answer
     * @param retries how many further {@code AT} there are
     * @throws InvalidInputException if a duration is not positive or the retries are negative
     */
    public ByTraffic {
      idleLimit = Arguments.positive(idleLimit, "idleLimit");
      firstWait = Arguments.positive(firstWait, "firstWait");
      retryWait = Arguments.positive(retryWait, "retryWait");
      if (retries < 0) {
        throw new InvalidInputException("retries must not be negative, but is " + retries);
      }
    }
  }

  /**
   * A control line is switched on before something is sent, and off again when nothing was to be
   * said for a while. By RTS, unsolicited lines come only while it is on. Evidence: published; the
   * wait derived from the 15 ms that a UART takes to wake, the hold assumed.
   *
   * @param line DTR or RTS
   * @param readyWait from switching it on until something is sent
   * @param hold how long it stays on afterwards, so that commands in a row wake once
   */
  record ByLine(ControlLine line, Duration readyWait, Duration hold) implements WakeUp {
    /**
     * Checks the values.
     *
     * @param line DTR or RTS
     * @param readyWait from switching it on until something is sent
     * @param hold how long it stays on afterwards
     * @throws InvalidInputException if a duration is not positive
     */
    public ByLine {
      Arguments.required(line, "line");
      readyWait = Arguments.positive(readyWait, "readyWait");
      hold = Arguments.positive(hold, "hold");
    }
  }
}
