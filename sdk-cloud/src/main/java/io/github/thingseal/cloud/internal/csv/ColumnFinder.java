package io.github.thingseal.cloud.internal.csv;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the column with the identities: by its name in a row above them, or else the only one that
 * holds some. It takes one row after the other, and keeps none but the first.
 */
final class ColumnFinder {
  private final BitSet holding = new BitSet();
  private List<String> first = List.of();
  private BitSet named = new BitSet();
  private int namedIn = -1;
  private int rows;
  private int width;

  void take(List<String> row) {
    if (rows == 0) {
      first = row;
    }
    if (holding.isEmpty() && named.isEmpty()) {
      named = named(row);
      namedIn = rows;
    }
    if (named.isEmpty()) {
      lookForIdentities(row);
    }
    width = Math.max(width, row.size());
    rows++;
  }

  private void lookForIdentities(List<String> row) {
    for (int i = 0; i < row.size(); i++) {
      if (!holding.get(i) && UidCell.resemblesUid(row.get(i))) {
        holding.set(i);
      }
    }
  }

  Column column() {
    if (!named.isEmpty()) {
      return new Column(only(named, "are named like RoTPublicUID"), namedIn);
    }
    if (holding.isEmpty() && width > 1) {
      throw CsvText.refused(
          "has no column named RoTPublicUID, and none with 16 hexadecimal digits; name the column");
    }
    Column column =
        new Column(holding.isEmpty() ? 0 : only(holding, "hold what looks like RoTPublicUIDs"), -1);
    return isName(column.of(first)) ? new Column(column.index(), 0) : column;
  }

  /** Whether it names the column in other words. */
  private static boolean isName(String field) {
    return field.chars().noneMatch(Character::isDigit) && !UidCell.resemblesUid(field);
  }

  private static BitSet named(List<String> row) {
    return IntStream.range(0, row.size())
        .filter(i -> Column.isName(row.get(i)))
        .collect(BitSet::new, BitSet::set, BitSet::or);
  }

  private static int only(BitSet found, String why) {
    if (found.cardinality() > 1) {
      throw CsvText.refused(
          "has several columns that " + why + "; name one of them RoTPublicUID, and only one");
    }
    return found.nextSetBit(0);
  }
}
