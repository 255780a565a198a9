package io.github.thingseal.cloud.internal.csv;

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
  private final Column column;
  private final List<ImportLine> lines = new ArrayList<>();
  private final Map<RotPublicUid, Long> seen = new HashMap<>();
  private int rows;

  private CsvLines(Column column) {
    this.column = column;
  }

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
    CsvRows rows = new CsvRows(CsvText.decode(bytes, limits), limits);
    ColumnFinder finder = new ColumnFinder();
    rows.forEach(row -> finder.take(row.getFields()));
    CsvLines lines = new CsvLines(finder.column());
    rows.forEach(lines::take);
    return lines.lines;
  }

  private void take(CsvRecord row) {
    if (rows != column.header()) {
      lines.add(line(row.getStartingLineNumber(), column.of(row.getFields())));
    }
    rows++;
  }

  private ImportLine line(long number, String text) {
    Optional<RotPublicUid> uid = UidCell.uid(text);
    if (uid.isEmpty()) {
      String fault =
          rows < column.header() ? "above the header with RoTPublicUID" : UidCell.fault(text);
      return new ImportLine(number, text, uid, LineOutcome.REFUSED, fault);
    }
    Long earlier = seen.putIfAbsent(uid.get(), number);
    return earlier == null
        ? new ImportLine(number, text, uid, LineOutcome.ACCEPTED, UidCell.doubt(uid.get()))
        : new ImportLine(number, text, uid, LineOutcome.DUPLICATE, "the same as line " + earlier);
  }
}
