package io.github.thingseal.cloud.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The OpenAPI description of the service, the one source of operations and their evidence. */
final class OpenApiDocument {
  private static final String RESOURCE = "security-services.openapi.json";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final List<Operation> STANDARD = standard().operations();

  private final JsonNode root;
  private final Map<String, OpenApiOperation> byName;

  private OpenApiDocument(JsonNode root, Map<String, OpenApiOperation> byName) {
    this.root = root;
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** The document of this SDK, read each time: only those who compare with it need it whole. */
  static OpenApiDocument standard() {
    try (InputStream in = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing beside " + OpenApiDocument.class);
      }
      return of(Json.read(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }

  /** The operations of this SDK's document, in its order. */
  static List<Operation> standardOperations() {
    return STANDARD;
  }

  /** One operation of this SDK's document. */
  static Operation standard(String name) {
    return STANDARD.stream()
        .filter(operation -> operation.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No operation " + name + " in " + RESOURCE));
  }

  /** Whether JSON is an OpenAPI document at all. */
  static boolean isOne(JsonNode root) {
    return root.has("openapi");
  }

  /**
   * Reads a document.
   *
   * @throws InvalidInputException if it is of another version, or names one operation twice
   */
  static OpenApiDocument of(JsonNode root) {
    String version = root.path("openapi").asText();
    if (!version.startsWith("3.1.")) {
      throw new InvalidInputException("Of OpenAPI, version 3.1 is read, not " + version);
    }
    Map<String, OpenApiOperation> byName = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (!isMethod(path.getKey(), method.getKey())) {
          continue;
        }
        OpenApiOperation operation =
            new OpenApiOperation(
                root, path.getKey(), method.getKey().toUpperCase(Locale.ROOT), method.getValue());
        if (byName.put(operation.name(), operation) != null) {
          throw new InvalidInputException(
              "The document has two operations with operationId " + operation.name());
        }
      }
    }
    return new OpenApiDocument(root, byName);
  }

  /** What is written for all methods of a path would be skipped, unless only people read it. */
  private static boolean isMethod(String path, String key) {
    boolean method = METHODS.contains(key);
    if (!method && !OpenApiShape.isForPeople(key) && !key.startsWith("x-")) {
      throw new InvalidInputException(
          "The path " + path + " has \"" + key + "\": write it at each of its operations");
    }
    return method;
  }

  JsonNode root() {
    return root;
  }

  Map<String, OpenApiOperation> byName() {
    return byName;
  }

  private List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    byName.values().forEach(operation -> operations.add(operation.toOperation()));
    return List.copyOf(operations);
  }
}
