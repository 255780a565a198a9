package io.github.thingseal.testkit.internal.module.dialogue;

import io.github.thingseal.testkit.internal.module.dialogue.Request.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes the commands of one line apart, one at a time, so that those before a broken one are still
 * executed. The prefix {@code AT} is gone already.
 */
final class CommandLine {
  private static final String TWO_CHARACTERS = "&\\";
  private static final String DIAL = "D";

  private final String text;
  private int position;

  CommandLine(String line) {
    this.text = withoutBlanks(line);
  }

  boolean hasNext() {
    while (position < text.length() && text.charAt(position) == ';') {
      position++;
    }
    return position < text.length();
  }

  Request next() {
    char first = text.charAt(position);
    if (first == '+') {
      return extended();
    }
    return basic();
  }

  /** Blanks count in strings only; control characters (but for quotes) never do. */
  private static String withoutBlanks(String line) {
    StringBuilder kept = new StringBuilder(line.length());
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      if (quoted || c > ' ') {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  private Request extended() {
    int end = position;
    boolean quoted = false;
    while (end < text.length() && (quoted || text.charAt(end) != ';')) {
      quoted ^= text.charAt(end) == '"';
      end++;
    }
    String command = text.substring(position, end);
    position = end;
    int nameEnd = 1;
    while (nameEnd < command.length() && isNameCharacter(command.charAt(nameEnd))) {
      nameEnd++;
    }
    return request(command.substring(0, nameEnd), command.substring(nameEnd));
  }

  private static boolean isNameCharacter(char c) {
    return c != '=' && c != '?';
  }

  /**
   * A letter, or an ampersand or backslash and a letter, and a number; more may follow without
   * separator, but for the number that is dialled: that is all of the rest.
   */
  private Request basic() {
    int start = position;
    position += TWO_CHARACTERS.indexOf(text.charAt(position)) >= 0 ? 2 : 1;
    position = Math.min(position, text.length());
    String name = text.substring(start, position);
    if (name.equalsIgnoreCase(DIAL)) {
      Argument number = new Argument(text.substring(position), false);
      position = text.length();
      return new Request(DIAL, Form.SET, List.of(number));
    }
    if (name.equalsIgnoreCase("S")) {
      name += digits();
    }
    if (position < text.length()
        && (text.charAt(position) == '=' || text.charAt(position) == '?')) {
      int rest = position;
      position++;
      if (text.charAt(rest) == '=') {
        digits();
        position += position < text.length() && text.charAt(position) == '?' ? 1 : 0;
      }
      return request(name, text.substring(rest, position));
    }
    String number = digits();
    return request(name, number.isEmpty() ? "" : "=" + number);
  }

  private String digits() {
    int start = position;
    while (position < text.length() && Character.isDigit(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  private static Request request(String name, String rest) {
    String upper = name.toUpperCase(Locale.ROOT);
    return switch (rest) {
      case "" -> new Request(upper, Form.ACTION, List.of());
      case "?" -> new Request(upper, Form.READ, List.of());
      case "=?" -> new Request(upper, Form.TEST, List.of());
      default -> {
        if (!rest.startsWith("=")) {
          throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
        }
        yield new Request(upper, Form.SET, arguments(rest.substring(1)));
      }
    };
  }

  private static List<Argument> arguments(String text) {
    List<Argument> arguments = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || (!quoted && text.charAt(i) == ',')) {
        arguments.add(argument(text.substring(start, i)));
        start = i + 1;
      } else {
        quoted ^= text.charAt(i) == '"';
      }
    }
    return arguments;
  }

  private static Argument argument(String text) {
    int quote = text.indexOf('"');
    if (quote < 0) {
      return new Argument(text, false);
    }
    boolean whole = quote == 0 && text.length() > 1 && text.indexOf('"', 1) == text.length() - 1;
    if (!whole) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
    String content = text.substring(1, text.length() - 1);
    if (content.chars().anyMatch(c -> c == 0 || c == 0x15)) {
      throw new CommandRefused(CmeError.INVALID_CHARACTERS);
    }
    return new Argument(content, true);
  }
}
