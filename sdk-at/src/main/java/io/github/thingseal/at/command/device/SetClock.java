package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.SilentCommand;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.OffsetDateTime;
import java.util.Locale;

/**
 * {@code AT+CCLK="yy/MM/dd,hh:mm:ss±zz"}: sets the module's clock. Evidence: published.
 *
 * @param time the time, in the years 2000 to 2099, to the second; its offset is sent in quarters of
 *     an hour
 */
public record SetClock(OffsetDateTime time) implements SilentCommand {
  static final int CENTURY = 2000;
  static final int SECONDS_OF_A_QUARTER = 900;

  /**
   * Checks the time.
   *
   * @param time the time
   */
  public SetClock {
    Arguments.required(time, "time");
    if (time.getYear() < CENTURY || time.getYear() >= CENTURY + 100) {
      throw new InvalidInputException(
          "The clock of a module knows the years 2000 to 2099, not " + time.getYear());
    }
    if (time.getOffset().getTotalSeconds() % SECONDS_OF_A_QUARTER != 0) {
      throw new InvalidInputException(
          "The clock of a module takes offsets in quarters of an hour, not " + time.getOffset());
    }
  }

  @Override
  public String line() {
    return String.format(
        Locale.ROOT,
        "AT+CCLK=\"%02d/%02d/%02d,%02d:%02d:%02d%+03d\"",
        time.getYear() - CENTURY,
        time.getMonthValue(),
        time.getDayOfMonth(),
        time.getHour(),
        time.getMinute(),
        time.getSecond(),
        time.getOffset().getTotalSeconds() / SECONDS_OF_A_QUARTER);
  }
}
