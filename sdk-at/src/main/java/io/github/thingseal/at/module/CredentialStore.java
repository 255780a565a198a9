package io.github.thingseal.at.module;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.device.ListFiles;
import io.github.thingseal.at.command.tls.CredentialName;
import io.github.thingseal.at.command.tls.CredentialType;
import io.github.thingseal.at.command.tls.DeleteCredential;
import io.github.thingseal.at.command.tls.ImportCredential;
import io.github.thingseal.at.command.tls.ImportCredentialFile;
import io.github.thingseal.at.command.tls.ListCredentials;
import io.github.thingseal.at.command.tls.ReadCredentialHash;
import io.github.thingseal.at.command.tls.StoredCredential;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The certificates and keys that the module's own TLS uses. Every family has it. Evidence:
 * published. Methods throw {@link CommandRejectedException} if the module refuses.
 *
 * <p>SARA-R5 with firmware 00B fails to import at 460,800 baud and more.
 */
public final class CredentialStore extends ModulePart {
  /** Certificate or key of a format that the module does not take, or a fresh SARA-R422. */
  private static final int INVALID_FORMAT = 1912;

  CredentialStore(ModuleContext context) {
    super(context);
  }

  /**
   * Stores a certificate or an unencrypted key.
   *
   * @param type what it is
   * @param name its name in the store
   * @param content PEM or DER
   * @return the MD5 that the module reports; of what exactly is not public
   * @throws io.github.thingseal.core.InvalidInputException if there is no content; nothing was sent
   */
  public String store(CredentialType type, CredentialName name, byte[] content) {
    return storing(new ImportCredential(type, name, content, Optional.empty()));
  }

  /**
   * Stores an encrypted private key of the client.
   *
   * @param name its name in the store
   * @param content PEM or DER
   * @param password what it is decrypted with, printable ASCII; stays open
   * @return the MD5 that the module reports; of what exactly is not public
   * @throws io.github.thingseal.core.InvalidInputException if there is no content, or a command
   *     line cannot carry the password; nothing was sent
   */
  public String storeEncryptedKey(CredentialName name, byte[] content, SecretBytes password) {
    Arguments.required(password, "password");
    return storing(
        new ImportCredential(
            CredentialType.CLIENT_PRIVATE_KEY, name, content, Optional.of(password)));
  }

  /**
   * Stores a certificate or key from a file of the module's file system.
   *
   * @param type what it is
   * @param name its name in the store
   * @param file the name of the file
   * @return the MD5 that the module reports; of what exactly is not public
   * @throws io.github.thingseal.core.InvalidInputException if a command line cannot carry the name
   */
  public String storeFile(CredentialType type, CredentialName name, String file) {
    return storing(new ImportCredentialFile(type, name, file));
  }

  /** A fresh SARA-R422 refuses its first import until its files were listed once. */
  private String storing(AtCommand<String> command) {
    try {
      return context.execute(command);
    } catch (CommandRejectedException e) {
      boolean fresh =
          context.family().data.listsFilesBeforeImport
              && e.error().code().equals(OptionalInt.of(INVALID_FORMAT));
      if (!fresh) {
        throw e;
      }
      context.execute(new ListFiles());
      return context.execute(command);
    }
  }

  /** {@return what is stored, of all types} */
  public List<StoredCredential> list() {
    return context.execute(new ListCredentials());
  }

  /**
   * Reads the MD5 of an entry.
   *
   * @param type what it is
   * @param name what it is called
   * @return 32 hexadecimal digits
   */
  public String md5(CredentialType type, CredentialName name) {
    return context.execute(new ReadCredentialHash(type, name));
  }

  /**
   * Removes an entry.
   *
   * @param type what it is
   * @param name what it is called
   */
  public void delete(CredentialType type, CredentialName name) {
    context.execute(new DeleteCredential(type, name));
  }
}
