package io.github.thingseal.at.internal.reply;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How commands read their replies, with errors that name the command. */
public final class Reply {
  private static final Pattern NAME = Pattern.compile("^AT[+^%#*$&]?[A-Za-z0-9_]*");

  private Reply() {}

  /**
   * The line that answers a command. An unsolicited line of the same shape can slip in before the
   * answer, but not between the answer and {@code OK}: the last one is the answer.
   */
  public static InfoLine last(AtCommand<?> command, List<InfoLine> lines) {
    Arguments.requiredElements(lines, "lines");
    if (lines.isEmpty()) {
      throw unexpected(command, "OK came without the information line that belongs before it");
    }
    return lines.get(lines.size() - 1);
  }

  /** Reads a line that no one else may see, and overwrites all that came. */
  public static <T> T lastAndWipe(
      AtCommand<?> command, List<InfoLine> lines, Function<InfoLine, T> reading) {
    InfoLine last = last(command, lines);
    try {
      return reading.apply(last);
    } finally {
      lines.forEach(InfoLine::wipe);
    }
  }

  /** Makes a value of what came; a value that refuses it makes the reply an unexpected one. */
  public static <T> T value(AtCommand<?> command, Supplier<T> value) {
    try {
      return value.get();
    } catch (InvalidInputException e) {
      throw unexpected(command, String.valueOf(e.getMessage()));
    }
  }

  /** All parameters of a line, for replies whose form is not public. */
  public static List<String> texts(InfoLine line) {
    return IntStream.range(0, line.size()).mapToObj(line::text).toList();
  }

  /** A number that firmware may leave out or empty. */
  public static OptionalInt optionalInteger(InfoLine line, int index) {
    return line.optionalText(index).isPresent()
        ? OptionalInt.of(line.integer(index))
        : OptionalInt.empty();
  }

  /** A flag of 0 or 1. */
  public static boolean flag(AtCommand<?> command, InfoLine line, int index) {
    int flag = line.integer(index);
    if (flag != 0 && flag != 1) {
      throw unexpected(command, "parameter " + index + " is 0 or 1, but came as " + flag);
    }
    return flag == 1;
  }

  /** Names the command, without its parameters: they may be secret. */
  public static UnexpectedReplyException unexpected(AtCommand<?> command, String what) {
    return new UnexpectedReplyException(
        "The reply to " + name(command.line()) + " cannot be used: " + what);
  }

  private static String name(String line) {
    var matcher = NAME.matcher(line);
    return matcher.find() ? matcher.group() : "the command";
  }
}
