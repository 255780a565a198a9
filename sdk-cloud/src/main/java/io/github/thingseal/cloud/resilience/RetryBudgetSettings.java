package io.github.thingseal.cloud.resilience;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/**
 * Settings of the budget of repetitions that all calls share. With three attempts each, an outage
 * would triple the load of the service when it is weakest, and keep it down. The budget bounds that
 * to a share of the calls.
 *
 * <p>It is a bucket of tokens. A repetition takes one; each call puts a share of one in, and time
 * puts one in now and then, so that a program with few calls is never without. The bucket is full
 * at first and holds no more than its reserve. When it is empty, a call fails with what would have
 * been repeated.
 *
 * @param percentOfCalls which share of a token a call puts in, 0 to 100
 * @param reserve how many tokens the bucket holds
 * @param refillEvery after which time a token is put in
 */
public record RetryBudgetSettings(int percentOfCalls, int reserve, Duration refillEvery) {
  /**
   * Checks the settings.
   *
   * @param percentOfCalls which share of a token a call puts in, 0 to 100
   * @param reserve how many tokens the bucket holds
   * @param refillEvery after which time a token is put in
   * @throws InvalidInputException if a value is out of range
   */
  public RetryBudgetSettings {
    Arguments.required(refillEvery, "refillEvery");
    if (percentOfCalls < 0 || percentOfCalls > 100) {
      throw new InvalidInputException(
          "The share of calls that are repeated is 0 to 100 percent, not " + percentOfCalls);
    }
    Settings.requireAtLeastOne("The reserve of repetitions", reserve);
    Settings.requirePositive("The refill of the retry budget", refillEvery);
  }

  /**
   * 20 percent of the calls, a reserve of 50, one more each second. With 20 percent an outage adds
   * a fifth to the load. Single failures of healthy services, which are far fewer, are all
   * repeated. The reserve covers a short burst of failures. Figures of ours.
   *
   * @return the settings
   */
  public static RetryBudgetSettings standard() {
    return new RetryBudgetSettings(20, 50, Duration.ofSeconds(1));
  }
}
