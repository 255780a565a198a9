package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.command.UnexpectedReplyException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code AT+CCLK?}: the module's clock, {@code "yy/MM/dd,hh:mm:ss+TZ"} with the time zone in
 * quarters of an hour, which may be absent. Evidence: published.
 */
public final class ReadClock extends ReadCommand<ModuleClock> {
  private static final Pattern FORM = Pattern.compile("(.{17})([+-]\\d{1,2})?");

  /** Asks for the time. */
  public ReadClock() {
    super("AT+CCLK?", Answer.line("+CCLK", 1, 1, line -> clock(line.text(0))));
  }

  private static ModuleClock clock(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new UnexpectedReplyException("a time is yy/MM/dd,hh:mm:ss+TZ, not " + text);
    }
    try {
      return new ModuleClock(
          LocalDateTime.parse(form.group(1), SetClock.FORM),
          Optional.ofNullable(form.group(2)).map(ReadClock::offset));
    } catch (DateTimeException e) {
      throw new UnexpectedReplyException("there is no such time: " + text);
    }
  }

  private static ZoneOffset offset(String quarters) {
    return ZoneOffset.ofTotalSeconds(Integer.parseInt(quarters) * SetClock.SECONDS_OF_A_QUARTER);
  }
}
