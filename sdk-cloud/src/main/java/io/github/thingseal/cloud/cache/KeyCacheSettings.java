package io.github.thingseal.cloud.cache;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/**
 * Settings of a key cache: how many keys it holds, for how long, and how many it looks up at once.
 *
 * <p>A key that was withdrawn, or rotated, stays in use for up to {@code maxAge}. One that no one
 * asks for any more is overwritten within a sixteenth of that time after it. An answer that there
 * is no key is cached for {@code refusalAge}, so that a device that tries again and again costs no
 * call each time. A device that was just onboarded may be refused for that long. Failures of the
 * network or the service are not remembered.
 *
 * @param maxEntries how many keys are held at most, 0 for none; and as many refusals
 * @param maxAge how long a key is held at most
 * @param refusalAge how long the answer that there is no key is remembered; zero for not at all
 * @param lookupsAtOnce how many look-ups are under way at once; others wait in line, and their time
 *     limit does not count yet
 */
public record KeyCacheSettings(
    int maxEntries, Duration maxAge, Duration refusalAge, int lookupsAtOnce) {
  /**
   * Checks the settings.
   *
   * @param maxEntries how many keys are held at most, 0 for none; and as many refusals
   * @param maxAge how long a key is held at most
   * @param refusalAge how long the answer that there is no key is remembered; zero for not at all
   * @param lookupsAtOnce how many look-ups are under way at once
   * @throws InvalidInputException if a value is out of range
   */
  public KeyCacheSettings {
    if (maxEntries < 0) {
      throw new InvalidInputException("maxEntries must not be negative, but is " + maxEntries);
    }
    maxAge = Arguments.positive(maxAge, "maxAge");
    refusalAge = Arguments.notNegative(refusalAge, "refusalAge");
    if (lookupsAtOnce < 1) {
      throw new InvalidInputException("lookupsAtOnce must be 1 or more, not " + lookupsAtOnce);
    }
  }

  /**
   * 10,000 keys for 10 minutes, refusals for 10 s, 32 look-ups at once: figures of ours.
   *
   * @return the settings
   */
  public static KeyCacheSettings standard() {
    return new KeyCacheSettings(10_000, Duration.ofMinutes(10), Duration.ofSeconds(10), 32);
  }

  /**
   * The same settings with another number of keys.
   *
   * @param entries how many keys are held at most, 0 for none
   * @return new settings
   * @throws InvalidInputException if negative
   */
  public KeyCacheSettings withMaxEntries(int entries) {
    return new KeyCacheSettings(entries, maxAge, refusalAge, lookupsAtOnce);
  }

  /**
   * The same settings with another age of keys.
   *
   * @param age how long a key is held at most
   * @return new settings
   * @throws InvalidInputException if not longer than zero
   */
  public KeyCacheSettings withMaxAge(Duration age) {
    Arguments.positive(age, "age");
    return new KeyCacheSettings(maxEntries, age, refusalAge, lookupsAtOnce);
  }

  /**
   * The same settings with another age of refusals.
   *
   * @param age how long the answer that there is no key is remembered; zero for not at all
   * @return new settings
   * @throws InvalidInputException if negative
   */
  public KeyCacheSettings withRefusalAge(Duration age) {
    Arguments.notNegative(age, "age");
    return new KeyCacheSettings(maxEntries, maxAge, age, lookupsAtOnce);
  }

  /**
   * The same settings with another number of look-ups.
   *
   * @param lookups how many are under way at once
   * @return new settings
   * @throws InvalidInputException if not positive
   */
  public KeyCacheSettings withLookupsAtOnce(int lookups) {
    return new KeyCacheSettings(maxEntries, maxAge, refusalAge, lookups);
  }
}
