package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.internal.text.FileNames;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+USECMNG=1,<type>,"<name>","<file>"}: stores a credential from a file of the module's
 * file system. Read is the MD5 that the module reports; of what exactly is not public. Evidence:
 * published.
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
   */
  public ImportCredentialFile {
    Arguments.required(type, "type");
    Arguments.required(name, "name");
    FileNames.require(file, "file");
  }

  @Override
  public String line() {
    return "AT+USECMNG=1," + type.number + "," + name.quoted() + "," + FileNames.quoted(file);
  }

  @Override
  public Answer<String> answer() {
    return ReadCredentialHash.MD5;
  }
}
