package io.github.thingseal.cloud.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.cloud.internal.json.SettingsFile;
import io.github.thingseal.core.InvalidInputException;
import java.nio.file.Path;
import java.util.Map;

/** Reads overrides of the catalogue from a JSON or properties file. */
final class CatalogueFile {
  private static final int MAX_BYTES = 1024 * 1024;
  private static final String REPEATABLE = ".repeatable";

  private CatalogueFile() {}

  static OperationCatalogue read(Path file) {
    if (!SettingsFile.isJson(file)) {
      return fromProperties(file, SettingsFile.readProperties(file, MAX_BYTES));
    }
    JsonNode root = SettingsFile.readJson(file, MAX_BYTES);
    return OpenApiDocument.isOne(root) ? CorrectedDocument.read(file, root) : fromJson(file, root);
  }

  private static OperationCatalogue fromProperties(Path file, Map<String, String> properties) {
    OperationCatalogue catalogue = OperationCatalogue.standard();
    for (Map.Entry<String, String> entry : properties.entrySet()) {
      String key = entry.getKey();
      String value = entry.getValue().strip();
      if (key.endsWith(REPEATABLE)) {
        Operation operation = catalogue.get(key.substring(0, key.length() - REPEATABLE.length()));
        catalogue = catalogue.with(operation.withRepeatable(parseBoolean(file, key, value)));
      } else {
        catalogue = catalogue.withPath(key, value);
      }
    }
    return catalogue;
  }

  private static OperationCatalogue fromJson(Path file, JsonNode root) {
    OperationCatalogue catalogue = OperationCatalogue.standard();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      Operation operation = catalogue.get(entry.getKey());
      catalogue = catalogue.with(override(file, operation, entry.getValue()));
    }
    return catalogue;
  }

  private static Operation override(Path file, Operation operation, JsonNode value) {
    if (value.isTextual()) {
      return operation.withPath(value.textValue());
    }
    Operation changed = operation;
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      JsonNode setting = entry.getValue();
      if (entry.getKey().equals("path") && setting.isTextual()) {
        changed = changed.withPath(setting.textValue());
      } else if (entry.getKey().equals("repeatable") && setting.isBoolean()) {
        changed = changed.withRepeatable(setting.booleanValue());
      } else {
        throw malformed(file, operation.name());
      }
    }
    if (!value.isObject() || value.isEmpty()) {
      throw malformed(file, operation.name());
    }
    return changed;
  }

  private static boolean parseBoolean(Path file, String key, String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw malformed(file, key);
    }
    return Boolean.parseBoolean(value);
  }

  private static InvalidInputException malformed(Path file, String key) {
    return new InvalidInputException(
        "\""
            + key
            + "\" in "
            + file
            + " is neither a path such as \"/psk/get\" nor {\"path\": text, \"repeatable\": true or"
            + " false}");
  }
}
