package io.github.thingseal.cloud.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The tables of the REST API in {@code docs/evidence.md} are made from the OpenAPI document. {@code
 * -Dthingseal.update=true} writes them anew.
 */
class EvidencePageTest {
  private static final Path PAGE = Path.of("../docs/evidence.md");
  private static final String BEGIN = "<!-- made from the OpenAPI document: begin -->\n";
  private static final String END = "<!-- made from the OpenAPI document: end -->\n";

  private final JsonNode root = ServiceDocument.standard().root();

  @Test
  void page_whenComparedWithTheDocument_isMadeFromIt() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    String made = page.substring(0, begin) + tables() + page.substring(page.indexOf(END));

    if (Boolean.getBoolean("thingseal.update")) {
      Files.writeString(PAGE, made);
    }
    assertThat(Files.readString(PAGE))
        .as("write it anew with -Dtest=EvidencePageTest -Dthingseal.update=true")
        .isEqualTo(made);
  }

  private String tables() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        | operation | path | request | answer | repeatable | evidence: operation, path, fields | source |
        |---|---|---|---|---|---|---|
        """);
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      text.append(row(path.getKey(), path.getValue().path("post")));
    }
    text.append("\n| object | fields |\n|---|---|\n");
    for (Map.Entry<String, JsonNode> schema : root.at("/components/schemas").properties()) {
      if (!schema.getValue().path("properties").isEmpty()) {
        text.append("| ").append(schema.getKey()).append(" | ");
        text.append(described(schema.getValue())).append(" |\n");
      }
    }
    return text.toString();
  }

  private String row(String path, JsonNode operation) {
    JsonNode evidence = operation.path("x-evidence");
    String name = operation.path("operationId").asText();
    String portal = operation.path("x-portal-only").booleanValue() ? " (in the portal only)" : "";
    return "| "
        + String.join(
            " | ",
            name + portal,
            "`" + path + "`",
            fields(operation.path("requestBody")),
            fields(operation.path("responses").path("200")),
            operation.path("x-repeatable").booleanValue() ? "yes" : "no",
            evidence.path("operation").asText()
                + ", "
                + evidence.path("path").asText()
                + ", "
                + evidence.path("fields").asText(),
            operation.path("x-source").asText())
        + " |\n";
  }

  private static String fields(JsonNode body) {
    JsonNode schema = body.path("content").path("application/json").path("schema");
    boolean named = schema.has("$ref") && !nameOf(schema).equals("Empty");
    return named ? nameOf(schema) : names(schema);
  }

  private static String names(JsonNode schema) {
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    StringJoiner names = new StringJoiner(", ");
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode items = property.getValue().path("items");
      boolean objects = items.has("$ref") && !nameOf(items).equals("RotPublicUid");
      names.add(
          "`"
              + property.getKey()
              + "`"
              + (objects ? " (list of " + nameOf(items) + ")" : "")
              + (required.contains(property.getKey()) ? "" : "?"));
    }
    return names.length() == 0 ? "`{}`" : names.toString();
  }

  private String described(JsonNode schema) {
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    StringJoiner text = new StringJoiner("; ");
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode field = property.getValue();
      JsonNode target =
          field.has("$ref") ? root.at(field.path("$ref").asText().substring(1)) : field;
      text.add(
          "`"
              + property.getKey()
              + "`"
              + (required.contains(property.getKey()) ? "" : "?")
              + ": "
              + target.path("description").asText().replaceAll("\\.$", ""));
    }
    return text.toString();
  }

  private static String nameOf(JsonNode reference) {
    String text = reference.path("$ref").asText();
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
