package io.github.thingseal.cloud.auth;

import static io.github.thingseal.core.internal.arguments.Arguments.required;

import io.github.thingseal.cloud.error.CredentialsMissingException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * An access key and its secret, made in the portal under Security Services, Access Keys.
 *
 * <p>Owns the secret; close it when it is no longer needed. As a provider of itself it hands out
 * copies, so it stays open while services use it.
 */
public final class Credentials implements CredentialsProvider, AutoCloseable {
  /** The environment variable with the access key. */
  public static final String ACCESS_KEY_VARIABLE = "THINGSEAL_ACCESS_KEY";

  /** The environment variable with the secret of the access key. */
  public static final String ACCESS_SECRET_VARIABLE = "THINGSEAL_ACCESS_SECRET";

  /** The system property with the access key. */
  public static final String ACCESS_KEY_PROPERTY = "thingseal.accessKey";

  /** The system property with the secret of the access key. */
  public static final String ACCESS_SECRET_PROPERTY = "thingseal.accessSecret";

  private final String accessKey;
  private final SecretBytes accessSecret;

  private Credentials(String accessKey, SecretBytes accessSecret) {
    this.accessKey = accessKey;
    this.accessSecret = accessSecret;
  }

  /**
   * Takes an access key and its secret.
   *
   * @param accessKey the access key ({@code APIKey}), not blank
   * @param accessSecret its secret ({@code APISecret}) in UTF-8, not empty; owned by the result
   * @return the credentials
   * @throws InvalidInputException if the key is blank, the secret is empty or not UTF-8, or one of
   *     them holds a line break or another control character
   */
  public static Credentials of(String accessKey, SecretBytes accessSecret) {
    PrintableText.require("access key", required(accessKey, "accessKey"));
    PrintableText.require("secret of the access key", required(accessSecret, "accessSecret"));
    return new Credentials(accessKey, accessSecret);
  }

  /**
   * Takes an access key and its secret as text. Text cannot be wiped; prefer {@link #of(String,
   * SecretBytes)} where the secret comes as bytes.
   *
   * @param accessKey the access key ({@code APIKey}), not blank
   * @param accessSecret its secret ({@code APISecret}), not blank
   * @return the credentials
   * @throws InvalidInputException if one of them is blank, or holds a line break or another control
   *     character
   */
  public static Credentials of(String accessKey, String accessSecret) {
    PrintableText.require("access key", required(accessKey, "accessKey"));
    PrintableText.require("secret of the access key", required(accessSecret, "accessSecret"));
    return of(accessKey, SecretBytes.takeFrom(accessSecret.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Credentials from the environment variables {@value #ACCESS_KEY_VARIABLE} and {@value
   * #ACCESS_SECRET_VARIABLE}, read at sign-in.
   *
   * @return the provider; it throws {@link InvalidInputException} while one of them is not set
   */
  public static CredentialsProvider fromEnvironment() {
    return NamedCredentials.ofEnvironment(System::getenv);
  }

  /**
   * Credentials from the system properties {@value #ACCESS_KEY_PROPERTY} and {@value
   * #ACCESS_SECRET_PROPERTY}, read at sign-in. What is set on a command line can be seen by other
   * users of the machine: set them in the program, or prefer a file.
   *
   * @return the provider; it throws {@link InvalidInputException} while one of them is not set
   */
  public static CredentialsProvider fromSystemProperties() {
    return NamedCredentials.ofSystemProperties(System::getProperty);
  }

  /**
   * Credentials from the first of these sources that has some, looked for at each sign-in. A source
   * that has none throws {@link CredentialsMissingException}. If its credentials are incomplete or
   * cannot be used, as with a file that is open to others, the search ends with its error.
   *
   * @param sources where to look, in this order
   * @return the provider
   * @throws InvalidInputException if there is no source
   */
  public static CredentialsProvider chain(CredentialsProvider... sources) {
    Arguments.requiredElements(sources, "sources");
    if (sources.length == 0) {
      throw new InvalidInputException("A chain of credentials needs a source");
    }
    return new ChainedCredentials(List.of(sources));
  }

  /**
   * Credentials from a file, read at sign-in: properties ({@code accessKey=…}, {@code
   * accessSecret=…}), or a JSON object with these names if the file's name ends in {@code .json}.
   *
   * <p>The file is in UTF-8; a byte order mark at its beginning is skipped. In properties blanks
   * around a value are not part of it, and lines that begin with {@code #} or {@code !} are
   * comments. A backslash is refused, because {@link java.util.Properties} reads it as an escape,
   * and people may mean the character. For a secret with a backslash, or with a blank at its end,
   * use JSON.
   *
   * <p>The file must not be open to others. On POSIX systems it belongs to the user of this process
   * or to root, and neither group nor others have any permission ({@code chmod 600}). An access
   * control list must not allow everyone, users or guests to read the file (best effort, by
   * well-known names). If a file system has neither, a warning is logged.
   *
   * @param file the file, or a link to it: a regular file of at most 64 KiB
   * @return the provider; it throws {@link InvalidInputException} if the file is open to others,
   *     cannot be read or lacks a value
   */
  public static CredentialsProvider fromFile(Path file) {
    return new FileCredentials(required(file, "file"));
  }

  /**
   * The access key; not a secret.
   *
   * @return the access key
   */
  public String accessKey() {
    return accessKey;
  }

  /**
   * The secret, still owned by this object.
   *
   * @return the secret in UTF-8
   */
  public SecretBytes accessSecret() {
    return accessSecret;
  }

  /**
   * A copy of these credentials.
   *
   * @return the copy; the caller closes it
   * @throws InvalidInputException if these are closed
   */
  @Override
  public Credentials credentials() {
    try {
      return new Credentials(accessKey, SecretBytes.takeFrom(accessSecret.exposeCopy()));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "The credentials of access key "
              + accessKey
              + " are closed; keep them open while services use them");
    }
  }

  /** Wipes the secret. */
  @Override
  public void close() {
    accessSecret.close();
  }

  /**
   * Names the access key, never the secret.
   *
   * @return such as {@code Credentials[0d636af8-…, SecretBytes[32 bytes]]}
   */
  @Override
  public String toString() {
    return "Credentials[" + accessKey + ", " + accessSecret + "]";
  }
}
