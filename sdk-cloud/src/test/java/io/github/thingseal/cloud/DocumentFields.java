package io.github.thingseal.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.cloud.operation.ServiceDocument;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The fields that the document has, and requests and answers that have all of them. */
final class DocumentFields {
  private static final ServiceDocument DOCUMENT = ServiceDocument.standard();
  private static final String CONTENT = "/content/application~1json";
  private static final String REQUEST = "/requestBody" + CONTENT;
  private static final String ANSWER = "/responses/200" + CONTENT;

  private DocumentFields() {}

  /** Every name of a field, of whatever request or answer. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (JsonNode operation : DOCUMENT.operations().values()) {
      collect(operation.at(REQUEST + "/schema"), names);
      collect(operation.at(ANSWER + "/schema"), names);
    }
    return names;
  }

  /** The fields that a request may have. */
  static Set<String> ofRequest(String operation) {
    Set<String> names = new TreeSet<>();
    collect(DOCUMENT.operation(operation).at(REQUEST + "/schema"), names);
    return names;
  }

  /** The example of an answer, and the fields that it lacks as other examples have them. */
  static ObjectNode wholeAnswer(String operation) {
    JsonNode content = DOCUMENT.operation(operation).at(ANSWER);
    return (ObjectNode) whole(content.path("schema"), content.path("example"));
  }

  private static void collect(JsonNode schema, Set<String> names) {
    JsonNode known = resolved(schema);
    for (Map.Entry<String, JsonNode> field : known.path("properties").properties()) {
      names.add(field.getKey());
      collect(field.getValue(), names);
    }
    if (known.has("items")) {
      collect(known.path("items"), names);
    }
  }

  private static JsonNode whole(JsonNode schema, JsonNode example) {
    JsonNode known = resolved(schema);
    if (example.isArray()) {
      JsonNode first = whole(known.path("items"), example.path(0));
      return JsonNodeFactory.instance.arrayNode().add(first);
    }
    if (!example.isObject()) {
      return example;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : known.path("properties").properties()) {
      String name = field.getKey();
      JsonNode value = example.has(name) ? example.path(name) : elsewhere(name);
      object.set(name, whole(field.getValue(), value));
    }
    return object;
  }

  private static JsonNode elsewhere(String name) {
    List<JsonNode> examples = DOCUMENT.root().findValues("example");
    return examples.stream()
        .flatMap(example -> example.findValues(name).stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError("No example of the document has a " + name));
  }

  private static JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : resolved(DOCUMENT.root().at(reference.substring(1)));
  }
}
