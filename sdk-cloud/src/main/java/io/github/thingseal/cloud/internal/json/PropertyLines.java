package io.github.thingseal.cloud.internal.json;

import io.github.thingseal.core.InvalidInputException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Properties without escapes: {@code name=value} or {@code name: value} in each line. Blanks around
 * name and value are not part of them, and lines that begin with {@code #} or {@code !} are
 * comments.
 *
 * <p>A backslash is refused: {@link java.util.Properties} reads it as an escape and drops it where
 * it begins none, and those who write such files by hand mean it as it stands. Whichever reading
 * was chosen, it would change values of the others unnoticed.
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
      if (content.indexOf('\\') >= 0) {
        throw new InvalidInputException(
            "Line "
                + number
                + " of "
                + file
                + " has a backslash, which may be an escape or stand for itself; write it in a"
                + " .json file, as two backslashes");
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
