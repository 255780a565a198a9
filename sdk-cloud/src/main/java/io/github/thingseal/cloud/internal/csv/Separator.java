package io.github.thingseal.cloud.internal.csv;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what separates the fields: that under which most lines hold an identity. */
final class Separator {
  private static final int SAMPLE_LINES = 50;
  private static final Pattern DECLARED = Pattern.compile("sep=[;,\t|]", Pattern.CASE_INSENSITIVE);
  private static final List<Character> KNOWN = List.of(';', ',', '\t', '|');

  private Separator() {}

  static char of(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).limit(SAMPLE_LINES).toList();
    if (lines.isEmpty()) {
      return ',';
    }
    if (isDeclaration(lines.get(0))) {
      return lines.get(0).charAt(4);
    }
    // max takes the last of equals, and the first known is to win.
    return KNOWN.stream()
        .max(
            Comparator.<Character>comparingLong(separator -> identities(lines, separator))
                .thenComparingLong(separator -> count(lines.get(0), separator))
                .thenComparingInt(separator -> -KNOWN.indexOf(separator)))
        .orElseThrow();
  }

  /** Whether a line only names the separator, as spreadsheets have it. */
  static boolean isDeclaration(String line) {
    return line.length() >= 5
        && DECLARED.matcher(line.substring(0, 5)).matches()
        && line.substring(5).isBlank();
  }

  private static long identities(List<String> lines, char separator) {
    Pattern split = Pattern.compile(Pattern.quote(String.valueOf(separator)));
    return lines.stream()
        .filter(
            line ->
                split
                    .splitAsStream(line)
                    .map(field -> field.strip().replaceAll("^\"|\"$", ""))
                    .anyMatch(field -> UidCell.resemblesUid(field) || Column.isName(field)))
        .count();
  }

  private static long count(String line, char separator) {
    return line.chars().filter(c -> c == separator).count();
  }
}
