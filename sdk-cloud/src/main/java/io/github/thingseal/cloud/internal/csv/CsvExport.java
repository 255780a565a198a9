package io.github.thingseal.cloud.internal.csv;

import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes identities as CSV that survives a spreadsheet. */
public final class CsvExport {
  /** The first line of a file. */
  public static final String HEADER = "RoTPublicUID\r\n";

  private static final Pattern UID = Pattern.compile("[0-9a-fA-F]{16}");
  private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\t\r].*", Pattern.DOTALL);

  private CsvExport() {}

  /**
   * Writes a part of the list.
   *
   * @param out where to
   * @param uids identities as the service wrote them
   */
  public static void write(Writer out, List<String> uids) {
    append(out, uids.stream().map(CsvExport::row).collect(Collectors.joining()));
  }

  /**
   * Writes the header.
   *
   * @param out where to
   */
  public static void begin(Writer out) {
    append(out, HEADER);
  }

  /**
   * Writes a file of all identities.
   *
   * @param file the file, which is replaced as a whole
   * @param uids identities as the service wrote them
   * @return how many
   */
  public static long write(Path file, List<String> uids) {
    return CsvExport.<Long>atomically(
        file,
        out -> {
          begin(out);
          write(out, uids);
          return (long) uids.size();
        });
  }

  /**
   * Writes a file as a whole or not at all.
   *
   * @param file the file, which is replaced
   * @param content writes what is in it
   * @param <T> what the content answers
   * @return what the content answered
   */
  public static <T> T atomically(Path file, Content<T> content) {
    Path target = file.toAbsolutePath();
    try {
      Path folder = target.getParent();
      if (folder == null || Files.isDirectory(target)) {
        throw new InvalidInputException("Cannot write " + file + ": it is a folder");
      }
      Path part = Files.createTempFile(folder, ".whitelist", ".part");
      try {
        T result;
        try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
          result = content.write(out);
        }
        move(part, target);
        return result;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new InvalidInputException("Cannot write " + file + ": " + e, e);
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void append(Writer out, String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new InvalidInputException("Cannot write the CSV: " + e, e);
    }
  }

  private static String row(String uid) {
    if (UID.matcher(uid).matches()) {
      return "0x" + uid + "\r\n";
    }
    String safe = FORMULA.matcher(uid).matches() ? "'" + uid : uid;
    return "\"" + safe.replace("\"", "\"\"") + "\"\r\n";
  }

  /**
   * What is written to a file.
   *
   * @param <T> what it answers
   */
  @FunctionalInterface
  public interface Content<T> {
    /**
     * Writes it.
     *
     * @param out where to
     * @return what there is to say about it
     */
    T write(Writer out);
  }
}
