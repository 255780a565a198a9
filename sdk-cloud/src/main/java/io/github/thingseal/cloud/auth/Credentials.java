package io.github.thingseal.cloud.auth;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

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
   * @throws InvalidInputException if the key is blank or the secret is empty
   */
  public static Credentials of(String accessKey, SecretBytes accessSecret) {
    if (accessKey.isBlank()) {
      throw new InvalidInputException("The access key is blank");
    }
    if (accessSecret.lengthBytes() == 0) {
      throw new InvalidInputException("The secret of the access key is empty");
    }
    return new Credentials(accessKey, accessSecret);
  }

  /**
   * Takes an access key and its secret as text. Text cannot be wiped; prefer {@link #of(String,
   * SecretBytes)} where the secret comes as bytes.
   *
   * @param accessKey the access key ({@code APIKey}), not blank
   * @param accessSecret its secret ({@code APISecret}), not blank
   * @return the credentials
   * @throws InvalidInputException if one of them is blank
   */
  public static Credentials of(String accessKey, String accessSecret) {
    if (accessSecret.isBlank()) {
      throw new InvalidInputException("The secret of the access key is blank");
    }
    return of(accessKey, SecretBytes.takeFrom(accessSecret.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Credentials from the environment variables {@value #ACCESS_KEY_VARIABLE} and {@value
   * #ACCESS_SECRET_VARIABLE}, read at sign-in.
   *
   * @return the provider; it throws {@link InvalidInputException} while one of them is not set
   */
  public static CredentialsProvider fromEnvironment() {
    return new EnvironmentCredentials(System::getenv);
  }

  /**
   * Credentials from a file, read at sign-in: properties in UTF-8 ({@code accessKey=…}, {@code
   * accessSecret=…}), or a JSON object with these names if the file's name ends in {@code .json}.
   *
   * <p>The file must not be open to others: on POSIX systems neither group nor others may have any
   * permission ({@code chmod 600}); where a file has an access control list, it must not allow
   * everyone, users or guests to read it (best effort, by well-known names); where it has neither,
   * a warning is logged.
   *
   * @param file the file, at most 64 KiB
   * @return the provider; it throws {@link InvalidInputException} if the file is open to others,
   *     cannot be read or lacks a value
   */
  public static CredentialsProvider fromFile(Path file) {
    return new FileCredentials(file);
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
