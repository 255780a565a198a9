package io.github.thingseal.cloud.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The OpenAPI document as a validator: holds what clients send and services answer against it. A
 * field that the document does not have is a fault here, though clients pass over it.
 */
public final class ServiceDocument {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final JsonNode root;
  private final Map<String, JsonNode> byName = new LinkedHashMap<>();
  private final Map<String, String> namesByPath = new LinkedHashMap<>();
  private final Map<String, Schema> schemas = new LinkedHashMap<>();

  private ServiceDocument(JsonNode root) {
    this.root = root;
    root.path("paths")
        .properties()
        .forEach(
            path -> {
              JsonNode operation = path.getValue().path("post");
              byName.put(operation.path("operationId").asText(), operation);
              namesByPath.put(path.getKey(), operation.path("operationId").asText());
            });
  }

  /** The document of the SDK. */
  public static ServiceDocument standard() {
    try (InputStream in = Operations.class.getResourceAsStream("security-services.openapi.json")) {
      return new ServiceDocument(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The document. */
  public JsonNode root() {
    return root;
  }

  /** The operations, by operationId. */
  public Map<String, JsonNode> operations() {
    return byName;
  }

  /** One operation; a node without fields if there is none of that name. */
  public JsonNode operation(String name) {
    return byName.getOrDefault(name, root.path("nowhere"));
  }

  /** The operation of a path below the base URL. */
  public String operationAt(String path) {
    return namesByPath.getOrDefault(path, "");
  }

  /** What is wrong with the request of an operation. */
  public List<String> faultsOfRequest(String operation, String json) {
    return faults(operation, "/requestBody/content/application~1json/schema", json);
  }

  /** What is wrong with the successful answer of an operation. */
  public List<String> faultsOfAnswer(String operation, String json) {
    return faults(operation, "/responses/200/content/application~1json/schema", json);
  }

  private List<String> faults(String operation, String pointer, String json) {
    Schema schema = schemas.computeIfAbsent(operation + pointer, at -> schema(operation, pointer));
    List<String> faults = new ArrayList<>();
    schema.validate(json, InputFormat.JSON).forEach(error -> faults.add(error.toString()));
    return faults;
  }

  private Schema schema(String operation, String pointer) {
    JsonNode found = operation(operation).at(pointer);
    ObjectNode schema = JSON.createObjectNode();
    schema.set("components", closed(root.path("components")));
    schema.setAll((ObjectNode) closed(found));
    return REGISTRY.getSchema(schema.toString(), InputFormat.JSON);
  }

  /** The same schemas, where each object has the fields that it names and no other. */
  private static JsonNode closed(JsonNode node) {
    if (!node.isObject()) {
      return node;
    }
    ObjectNode closed = JSON.createObjectNode();
    node.properties().forEach(field -> closed.set(field.getKey(), closed(field.getValue())));
    if (node.path("type").asText().equals("object") && node.has("properties")) {
      closed.put("additionalProperties", false);
    }
    return closed;
  }
}
