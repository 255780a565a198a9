package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.internal.text.FileNames;

/**
 * {@code AT+USECMNG=1,<type>,"<name>","<file>"}: stores a credential from a file of the module's
 * file system. Read is the MD5 that the module reports; of what exactly is not public. Evidence:
 * published.
 */
public final class ImportCredentialFile extends TlsCommand<String> {
  /**
   * Stores a credential.
   *
   * @param type what it is
   * @param name its name in the store
   * @param file the name of the file
   */
  public ImportCredentialFile(CredentialType type, CredentialName name, String file) {
    super(
        "AT+USECMNG=1,"
            + CredentialName.parameters(type, name)
            + ","
            + FileNames.quoted(file, "file"),
        ReadCredentialHash.MD5);
  }
}
