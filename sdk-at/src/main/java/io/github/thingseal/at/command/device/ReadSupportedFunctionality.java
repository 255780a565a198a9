package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code AT+CFUN=?}: the levels that {@code AT+CFUN} knows, such as {@code (0,1,4,15,16),(0-1)}.
 * Evidence: published.
 */
public record ReadSupportedFunctionality() implements RepeatableCommand<Set<Integer>> {
  private static final int MAX_FIELDS = 64;
  private static final int MAX_LEVEL = 255;
  private static final Pattern FIRST_LIST = Pattern.compile("\\(([0-9,-]*)\\).*");
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,3})(?:-([0-9]{1,3}))?");

  @Override
  public String line() {
    return "AT+CFUN=?";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+CFUN", 1, MAX_FIELDS);
  }

  /**
   * The levels in ascending order.
   *
   * @throws UnexpectedReplyException if the answer is no list of levels
   */
  @Override
  public Set<Integer> read(List<InfoLine> lines) {
    String answer = Reply.texts(Reply.last(this, lines)).stream().collect(Collectors.joining(","));
    Matcher list = FIRST_LIST.matcher(answer);
    if (!list.matches()) {
      throw Reply.unexpected(this, "\"" + answer + "\" is no list of levels");
    }
    Set<Integer> levels = new TreeSet<>();
    for (String part : list.group(1).split(",", -1)) {
      addTo(levels, part, answer);
    }
    return Collections.unmodifiableSet(levels);
  }

  private void addTo(Set<Integer> levels, String part, String answer) {
    Matcher range = RANGE.matcher(part);
    if (!range.matches()) {
      throw Reply.unexpected(this, "\"" + answer + "\" is no list of levels");
    }
    int first = Integer.parseInt(range.group(1));
    int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
    for (int level = first; level <= Math.min(last, MAX_LEVEL); level++) {
      levels.add(level);
    }
  }
}
