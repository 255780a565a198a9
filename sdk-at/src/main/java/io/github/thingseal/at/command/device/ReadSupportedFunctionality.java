package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.command.UnexpectedReplyException;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * {@code AT+CFUN=?}: the levels that {@code AT+CFUN} knows, such as {@code (0,1,4,15,16),(0-1)}, in
 * ascending order. Evidence: published.
 */
public final class ReadSupportedFunctionality extends ReadCommand<Set<Integer>> {
  private static final Pattern FIRST_LIST = Pattern.compile("\\(([0-9,-]*)\\).*");
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,3})(?:-([0-9]{1,3}))?");

  /** Asks for the levels. */
  public ReadSupportedFunctionality() {
    super("AT+CFUN=?", Answer.line("+CFUN", 1, 64, line -> levels(String.join(",", line.texts()))));
  }

  private static Set<Integer> levels(String answer) {
    Set<Integer> levels = new TreeSet<>();
    for (String part : matched(FIRST_LIST, answer, answer).group(1).split(",", -1)) {
      Matcher range = matched(RANGE, part, answer);
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (last < first) {
        throw noList(answer);
      }
      IntStream.rangeClosed(first, last).forEach(levels::add);
    }
    return Collections.unmodifiableSet(levels);
  }

  private static Matcher matched(Pattern form, String part, String answer) {
    Matcher matcher = form.matcher(part);
    if (!matcher.matches()) {
      throw noList(answer);
    }
    return matcher;
  }

  private static UnexpectedReplyException noList(String answer) {
    return new UnexpectedReplyException("\"" + answer + "\" is no list of levels");
  }
}
