package io.github.thingseal.at.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes wire lines apart for tests of commands; simple, and no model for the channel's lexer. */
public final class Lines {
  private static final Pattern PREFIXED = Pattern.compile("(\\+[A-Z0-9]+):(.*)", Pattern.DOTALL);
  private static final String COMMA_OUTSIDE_QUOTES = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

  private Lines() {}

  public static List<InfoLine> of(String... lines) {
    return Arrays.stream(lines).map(Lines::line).toList();
  }

  public static List<InfoLine> counted(String prefix, int announced, byte[] bytes) {
    return List.of(
        new InfoLine(prefix, List.of(ascii(Integer.toString(announced)), bytes.clone())));
  }

  private static InfoLine line(String text) {
    Matcher matcher = PREFIXED.matcher(text);
    if (!matcher.matches()) {
      return new InfoLine("", List.of(ascii(text)));
    }
    List<byte[]> fields = new ArrayList<>();
    for (String field : matcher.group(2).split(COMMA_OUTSIDE_QUOTES, -1)) {
      fields.add(ascii(field.trim().replace("\"", "")));
    }
    return new InfoLine(matcher.group(1), fields);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
