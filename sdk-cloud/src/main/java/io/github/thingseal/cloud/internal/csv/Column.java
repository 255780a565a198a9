package io.github.thingseal.cloud.internal.csv;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where the identities are.
 *
 * @param index the index of the column
 * @param header whether the first row only names the columns
 */
record Column(int index, boolean header) {
  private static final Set<String> NAMES = Set.of("rotpublicuid", "rotpublicuids", "rotuid");

  static boolean isName(String field) {
    return NAMES.contains(field.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
  }

  /** By its name, or else the only one that holds identities. */
  static Column of(List<List<String>> rows) {
    List<String> first = rows.get(0);
    List<Integer> named = indices(first.size(), i -> isName(first.get(i)));
    if (!named.isEmpty()) {
      return new Column(only(named, "are named like RoTPublicUID"), true);
    }
    int width = rows.stream().mapToInt(List::size).max().orElse(0);
    List<Integer> holding =
        indices(width, i -> rows.stream().anyMatch(row -> UidCell.resemblesUid(field(row, i))));
    if (holding.isEmpty() && width > 1) {
      throw CsvText.refused(
          "has no column named RoTPublicUID, and none with 16 hexadecimal digits; name the column");
    }
    int index = holding.isEmpty() ? 0 : only(holding, "hold what looks like RoTPublicUIDs");
    return new Column(index, field(first, index).chars().noneMatch(Character::isDigit));
  }

  /** A field, or an empty text if the row is too short for it. */
  static String field(List<String> row, int index) {
    return index < row.size() ? row.get(index) : "";
  }

  private static int only(List<Integer> found, String why) {
    if (found.size() > 1) {
      throw CsvText.refused(
          "has several columns that " + why + "; name one of them RoTPublicUID, and only one");
    }
    return found.get(0);
  }

  private static List<Integer> indices(int size, java.util.function.IntPredicate test) {
    return IntStream.range(0, size).filter(test).boxed().toList();
  }
}
