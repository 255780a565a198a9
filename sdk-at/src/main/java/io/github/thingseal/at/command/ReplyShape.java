package io.github.thingseal.at.command;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.regex.Pattern;

/** Which information lines belong to a command. All other lines are unsolicited result codes. */
public sealed interface ReplyShape {
  /** Matches any line without a prefix. */
  Pattern PLAIN_TEXT = Pattern.compile("[^+^%#*$\\s].*");

  /** {@return no information line, only a final result code} */
  static ReplyShape none() {
    return new None();
  }

  /**
   * {@return lines that begin with a prefix and have a number of parameters}
   *
   * <p>An unsolicited line may have the prefix of the pending command ({@code +CEREG: 1} against
   * {@code +CEREG: 0,1}); the number of parameters distinguishes them.
   *
   * @param prefix such as {@code +CEREG}, without the colon
   * @param minFields the smallest number of parameters
   * @param maxFields the largest number of parameters
   * @throws InvalidInputException if the prefix does not look like one: one of {@code + ^ % # * $}
   *     and a name; or the numbers contradict each other
   */
  static ReplyShape prefixed(String prefix, int minFields, int maxFields) {
    return new Prefixed(prefix, minFields, maxFields, 0);
  }

  /**
   * {@return lines like those of {@link #prefixed(String, int, int)}, of which the first parameters
   * are numbers} The number of parameters does not distinguish {@code +CEREG:
   * 1,"0001","01a2d001",7}, which is unsolicited, from {@code +CEREG: 2,1,"0001","01a2d001",7}.
   *
   * @param prefix such as {@code +CEREG}, without the colon
   * @param minFields the smallest number of parameters
   * @param maxFields the largest number of parameters
   * @param leadingNumbers how many of the first parameters are decimal numbers without quotes
   * @throws InvalidInputException if the prefix does not look like one, or the numbers contradict
   *     each other
   */
  static ReplyShape prefixed(String prefix, int minFields, int maxFields, int leadingNumbers) {
    return new Prefixed(prefix, minFields, maxFields, leadingNumbers);
  }

  /**
   * {@return lines without a prefix, such as those of {@code AT+CGMM}} Lines that begin with {@code
   * +NAME:}, or so with another one of {@code ^ % # * $}, are never among them, whatever the
   * pattern says; a name alone is, such as {@code +CSQ} in the answer to {@code AT+CLAC}.
   *
   * @param text what a whole line looks like
   */
  static ReplyShape bare(Pattern text) {
    return new Bare(text);
  }

  /**
   * {@return one line whose last parameter is raw bytes in quotes, counted by the parameter before
   * it: {@code +USECE2EDATAENC: 76,"<76 bytes>"}} The bytes may hold quotes, line ends and {@code
   * OK}. The first parameter in quotes that has another one before it is the counted one.
   *
   * @param prefix such as {@code +USECE2EDATAENC}, without the colon
   * @throws InvalidInputException if the prefix does not look like one
   */
  static ReplyShape binary(String prefix) {
    return new Binary(prefix, 0);
  }

  /**
   * {@return a line like that of {@link #binary(String)}, with other parameters before the count,
   * strings in quotes among them} {@code +USORF: 0,"192.0.2.7",5000,4,"<4 bytes>"} has three, and
   * {@code +URDFILE: "name",4,"<4 bytes>"} has one. The first parameter in quotes after those and
   * the count is the counted one. A line that does not fit, such as one with a count that is no
   * number, is reported as {@link GarbledReplyException}.
   *
   * @param prefix such as {@code +USORF}, without the colon
   * @param parametersBefore how many parameters stand before the count
   * @throws InvalidInputException if the prefix does not look like one, or the number is negative
   */
  static ReplyShape binary(String prefix, int parametersBefore) {
    return new Binary(prefix, parametersBefore);
  }

  private static void requirePrefix(String prefix) {
    if (!Prefixed.PREFIX.matcher(Arguments.required(prefix, "prefix")).matches()) {
      throw new InvalidInputException(
          "A prefix is like +CEREG or ^HCSQ, without the colon, and not \"" + prefix + '"');
    }
  }

  /** See {@link ReplyShape#none()}. */
  record None() implements ReplyShape {}

  /**
   * See {@link ReplyShape#prefixed}.
   *
   * @param prefix without the colon
   * @param minFields the smallest number of parameters
   * @param maxFields the largest number of parameters
   * @param leadingNumbers how many of the first parameters are decimal numbers without quotes
   */
  record Prefixed(String prefix, int minFields, int maxFields, int leadingNumbers)
      implements ReplyShape {
    /** What information lines and unsolicited ones begin with, before a colon. */
    private static final Pattern PREFIX = Pattern.compile("[+^%#*$][A-Za-z0-9_]+");

    /**
     * Checks the prefix and the numbers.
     *
     * @param prefix without the colon
     * @param minFields the smallest number of parameters
     * @param maxFields the largest number of parameters
     * @param leadingNumbers how many of the first parameters are decimal numbers without quotes
     */
    public Prefixed {
      requirePrefix(prefix);
      if (minFields < 0 || maxFields < minFields) {
        throw new InvalidInputException(
            "A reply has 0 parameters or more, and the largest number is not below the smallest, but"
                + String.format(" they are %s and %s", minFields, maxFields));
      }
      if (leadingNumbers < 0 || leadingNumbers > maxFields) {
        throw new InvalidInputException(
            "Of at most " + maxFields + " parameters " + leadingNumbers + " cannot be numbers");
      }
    }
  }

  /**
   * See {@link ReplyShape#bare}.
   *
   * @param text what a whole line looks like
   */
  record Bare(Pattern text) implements ReplyShape {
    /**
     * Checks that nothing is null.
     *
     * @param text what a whole line looks like
     */
    public Bare {
      Arguments.required(text, "text");
    }
  }

  /**
   * See {@link ReplyShape#binary}.
   *
   * @param prefix without the colon
   * @param parametersBefore how many parameters stand before the count
   */
  record Binary(String prefix, int parametersBefore) implements ReplyShape {
    /**
     * Checks the parts.
     *
     * @param prefix without the colon
     * @param parametersBefore how many parameters stand before the count
     */
    public Binary {
      requirePrefix(prefix);
      if (parametersBefore < 0) {
        throw new InvalidInputException(
            "The number of parameters before the count is 0 or more, not " + parametersBefore);
      }
    }
  }
}
