package io.github.thingseal.cloud.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.InvalidInputException;
import java.util.List;
import java.util.Locale;

/** One operation of an OpenAPI document. */
final class OpenApiOperation {
  private static final String JSON = "application/json";
  private static final List<String> SCHEMAS =
      List.of("/requestBody/content/application~1json", "/responses/200/content/application~1json");

  private final JsonNode root;
  private final String path;
  private final String method;
  private final JsonNode node;

  OpenApiOperation(JsonNode root, String path, String method, JsonNode node) {
    this.root = root;
    this.path = path;
    this.method = method;
    this.node = node;
  }

  /** The operationId; what has none goes by its path. */
  String name() {
    return node.path("operationId").asText(path);
  }

  String path() {
    return path;
  }

  String method() {
    return method;
  }

  JsonNode node() {
    return node;
  }

  /** The request with the SDK's names, without what only people read. */
  OpenApiShape request() {
    return OpenApiShape.of(
        root, node.path("requestBody").path("content").path(JSON).path("schema"));
  }

  /**
   * What surrounds the schemas of request and answer: parameters, media types, other answers.
   *
   * @throws InvalidInputException as {@link OpenApiShape#of} throws it
   */
  OpenApiShape frame() {
    ObjectNode frame = JsonNodeFactory.instance.objectNode();
    node.properties().stream()
        .filter(entry -> !entry.getKey().equals("operationId") && !isExtension(entry.getKey()))
        .forEach(entry -> frame.set(entry.getKey(), entry.getValue().deepCopy()));
    for (String schema : SCHEMAS) {
      if (frame.at(schema) instanceof ObjectNode content) {
        content.remove("schema");
      }
    }
    return OpenApiShape.of(root, frame);
  }

  private static boolean isExtension(String keyword) {
    return keyword.startsWith("x-");
  }

  /** The answer with the SDK's names, without what only people read. */
  OpenApiShape answer() {
    JsonNode success = node.path("responses").path("200");
    return OpenApiShape.of(root, success.path("content").path(JSON).path("schema"));
  }

  /**
   * The operation as the catalogue has it, with the SDK's names of fields.
   *
   * @throws InvalidInputException if path or evidence are missing or malformed
   */
  Operation toOperation() {
    return Operation.named(name(), path)
        .repeatable(flag("x-repeatable"))
        .portalOnly(flag("x-portal-only"))
        .evidence(
            new OperationEvidence(
                evidence("operation"),
                evidence("path"),
                evidence("fields"),
                node.path("x-source").asText()))
        .build();
  }

  private boolean flag(String name) {
    JsonNode value = node.path(name);
    if (!value.isBoolean()) {
      throw new InvalidInputException(name() + " has no " + name + " that is true or false");
    }
    return value.booleanValue();
  }

  private Evidence evidence(String of) {
    String word = node.path("x-evidence").path(of).asText();
    try {
      return Evidence.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          name() + " has x-evidence." + of + " that is not published, derived or assumed");
    }
  }
}
