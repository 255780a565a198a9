package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.reply.Reply;
import io.github.thingseal.at.internal.text.FileNames;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * {@code AT+USECE2EFILEENC="<in>","<out>"} and {@code AT+USECE2EFILEDEC="<in>","<out>"}: encrypt
 * and decrypt a file of the module's file system end to end. Evidence: <em>assumed</em>; no one
 * published more than the names. The answer is taken as it comes.
 */
public final class E2eFileCommand implements SecurityCommand<List<String>> {
  private final String name;
  private final String input;
  private final String output;

  private E2eFileCommand(String name, String input, String output) {
    FileNames.require(input);
    FileNames.require(output);
    this.name = name;
    this.input = input;
    this.output = output;
  }

  /**
   * Encrypts a file.
   *
   * @param input the name of the file with the plaintext
   * @param output the name of the file for the message
   * @return the command
   * @throws io.github.thingseal.core.InvalidInputException if a command line cannot carry a name
   */
  public static E2eFileCommand encrypt(String input, String output) {
    Arguments.required(input, "input");
    Arguments.required(output, "output");
    return new E2eFileCommand("+USECE2EFILEENC", input, output);
  }

  /**
   * Decrypts a file.
   *
   * @param input the name of the file with the message
   * @param output the name of the file for the plaintext
   * @return the command
   * @throws io.github.thingseal.core.InvalidInputException if a command line cannot carry a name
   */
  public static E2eFileCommand decrypt(String input, String output) {
    Arguments.required(input, "input");
    Arguments.required(output, "output");
    return new E2eFileCommand("+USECE2EFILEDEC", input, output);
  }

  @Override
  public String line() {
    return "AT"
        + name
        + "="
        + AtStrings.quote(FileNames.WHAT, input)
        + ","
        + AtStrings.quote(FileNames.WHAT, output);
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed(name, 0, Integer.MAX_VALUE);
  }

  /** The parameters as they came, none if there was only an {@code OK}. */
  @Override
  public List<String> read(List<InfoLine> lines) {
    Arguments.requiredElements(lines, "lines");
    return lines.stream().flatMap(line -> Reply.texts(line).stream()).toList();
  }

  /** The command line; names of files are no secrets. */
  @Override
  public String toString() {
    return line();
  }
}
