package io.github.thingseal.cloud.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.cloud.internal.json.SettingsFile;
import io.github.thingseal.core.InvalidInputException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Credentials from a file that nobody else may read. */
final class FileCredentials implements CredentialsProvider {
  private static final String ACCESS_KEY = "accessKey";
  private static final String ACCESS_SECRET = "accessSecret";

  private final Path file;

  FileCredentials(Path file) {
    this.file = file;
  }

  @Override
  public Credentials credentials() {
    PrivateFile.require(file);
    if (SettingsFile.isJson(file)) {
      JsonNode json = SettingsFile.readJson(file);
      return Credentials.of(
          require(ACCESS_KEY, json.path(ACCESS_KEY).textValue()),
          require(ACCESS_SECRET, json.path(ACCESS_SECRET).textValue()));
    }
    Map<String, String> properties = SettingsFile.readProperties(file);
    return Credentials.of(
        require(ACCESS_KEY, properties.get(ACCESS_KEY)),
        require(ACCESS_SECRET, properties.get(ACCESS_SECRET)));
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
