package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import java.util.List;

/**
 * {@code AT+ULSTFILE}: the files of the module's file system, from all lines. Also cures a fresh
 * SARA-R422, whose first import of a credential fails otherwise. Evidence: published, with the list
 * {@code +ULSTFILE: "a","b"}.
 */
public record ListFiles() implements RepeatableCommand<List<String>> {
  @Override
  public String line() {
    return "AT+ULSTFILE";
  }

  @Override
  public Answer<List<String>> answer() {
    return Answer.lines("+ULSTFILE", 0, Integer.MAX_VALUE, ListFiles::names);
  }

  private static List<String> names(List<InfoLine> lines) {
    return lines.stream()
        .flatMap(line -> line.texts().stream())
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
