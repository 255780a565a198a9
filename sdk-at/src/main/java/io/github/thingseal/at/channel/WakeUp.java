package io.github.thingseal.at.channel;

import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;

/**
 * How a module whose UART sleeps ({@code +UPSV}) is woken before a command: {@code AT} is sent
 * until anything complete comes back. Evidence: published (ubxlib).
 *
 * @param idleLimit how long the line may be idle before the UART is taken to sleep; ubxlib takes 5
 *     s for a limit of 6 s in the module
 * @param firstWait how long the first {@code AT} may stay without answer
 * @param retryWait how long each further {@code AT} may stay without answer
 * @param retries how many further {@code AT} there are
 */
public record WakeUp(Duration idleLimit, Duration firstWait, Duration retryWait, int retries) {
  /**
   * Checks the values.
   *
   * @throws InvalidInputException if a duration is not positive or the retries are negative
   */
  public WakeUp {
    if (!isPositive(idleLimit) || !isPositive(firstWait) || !isPositive(retryWait) || retries < 0) {
      throw new InvalidInputException(
          "Wake-up needs positive durations and no negative number of retries");
    }
  }

  /**
   * Wakes after some idle time, with the waits of ubxlib: 100 ms, then three times 333 ms.
   *
   * @param idleLimit how long the line may be idle before the UART is taken to sleep
   * @return the settings
   * @throws InvalidInputException if the duration is not positive
   */
  public static WakeUp afterIdle(Duration idleLimit) {
    return new WakeUp(idleLimit, Duration.ofMillis(100), Duration.ofMillis(333), 3);
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }
}
