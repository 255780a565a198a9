package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.reply.Reply;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
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
  private static final int CENTURY = 2000;
  private static final int SECONDS_OF_A_QUARTER = 900;

  @Override
  public String line() {
    return "AT+CCLK?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+CCLK", 1, 1);
  }

  /**
   * Date, time and, if reported, the offset.
   *
   * @throws UnexpectedReplyException if it is of another form, or no date
   */
  @Override
  public ModuleClock read(List<InfoLine> lines) {
    String text = Reply.last(this, lines).text(0);
    Matcher form = FORM.matcher(text);
    try {
      if (form.matches()) {
        return new ModuleClock(time(form), offset(form));
      }
    } catch (DateTimeException e) {
      throw Reply.unexpected(this, "there is no such time: " + text);
    }
    throw Reply.unexpected(this, "a time is yy/MM/dd,hh:mm:ss+TZ, not " + text);
  }

  private static LocalDateTime time(Matcher form) {
    return LocalDateTime.of(
        CENTURY + number(form, 1),
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
    return form.group(7) == null
        ? Optional.empty()
        : Optional.of(ZoneOffset.ofTotalSeconds(number(form, 7) * SECONDS_OF_A_QUARTER));
  }
}
