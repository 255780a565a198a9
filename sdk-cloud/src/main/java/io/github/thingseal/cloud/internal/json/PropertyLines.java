package io.github.thingseal.cloud.internal.json;

import io.github.thingseal.core.InvalidInputException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Properties without escapes: {@code name=value} or {@code name: value} in each line. Blanks around
 * name and value are not part of them, a backslash is a character like any other, and lines that
 * begin with {@code #} or {@code !} are comments.
 */
final class PropertyLines {
  private PropertyLines() {}

  /** Reads the lines of a file, sorted by name. */
  static Map<String, String> parse(Path file, String text) {
    Map<String, String> sorted = new TreeMap<>();
    int number = 0;
    for (String line : text.split("\\r\\n|[\\r\\n]", -1)) {
      number++;
      String content = line.strip();
      if (content.isEmpty() || content.startsWith("#") || content.startsWith("!")) {
        continue;
      }
      int separator = separator(content);
      String name = content.substring(0, Math.max(0, separator)).strip();
      if (name.isEmpty()) {
        throw new InvalidInputException(
            "Line " + number + " of " + file + " is not like name=value");
      }
      if (sorted.put(name, content.substring(separator + 1).strip()) != null) {
        throw new InvalidInputException(
            "Line " + number + " of " + file + " sets a name that an earlier line sets too");
      }
    }
    return sorted;
  }

  private static int separator(String content) {
    int equals = content.indexOf('=');
    int colon = content.indexOf(':');
    return equals < 0 || colon < 0 ? Math.max(equals, colon) : Math.min(equals, colon);
  }
}
