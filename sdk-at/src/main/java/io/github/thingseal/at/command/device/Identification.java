package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import java.util.regex.Pattern;

/**
 * Commands that ask a module, or its SIM, who it is. What does not look like an answer is rejected.
 * Evidence: published.
 */
public enum Identification implements RepeatableCommand<String> {
  /** {@code AT+CGMI}: such as {@code u-blox}. */
  MANUFACTURER("AT+CGMI", Names.OF_MANUFACTURERS),
  /** {@code AT+CGMM}: such as {@code SARA-R510M8S}. */
  MODEL("AT+CGMM", Names.OF_MODELS),
  /** {@code AT+CGMR}: the version of the modem, such as {@code 02.06}. */
  REVISION("AT+CGMR", Names.OF_VERSIONS),
  /** {@code ATI}: model and product version, such as {@code SARA-R510M8S-00B-00}. */
  PRODUCT("ATI", Names.OF_MODELS),
  /** {@code ATI9}: versions of modem and application, such as {@code 02.05,A00.01}. */
  VERSIONS("ATI9", Names.OF_VERSIONS),
  /** {@code AT+CGSN}: the IMEI, 15 digits. */
  IMEI("AT+CGSN", Pattern.compile("[0-9]{15}")),
  /** {@code AT+CGSN=2}: IMEI and software version, 16 digits. */
  IMEI_SV("AT+CGSN=2", "+CGSN", Pattern.compile("[0-9]{16}")),
  /** {@code AT+CIMI}: the IMSI of the SIM, up to 15 digits. */
  IMSI("AT+CIMI", Pattern.compile("[0-9]{5,15}")),
  /** {@code AT+CCID}: the number of the SIM card, up to 20 digits. */
  ICCID("AT+CCID", "+CCID", Pattern.compile("[0-9A-Fa-f]{1,20}")),
  /** {@code AT+CPIN?}: {@code READY} if the SIM waits for no PIN. */
  PIN_STATE("AT+CPIN?", "+CPIN", ReplyShape.PLAIN_TEXT);

  /**
   * What names look like, and what a module says at boot does not. Derived. Constants of an enum
   * cannot use its own static fields.
   */
  private static final class Names {
    /** One word, which is no sentence. */
    static final Pattern OF_MANUFACTURERS = Pattern.compile("[A-Za-z]\\S*[^\\s.]");

    /** One word with a digit, which is more than a number. */
    static final Pattern OF_MODELS = Pattern.compile("(?=.*[0-9])[0-9]*[A-Za-z]\\S*");

    /** Anything with a digit that is more than a number; some firmware adds a date. */
    static final Pattern OF_VERSIONS = Pattern.compile("(?=.*[0-9])(?=.*[^0-9])[A-Za-z0-9].*");
  }

  private final String line;
  private final String prefix;
  private final Pattern text;

  Identification(String line, Pattern text) {
    this(line, "", text);
  }

  Identification(String line, String prefix, Pattern text) {
    this.line = line;
    this.prefix = prefix;
    this.text = text;
  }

  @Override
  public String line() {
    return line;
  }

  @Override
  public Answer<String> answer() {
    ReplyShape shape = prefix.isEmpty() ? ReplyShape.bare(text) : ReplyShape.prefixed(prefix, 1, 1);
    return Answer.line(shape, this::text);
  }

  private String text(InfoLine reply) {
    String answer = reply.text(0).trim();
    if (!text.matcher(answer).matches()) {
      throw new UnexpectedReplyException("\"" + answer + "\" does not look like its answers");
    }
    return answer;
  }

  /** {@code AT+CPIN?} asks for the state, and never for the PIN. */
  @Override
  public boolean secret() {
    return false;
  }
}
