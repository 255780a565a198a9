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
  private static final Pattern FORM =
      Pattern.compile("(\\d\\d)/(\\d\\d)/(\\d\\d),(\\d\\d):(\\d\\d):(\\d\\d)([+-]\\d{1,2})?");

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
      return new ModuleClock(time(form), offset(form));
    } catch (DateTimeException e) {
      throw new UnexpectedReplyException("there is no such time: " + text);
    }
  }

  private static LocalDateTime time(Matcher form) {
    return LocalDateTime.of(
        SetClock.CENTURY + number(form, 1),
        number(form, 2),
        number(form, 3),
        number(form, 4),
        number(form, 5),
        number(form, 6));
  }

  private static int number(Matcher form, int group) {
    return Integer.parseInt(form.group(group));
  }

  private static Optional<ZoneOffset> offset(Matcher form) {
    return Optional.ofNullable(form.group(7))
        .map(quarters -> Integer.parseInt(quarters) * SetClock.SECONDS_OF_A_QUARTER)
        .map(ZoneOffset::ofTotalSeconds);
  }
}
