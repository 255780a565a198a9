package io.github.thingseal.cloud.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.cloud.error.CredentialsMissingException;
import io.github.thingseal.cloud.internal.json.SettingsFile;
import io.github.thingseal.core.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Credentials from a file that no one else may read. */
final class FileCredentials implements CredentialsProvider {
  private static final int MAX_BYTES = 64 * 1024;
  private static final String ACCESS_KEY = "accessKey";
  private static final String ACCESS_SECRET = "accessSecret";

  private final Path file;

  FileCredentials(Path file) {
    this.file = file;
  }

  @Override
  public Credentials credentials() {
    if (Files.notExists(file)) {
      throw new CredentialsMissingException(
          "There is no credentials file " + file + "; make one that only its owner may read");
    }
    Path real = SettingsFile.regular(file);
    PrivateFile.require(real);
    if (SettingsFile.isJson(file)) {
      JsonNode json = SettingsFile.readJson(real, MAX_BYTES);
      return credentials(json.path(ACCESS_KEY).textValue(), json.path(ACCESS_SECRET).textValue());
    }
    Map<String, String> properties = SettingsFile.readProperties(real, MAX_BYTES);
    return credentials(properties.get(ACCESS_KEY), properties.get(ACCESS_SECRET));
  }

  private Credentials credentials(@Nullable String accessKey, @Nullable String accessSecret) {
    String key = require(ACCESS_KEY, accessKey);
    String secret = require(ACCESS_SECRET, accessSecret);
    try {
      return Credentials.of(key, secret);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("In the credentials file " + file + ": " + e.getMessage());
    }
  }

  private String require(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new InvalidInputException(
          "The credentials file "
              + file
              + " lacks \""
              + name
              + "\"; it needs "
              + ACCESS_KEY
              + " and "
              + ACCESS_SECRET
              + " as text");
    }
    return value;
  }

  @Override
  public String toString() {
    return "FileCredentials[" + file + "]";
  }
}
