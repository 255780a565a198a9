package io.github.thingseal.cloud.internal.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.thingseal.cloud.whitelist.CsvLimits;
import io.github.thingseal.cloud.whitelist.ImportLine;
import io.github.thingseal.cloud.whitelist.LineOutcome;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the lines of a CSV file. */
public final class CsvLines {
  /** A row of its own behind the file; it is not found if a quoted field swallows it. */
  private static final String END = "end of the file";

  private CsvLines() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @param limits how large it may be
   * @return a line for each row, accepted, refused or a duplicate within the file
   * @throws InvalidInputException if it cannot be read, or is no CSV file with identities
   */
  public static List<ImportLine> read(Path file, CsvLimits limits) {
    return read(CsvText.read(file, limits), limits);
  }

  /**
   * Reads the bytes of a file.
   *
   * @param bytes the bytes
   * @param limits how many there may be
   * @return a line for each row, accepted, refused or a duplicate within the file
   * @throws InvalidInputException if it is no CSV file with identities
   */
  public static List<ImportLine> read(byte[] bytes, CsvLimits limits) {
    String text = CsvText.decode(bytes, limits);
    List<CsvRecord> rows = rows(text, limits);
    if (rows.isEmpty()) {
      return List.of();
    }
    Column column = Column.of(rows.stream().map(CsvRecord::getFields).toList());
    List<ImportLine> lines = new ArrayList<>();
    Map<RotPublicUid, Long> seen = new HashMap<>();
    for (CsvRecord row : rows.subList(column.header() ? 1 : 0, rows.size())) {
      lines.add(
          line(row.getStartingLineNumber(), Column.field(row.getFields(), column.index()), seen));
    }
    return lines;
  }

  private static ImportLine line(long number, String text, Map<RotPublicUid, Long> seen) {
    Optional<RotPublicUid> uid = UidCell.uid(text);
    if (uid.isEmpty()) {
      return new ImportLine(number, text, uid, LineOutcome.REFUSED, UidCell.fault(text));
    }
    Long earlier = seen.putIfAbsent(uid.get(), number);
    return earlier == null
        ? new ImportLine(number, text, uid, LineOutcome.ACCEPTED, UidCell.doubt(uid.get()))
        : new ImportLine(number, text, uid, LineOutcome.DUPLICATE, "the same as line " + earlier);
  }

  private static List<CsvRecord> rows(String text, CsvLimits limits) {
    List<CsvRecord> rows = new ArrayList<>();
    long last = 1;
    boolean ended = false;
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(Separator.of(text))
            .skipEmptyLines(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowExtraCharsAfterClosingQuote(true)
            .ofCsvRecord(text + "\n" + END)) {
      for (CsvRecord row : reader) {
        last = row.getStartingLineNumber();
        ended = row.getFieldCount() == 1 && row.getField(0).equals(END);
        if (!ended && !isBlank(row) && !(rows.isEmpty() && isDeclaration(row))) {
          rows.add(row);
          requireFew(rows, limits);
        }
      }
    } catch (CsvParseException | java.io.IOException e) {
      throw new InvalidInputException(
          "The CSV file cannot be read after line " + last + ": " + e.getMessage(), e);
    }
    if (!ended) {
      throw CsvText.refused(
          "has a quotation mark in line " + last + " or later that is not closed");
    }
    return rows;
  }

  private static void requireFew(List<CsvRecord> rows, CsvLimits limits) {
    // The header is not counted, and whether there is one is not known yet.
    if (rows.size() > limits.rows() + 1L) {
      throw CsvText.refused("has more than " + limits.rows() + " rows; divide it");
    }
  }

  private static boolean isBlank(CsvRecord row) {
    return row.getFields().stream().allMatch(String::isBlank);
  }

  /** The separator it names has divided it. */
  private static boolean isDeclaration(CsvRecord row) {
    return row.getField(0).equalsIgnoreCase("sep=")
        && row.getFields().stream().skip(1).allMatch(String::isBlank);
  }
}
