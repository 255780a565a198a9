package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.text.FileNames;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * {@code AT+USECMNG=1,<type>,"<name>","<file>"}: stores a credential from a file of the module's
 * file system. Evidence: published.
 *
 * @param type what it is
 * @param name what it shall be called
 * @param file the name of the file
 */
public record ImportCredentialFile(CredentialType type, CredentialName name, String file)
    implements TlsCommand<String> {
  /**
   * Checks the name of the file.
   *
   * @param type what it is
   * @param name what it shall be called
   * @param file the name of the file
   * @throws io.github.thingseal.core.InvalidInputException if a command line cannot carry it
   */
  public ImportCredentialFile {
    Arguments.required(type, "type");
    Arguments.required(name, "name");
    Arguments.required(file, "file");
    FileNames.require(file);
  }

  @Override
  public String line() {
    return "AT+USECMNG=1,"
        + type.number()
        + ","
        + name.quoted()
        + ","
        + AtStrings.quote(FileNames.WHAT, file);
  }

  @Override
  public ReplyShape reply() {
    return CredentialReplies.WITH_MD5;
  }

  /** The MD5 that the module reports, 32 hexadecimal digits. Of what exactly is not public. */
  @Override
  public String read(List<InfoLine> lines) {
    return CredentialReplies.md5(this, lines);
  }
}
