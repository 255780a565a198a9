package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.LineCommand;
import io.github.thingseal.at.internal.text.FileNames;
import java.util.List;

/**
 * {@code AT+USECE2EFILEENC="<in>","<out>"} and {@code AT+USECE2EFILEDEC="<in>","<out>"}: encrypt
 * and decrypt a file of the module's file system end to end. Evidence: <em>assumed</em>; no one
 * published more than the names. The parameters of the answer are taken as they come, none if there
 * was only an {@code OK}.
 */
public final class E2eFileCommand extends LineCommand<List<String>>
    implements SecurityCommand<List<String>> {
  private E2eFileCommand(String name, String input, String output) {
    super(
        "AT"
            + name
            + "="
            + FileNames.quoted(input, "input")
            + ","
            + FileNames.quoted(output, "output"),
        Answer.lines(
            name,
            0,
            Integer.MAX_VALUE,
            lines -> lines.stream().flatMap(line -> line.texts().stream()).toList()));
  }

  /**
   * {@return the command that encrypts a file}
   *
   * @param input the name of the file with the plaintext
   * @param output the name of the file for the message
   */
  public static E2eFileCommand encrypt(String input, String output) {
    return new E2eFileCommand("+USECE2EFILEENC", input, output);
  }

  /**
   * {@return the command that decrypts a file}
   *
   * @param input the name of the file with the message
   * @param output the name of the file for the plaintext
   */
  public static E2eFileCommand decrypt(String input, String output) {
    return new E2eFileCommand("+USECE2EFILEDEC", input, output);
  }
}
