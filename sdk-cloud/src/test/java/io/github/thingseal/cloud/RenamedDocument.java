package io.github.thingseal.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.cloud.operation.OperationCatalogue;
import io.github.thingseal.cloud.operation.ServiceDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The OpenAPI document with another name for each field of each request and answer. */
final class RenamedDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Stay as they are: examples, and what every operation answers when it fails. */
  private static final List<String> KEPT = List.of("example", "Error");

  private final UnaryOperator<String> spelling;

  RenamedDocument(UnaryOperator<String> spelling) {
    this.spelling = spelling;
  }

  /** What the SDK reads of it. */
  OperationCatalogue catalogue(Path folder) throws IOException {
    JsonNode document = schemas(ServiceDocument.standard().root());
    return OperationCatalogue.fromFile(
        Files.writeString(Files.createTempFile(folder, "renamed", ".json"), document.toString()));
  }

  /** The same request or answer under the new names. */
  JsonNode renamed(JsonNode instance) {
    if (instance.isArray()) {
      ArrayNode elements = JSON.arrayNode();
      instance.forEach(element -> elements.add(renamed(element)));
      return elements;
    }
    if (!instance.isObject()) {
      return instance;
    }
    ObjectNode object = JSON.objectNode();
    instance
        .properties()
        .forEach(field -> object.set(spelling.apply(field.getKey()), renamed(field.getValue())));
    return object;
  }

  private JsonNode schemas(JsonNode node) {
    if (!node.isObject()) {
      return node;
    }
    ObjectNode changed = JSON.objectNode();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      changed.set(entry.getKey(), keyword(entry.getKey(), entry.getValue()));
    }
    return changed;
  }

  private JsonNode keyword(String name, JsonNode value) {
    if (KEPT.contains(name)) {
      return value;
    }
    if (name.equals("properties")) {
      return fields(value);
    }
    if (name.equals("required") && value.isArray()) {
      ArrayNode required = JSON.arrayNode();
      value.forEach(field -> required.add(spelling.apply(field.asText())));
      return required;
    }
    return schemas(value);
  }

  private ObjectNode fields(JsonNode properties) {
    ObjectNode fields = JSON.objectNode();
    for (Map.Entry<String, JsonNode> field : properties.properties()) {
      ObjectNode schema = (ObjectNode) schemas(field.getValue());
      fields.set(spelling.apply(field.getKey()), schema.put("x-field", field.getKey()));
    }
    return fields;
  }
}
