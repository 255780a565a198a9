package io.github.thingseal.at.command;

import java.util.List;

/**
 * {@code AT+USECE2EFILEDEC="<in>","<out>"}: decrypts a file of the module's file system end to end.
 * Evidence: <em>assumed</em>; nobody published more than the name. The answer is taken as it comes.
 *
 * @param input the name of the file with the message
 * @param output the name of the file for the plaintext
 */
public record DecryptE2eFile(String input, String output) implements SecurityCommand<List<String>> {
  /**
   * Checks the names.
   *
   * @param input the name of the file with the message
   * @param output the name of the file for the plaintext
   * @throws io.github.thingseal.core.InvalidInputException if a command line cannot carry one
   */
  public DecryptE2eFile {
    FileNames.require(input);
    FileNames.require(output);
  }

  @Override
  public String line() {
    return "AT+USECE2EFILEDEC="
        + AtStrings.quote(FileNames.WHAT, input)
        + ","
        + AtStrings.quote(FileNames.WHAT, output);
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USECE2EFILEDEC", 0, Integer.MAX_VALUE);
  }

  /** The parameters as they came, none if there was only an {@code OK}. */
  @Override
  public List<String> read(List<InfoLine> lines) {
    return lines.stream().flatMap(line -> Reply.texts(line).stream()).toList();
  }
}
