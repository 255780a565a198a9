package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.LineCommand;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** {@code AT+CCLK="yy/MM/dd,hh:mm:ss±zz"}: sets the module's clock. Evidence: published. */
public final class SetClock extends LineCommand<Done> {
  static final int SECONDS_OF_A_QUARTER = 900;

  /** Two digits are a year of the 21st century. */
  static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uu/MM/dd,HH:mm:ss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final int CENTURY = 2000;

  /**
   * Sets the clock.
   *
   * @param time the time, in the years 2000 to 2099, to the second; its offset is sent in quarters
   *     of an hour
   */
  public SetClock(OffsetDateTime time) {
    super("AT+CCLK=\"" + FORM.format(ofThisCentury(time)) + quarters(time) + '"', Answer.ok());
  }

  private static OffsetDateTime ofThisCentury(OffsetDateTime time) {
    int year = Arguments.required(time, "time").getYear();
    if (year < CENTURY || year >= CENTURY + 100) {
      throw new InvalidInputException(
          "The clock of a module knows the years 2000 to 2099, not " + year);
    }
    return time;
  }

  private static String quarters(OffsetDateTime time) {
    int seconds = time.getOffset().getTotalSeconds();
    if (seconds % SECONDS_OF_A_QUARTER != 0) {
      throw new InvalidInputException(
          "The clock of a module takes offsets in quarters of an hour, not " + time.getOffset());
    }
    return String.format(Locale.ROOT, "%+03d", seconds / SECONDS_OF_A_QUARTER);
  }
}
