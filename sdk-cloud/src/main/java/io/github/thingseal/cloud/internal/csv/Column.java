package io.github.thingseal.cloud.internal.csv;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where the identities are.
 *
 * @param index the index of the column
 * @param header the index of the row that names the columns; -1 if there is none
 */
record Column(int index, int header) {
  private static final Set<String> NAMES = Set.of("rotpublicuid", "rotpublicuids", "rotuid");

  static boolean isName(String field) {
    return NAMES.contains(field.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
  }

  /** The field of a row, or an empty text if the row is too short for it. */
  String of(List<String> row) {
    return index < row.size() ? row.get(index) : "";
  }
}
