package io.github.thingseal.cloud.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.thingseal.core.InvalidInputException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lints the document: nothing without evidence, source, schema and an example that fits it. */
class OpenApiDocumentTest {
  private static final ServiceDocument DOCUMENT = ServiceDocument.standard();
  private static final String REQUEST = "/requestBody/content/application~1json";
  private static final String ANSWER = "/responses/200/content/application~1json";

  static Stream<Map.Entry<String, JsonNode>> operations() {
    return DOCUMENT.operations().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_whenDocumented_hasEvidenceSourceSchemaAndExample(
      Map.Entry<String, JsonNode> entry) {
    JsonNode operation = entry.getValue();
    JsonNode evidence = operation.path("x-evidence");

    for (String of : List.of("operation", "path", "fields")) {
      assertThat(evidence.path(of).asText()).as(of).isIn("published", "derived", "assumed");
    }
    assertThat(evidence.size()).isEqualTo(3);
    assertThat(operation.path("x-source").asText()).isNotBlank();
    assertThat(operation.path("x-repeatable").isBoolean()).isTrue();
    assertThat(operation.path("x-portal-only").isBoolean()).isTrue();
    assertThat(operation.path("summary").asText()).endsWith(".");
    assertThat(operation.at(REQUEST).path("schema").isObject()).isTrue();
    assertThat(operation.at(ANSWER).path("schema").isObject()).isTrue();
    assertThat(operation.path("responses").has("default")).isTrue();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void example_whenValidated_fitsItsSchema(Map.Entry<String, JsonNode> entry) {
    String name = entry.getKey();
    JsonNode request = entry.getValue().at(REQUEST).path("example");
    JsonNode answer = entry.getValue().at(ANSWER).path("example");

    assertThat(request.isObject() && answer.isObject()).isTrue();
    assertThat(DOCUMENT.faultsOfRequest(name, request.toString())).isEmpty();
    assertThat(DOCUMENT.faultsOfAnswer(name, answer.toString())).isEmpty();
  }

  @Test
  void validator_whenAFieldIsMissingWrongOrNew_reportsIt() {
    assertThat(DOCUMENT.faultsOfRequest("psk.get", "{}")).isNotEmpty();
    assertThat(DOCUMENT.faultsOfRequest("psk.get", "{\"PSKIdentity\":5}")).isNotEmpty();
    assertThat(DOCUMENT.faultsOfRequest("psk.get", "{\"PSKIdentity\":\"11\",\"x\":1}"))
        .isNotEmpty();
    assertThat(DOCUMENT.faultsOfAnswer("device.list", "{\"Devices\":[{\"State\":\"OWNED\"}]}"))
        .isNotEmpty();
  }

  @Test
  void fields_whenDocumented_haveTypeAndDescription() {
    List<String> faults = new ArrayList<>();
    lint("", DOCUMENT.root(), faults);

    assertThat(faults).isEmpty();
  }

  private static void lint(String place, JsonNode node, List<String> faults) {
    for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
      JsonNode schema = property.getValue();
      boolean described = schema.has("$ref") || schema.has("description");
      boolean typed = schema.has("$ref") || schema.has("type");
      if (!described || !typed || !property.getKey().matches("[A-Z][A-Za-z0-9]*|message")) {
        faults.add(place + "." + property.getKey());
      }
    }
    node.properties()
        .forEach(field -> lint(place + "." + field.getKey(), field.getValue(), faults));
    node.forEach(
        element -> {
          if (node.isArray()) {
            lint(place + "[]", element, faults);
          }
        });
  }

  @Test
  void constants_whenCompared_areTheOperationsOfTheDocument() {
    Set<String> constants = new TreeSet<>();
    Arrays.stream(Operations.class.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .forEach(
            field -> {
              try {
                constants.add(((Operation) field.get(null)).name());
              } catch (IllegalAccessException e) {
                throw new AssertionError(e);
              }
            });

    assertThat(constants)
        .as("Operations is made from the document: -Dtest=OperationsSourceTest -Dthingseal.update")
        .containsExactlyElementsOf(new TreeSet<>(DOCUMENT.operations().keySet()));
    assertThat(Operations.all()).hasSameSizeAs(constants);
  }

  @Test
  void published_whenCounted_areTwoInFullAndTwoByPath() {
    assertThat(Operations.all())
        .filteredOn(operation -> operation.evidence().fields() == Evidence.PUBLISHED)
        .containsExactly(Operations.AUTHENTICATE, Operations.E2E_UPLINK);
    assertThat(Operations.all())
        .filteredOn(operation -> operation.evidence().path() == Evidence.PUBLISHED)
        .containsExactlyInAnyOrder(
            Operations.AUTHENTICATE,
            Operations.E2E_UPLINK,
            Operations.DEVICE_CLONES,
            Operations.DEVICE_SUSPICIOUS);
  }

  @Test
  void document_whenOfAnotherVersion_isRefused() throws Exception {
    JsonNode root = new ObjectMapper().readTree("{\"openapi\":\"3.0.3\"}");

    assertThatThrownBy(() -> OpenApiDocument.of(root))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("3.0.3");
  }
}
