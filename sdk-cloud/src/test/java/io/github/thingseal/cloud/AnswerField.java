package io.github.thingseal.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.thingseal.cloud.operation.ServiceDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A field in the example of an answer, and what may become of it on its way.
 *
 * @param answer the example
 * @param parent where its object is, as a JSON pointer
 * @param name its name
 * @param required whether the document requires it
 */
record AnswerField(JsonNode answer, String parent, String name, boolean required) {
  private static final String OK = "/responses/200/content/application~1json";

  /** The fields of the example of an operation, at every depth. */
  static List<AnswerField> of(ServiceDocument document, String operation) {
    JsonNode content = document.operation(operation).at(OK);
    List<AnswerField> fields = new ArrayList<>();
    collect(document, content.path("schema"), content.path("example"), "", fields);
    return fields;
  }

  private static void collect(
      ServiceDocument document,
      JsonNode schema,
      JsonNode example,
      String place,
      List<AnswerField> fields) {
    JsonNode known = resolved(document, schema);
    JsonNode value = example.at(place);
    if (value.isArray() && !value.isEmpty()) {
      collect(document, known.path("items"), example, place + "/0", fields);
    }
    if (value.isObject()) {
      List<String> required = new ArrayList<>();
      known.path("required").forEach(field -> required.add(field.asText()));
      for (String name : names(value)) {
        fields.add(new AnswerField(example, place, name, required.contains(name)));
        collect(document, known.path("properties").path(name), example, place + "/" + name, fields);
      }
    }
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static JsonNode resolved(ServiceDocument document, JsonNode schema) {
    String reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : document.root().at(reference.substring(1));
  }

  String pointer() {
    return parent + "/" + name;
  }

  JsonNode missing() {
    return changed(object -> object.remove(name));
  }

  JsonNode isNull() {
    return changed(object -> object.set(name, NullNode.getInstance()));
  }

  JsonNode misspelled() {
    return changed(object -> object.set(name + "s", object.remove(name)));
  }

  JsonNode inOtherCase() {
    return changed(object -> object.set(name.toLowerCase(Locale.ROOT), object.remove(name)));
  }

  JsonNode besideAnother() {
    return changed(object -> object.set("Later", TextNode.valueOf("x")));
  }

  JsonNode ofWrongType() {
    return changed(
        object ->
            object.set(
                name, object.path(name).isTextual() ? DoubleNode.valueOf(7.5) : new TextNode("")));
  }

  /** Whole numbers as some programs write them. */
  JsonNode asDecimal() {
    return changed(
        object -> {
          if (object.path(name).isIntegralNumber()) {
            object.set(name, DoubleNode.valueOf(object.path(name).asDouble()));
          }
        });
  }

  private JsonNode changed(Consumer<ObjectNode> change) {
    JsonNode copy = answer.deepCopy();
    change.accept((ObjectNode) copy.at(parent));
    return copy;
  }
}
