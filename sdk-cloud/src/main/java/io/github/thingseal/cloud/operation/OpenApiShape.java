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
 * A schema, or what surrounds one, reduced to what a program depends on: references resolved,
 * fields under the SDK's names, nothing that only people read. Two documents that mean the same
 * have equal shapes.
 */
final class OpenApiShape {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String FIELD = "x-field";
  private static final String REFERENCE = "$ref";
  private static final int MAX_DEPTH = 30;

  /** Far above every real one; references to references can double at each level. */
  private static final int MAX_NODES = 20_000;

  private static final Set<String> FOR_PEOPLE =
      Set.of(
          "description",
          "title",
          "summary",
          "example",
          "examples",
          "deprecated",
          "externalDocs",
          "tags",
          "$comment");

  private final JsonNode root;
  private final Map<String, String> names = new TreeMap<>();
  private final Map<String, String> sdkNames = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final JsonNode schema;
  private int nodes;

  private OpenApiShape(JsonNode root, JsonNode schema) {
    this.root = root;
    this.schema = reduced(schema, 0);
  }

  /** Whether a keyword is read by people only. */
  static boolean isForPeople(String keyword) {
    return FOR_PEOPLE.contains(keyword);
  }

  /**
   * Reduces a schema of a document.
   *
   * @throws InvalidInputException if a reference leads nowhere or in a circle, one field of the SDK
   *     is spelled in two ways or two in one, or it is too large
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
    count(depth);
    if (!node.isObject()) {
      return node;
    }
    ObjectNode reduced = JSON.objectNode();
    if (node.has(REFERENCE)) {
      JsonNode target = reduced(target(node.path(REFERENCE).asText()), depth + 1);
      if (!target.isObject()) {
        return target;
      }
      reduced.setAll((ObjectNode) target);
    }
    addKeywords(reduced, node, depth);
    return reduced;
  }

  /** Keywords beside a reference count as well. */
  private void addKeywords(ObjectNode reduced, JsonNode node, int depth) {
    JsonNode properties = node.path("properties");
    for (Map.Entry<String, JsonNode> keyword : node.properties()) {
      String name = keyword.getKey();
      JsonNode value = keyword.getValue();
      if (name.equals("properties") && value.isObject()) {
        reduced.set(name, fields(value, depth));
      } else if (name.equals("required") && value.isArray()) {
        reduced.set(name, required(value, properties));
      } else if (!FOR_PEOPLE.contains(name) && !name.equals(FIELD) && !name.equals(REFERENCE)) {
        reduced.set(name, nested(value, depth));
      }
    }
  }

  private JsonNode nested(JsonNode value, int depth) {
    if (!value.isArray()) {
      return reduced(value, depth + 1);
    }
    ArrayNode elements = JSON.arrayNode();
    value.forEach(element -> elements.add(nested(element, depth + 1)));
    return elements;
  }

  private ObjectNode fields(JsonNode properties, int depth) {
    ObjectNode fields = JSON.objectNode();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String name = sdkName(property.getKey(), property.getValue());
      String before = names.put(name, property.getKey());
      if (fields.has(name) || (before != null && !before.equals(property.getKey()))) {
        throw new InvalidInputException("the field " + name + " is spelled in two ways");
      }
      requireOwnSpelling(property.getKey(), name);
      fields.set(name, reduced(property.getValue(), depth + 1));
    }
    return fields;
  }

  /** Answers are read in any case, and a name stands for one field at every depth. */
  private void requireOwnSpelling(String spelling, String name) {
    String other = sdkNames.put(spelling, name);
    if (other != null && !other.equals(name)) {
      throw new InvalidInputException(
          "the fields " + other + " and " + name + " are both spelled " + spelling);
    }
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

  private JsonNode target(String reference) {
    JsonNode target =
        reference.startsWith("#/") ? root.at(reference.substring(1)) : JSON.missingNode();
    if (target.isMissingNode()) {
      throw new InvalidInputException("the reference " + reference + " leads nowhere");
    }
    return target;
  }

  private void count(int depth) {
    nodes++;
    if (depth > MAX_DEPTH) {
      throw new InvalidInputException(
          "schemas are nested in more than "
              + MAX_DEPTH
              + " levels, or refer to each other in a circle");
    }
    if (nodes > MAX_NODES) {
      throw new InvalidInputException(
          "schemas have more than " + MAX_NODES + " elements once their references are followed");
    }
  }
}
