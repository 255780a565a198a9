package io.github.thingseal.cloud.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.InvalidInputException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A schema reduced to what a program depends on: references resolved, fields under the SDK's names,
 * nothing that only people read. Two documents that mean the same have equal shapes.
 */
final class OpenApiShape {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String FIELD = "x-field";
  private static final String REFERENCE = "$ref";
  private static final int MAX_DEPTH = 30;
  private static final Set<String> FOR_PEOPLE =
      Set.of("description", "title", "summary", "example", "examples", "deprecated", "$comment");

  private final JsonNode root;
  private final Map<String, String> names = new TreeMap<>();
  private final JsonNode schema;

  private OpenApiShape(JsonNode root, JsonNode schema) {
    this.root = root;
    this.schema = reduced(schema, 0);
  }

  /**
   * Reduces a schema of a document.
   *
   * @throws InvalidInputException if a reference leads nowhere or in a circle, or one field of the
   *     SDK is spelled in two ways
   */
  static OpenApiShape of(JsonNode root, JsonNode schema) {
    return new OpenApiShape(root, schema);
  }

  JsonNode schema() {
    return schema;
  }

  /** The names that differ: the SDK's, and the document's. */
  Map<String, String> names() {
    Map<String, String> differing = new TreeMap<>(names);
    differing.entrySet().removeIf(name -> name.getKey().equals(name.getValue()));
    return differing;
  }

  private JsonNode reduced(JsonNode node, int depth) {
    JsonNode found = resolved(node, depth);
    if (!found.isObject()) {
      return found;
    }
    ObjectNode reduced = JSON.objectNode();
    JsonNode properties = found.path("properties");
    for (Map.Entry<String, JsonNode> keyword : found.properties()) {
      String name = keyword.getKey();
      JsonNode value = keyword.getValue();
      if (name.equals("properties")) {
        reduced.set(name, fields(value, depth));
      } else if (name.equals("required")) {
        reduced.set(name, required(value, properties));
      } else if (!FOR_PEOPLE.contains(name) && !name.equals(FIELD)) {
        reduced.set(name, nested(name, value, depth));
      }
    }
    return reduced;
  }

  private JsonNode nested(String keyword, JsonNode value, int depth) {
    if (keyword.equals("items") || keyword.equals("additionalProperties")) {
      return reduced(value, depth + 1);
    }
    if (!keyword.equals("allOf") && !keyword.equals("anyOf") && !keyword.equals("oneOf")) {
      return value;
    }
    ArrayNode alternatives = JSON.arrayNode();
    value.forEach(alternative -> alternatives.add(reduced(alternative, depth + 1)));
    return alternatives;
  }

  private ObjectNode fields(JsonNode properties, int depth) {
    ObjectNode fields = JSON.objectNode();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String name = sdkName(property.getKey(), property.getValue());
      String before = names.put(name, property.getKey());
      if (fields.has(name) || (before != null && !before.equals(property.getKey()))) {
        throw new InvalidInputException("the field " + name + " is spelled in two ways");
      }
      fields.set(name, reduced(property.getValue(), depth + 1));
    }
    return fields;
  }

  private static ArrayNode required(JsonNode names, JsonNode properties) {
    Set<String> sorted = new TreeSet<>();
    names.forEach(name -> sorted.add(sdkName(name.asText(), properties.path(name.asText()))));
    ArrayNode required = JSON.arrayNode();
    sorted.forEach(required::add);
    return required;
  }

  private static String sdkName(String name, JsonNode property) {
    return property.path(FIELD).asText(name);
  }

  private JsonNode resolved(JsonNode node, int depth) {
    JsonNode found = node;
    for (int step = depth; found.path(REFERENCE).isTextual(); step++) {
      String reference = found.path(REFERENCE).asText();
      JsonNode target =
          reference.startsWith("#/") ? root.at(reference.substring(1)) : JSON.missingNode();
      if (target.isMissingNode() || step > MAX_DEPTH) {
        throw new InvalidInputException(
            "the reference " + reference + " leads nowhere or in a circle");
      }
      found = target;
    }
    if (depth > MAX_DEPTH) {
      throw new InvalidInputException("schemas are nested in more than " + MAX_DEPTH + " levels");
    }
    return found;
  }
}
