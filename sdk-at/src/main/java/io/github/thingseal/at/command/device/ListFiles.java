package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import java.util.List;

/**
 * {@code AT+ULSTFILE}: the files of the module's file system, from all lines. Also cures a fresh
 * SARA-R422, whose first import of a credential fails otherwise. Evidence: published, with the list
 * {@code +ULSTFILE: "a","b"}.
 */
public final class ListFiles extends ReadCommand<List<String>> {
  /** Asks for the names. */
  public ListFiles() {
    super("AT+ULSTFILE", Answer.lines("+ULSTFILE", 0, Integer.MAX_VALUE, ListFiles::names));
  }

  private static List<String> names(List<InfoLine> lines) {
    return lines.stream()
        .flatMap(line -> line.texts().stream())
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
