package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;
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
public record ReadClock() implements RepeatableCommand<ModuleClock> {
  private static final Pattern FORM = Pattern.compile("(.{17})([+-]\\d{1,2})?");

  @Override
  public String line() {
    return "AT+CCLK?";
  }

  @Override
  public Answer<ModuleClock> answer() {
    return Answer.line("+CCLK", 1, 1, line -> clock(line.text(0)));
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
