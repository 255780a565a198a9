package io.github.thingseal.cloud.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CorrectedDocumentTest {
  private static final String PSK = "/paths/~1psk~1get/post";
  private static final String PSK_REQUEST = PSK + "/requestBody/content/application~1json/schema";
  private static final String DEVICE = "/components/schemas/Device/properties";

  @TempDir private Path folder;

  private final ObjectNode document = ServiceDocument.standard().root().deepCopy();

  @Test
  void copy_whenUnchanged_changesNothing() throws IOException {
    assertThat(catalogue().all()).isEqualTo(Operations.all());
  }

  @Test
  void copy_whenOnlyTextForPeopleDiffers_changesNothing() throws IOException {
    at(PSK).put("summary", "Other words.");
    at(PSK_REQUEST + "/properties/PSKIdentity").put("description", "Other words.");

    assertThat(catalogue().all()).isEqualTo(Operations.all());
  }

  @Test
  void copy_whenPathsHaveTextForPeopleAndExtensions_changesNothing() throws IOException {
    at("/paths/~1psk~1get").put("summary", "Keys").put("description", "PSK").put("x-tool", "t");
    at(PSK).put("x-gateway", "integration").put("summary", "A key").putArray("tags").add("keys");

    assertThat(catalogue().all()).isEqualTo(Operations.all());
  }

  @Test
  void copy_whenPathEvidenceAndRepetitionDiffer_takesThem() throws IOException {
    ObjectNode paths = at("/paths");
    paths.set("/keys/psk", paths.remove("/psk/get"));
    ObjectNode operation = at("/paths/~1keys~1psk/post");
    ((ObjectNode) operation.get("x-evidence")).put("path", "published");
    operation.put("x-repeatable", false).put("x-source", "the vendor's letter");

    Operation psk = catalogue().get("psk.get");

    assertThat(psk.path()).isEqualTo("/keys/psk");
    assertThat(psk.evidence().path()).isEqualTo(Evidence.PUBLISHED);
    assertThat(psk.evidence().source()).isEqualTo("the vendor's letter");
    assertThat(psk.repeatable()).isFalse();
  }

  @Test
  void copy_whenAFieldIsSpelledOtherwise_takesItsName() throws IOException {
    rename(PSK_REQUEST + "/properties", "PSKIdentity", "Identity");
    at(PSK_REQUEST).putArray("required").add("Identity");
    rename(DEVICE, "State", "DeviceState");
    at("/components/schemas/Device").putArray("required").add("ROTPublicUID").add("DeviceState");

    OperationCatalogue catalogue = catalogue();

    assertThat(catalogue.get("psk.get").fieldNames())
        .isEqualTo(FieldNames.of(Map.of("PSKIdentity", "Identity"), Map.of()));
    assertThat(catalogue.get("device.list").fieldNames())
        .isEqualTo(FieldNames.of(Map.of(), Map.of("State", "DeviceState")));
  }

  static Stream<Arguments> beyondTheSdk() {
    return Stream.of(
        change("psk.get is missing", root -> ((ObjectNode) root.at("/paths")).remove("/psk/get")),
        change(
            "psk.put is new",
            root -> {
              ObjectNode added = root.at(PSK).deepCopy();
              added.put("operationId", "psk.put");
              ((ObjectNode) root.at("/paths")).putObject("/psk/put").set("post", added);
            }),
        change(
            "psk.get: method GET",
            root -> {
              ObjectNode path = (ObjectNode) root.at("/paths/~1psk~1get");
              path.set("get", path.remove("post"));
            }),
        change(
            "psk.get: request.properties.PSKIdentity.type",
            root ->
                ((ObjectNode) root.at(PSK_REQUEST + "/properties/PSKIdentity"))
                    .put("type", "integer")),
        change(
            "psk.get: request.properties.Size",
            root ->
                ((ObjectNode) root.at(PSK_REQUEST + "/properties"))
                    .putObject("Size")
                    .put("type", "integer")),
        change(
            "psk.get: request.required",
            root -> ((ObjectNode) root.at(PSK_REQUEST)).putArray("required")),
        change(
            "device.get: answer.properties.State",
            root -> ((ObjectNode) root.at(DEVICE)).remove("State")),
        change(
            "psk.get: parameters",
            root ->
                ((ObjectNode) root.at(PSK)).putArray("parameters").addObject().put("in", "query")),
        change(
            "psk.get: The path of operation",
            root -> {
              ObjectNode paths = (ObjectNode) root.at("/paths");
              paths.set("/psk/{id}", paths.remove("/psk/get"));
            }),
        change(
            "psk.get has no x-repeatable",
            root -> ((ObjectNode) root.at(PSK)).remove("x-repeatable")),
        change(
            "psk.get has x-evidence.path",
            root -> ((ObjectNode) root.at(PSK + "/x-evidence")).put("path", "guessed")),
        change(
            "leads nowhere",
            root ->
                ((ObjectNode) root.at(PSK_REQUEST + "/properties"))
                    .putObject("PSKIdentity")
                    .put("$ref", "#/none")),
        change(
            "circle",
            root ->
                ((ObjectNode) root.at("/components/schemas"))
                    .putObject("Device")
                    .put("$ref", "#/components/schemas/Device")),
        change(
            "spelled in two ways",
            root ->
                ((ObjectNode) root.at(PSK_REQUEST + "/properties"))
                    .putObject("Identity")
                    .put("x-field", "PSKIdentity")),
        change(
            "feature.status: the fields Features and Name are both spelled features",
            root -> {
              ObjectNode fields =
                  (ObjectNode) root.at("/components/schemas/FeatureStatus/properties");
              ObjectNode name = (ObjectNode) fields.remove("Name");
              fields.set("features", name.put("x-field", "Name"));
            }),
        change(
            "psk.get: responses.202",
            root -> ((ObjectNode) root.at(PSK + "/responses")).putObject("202").put("x", "y")),
        change(
            "authenticate: responses.default.content.application/json.schema.properties.message.type",
            root ->
                ((ObjectNode) root.at("/components/schemas/Error/properties/message"))
                    .put("type", "integer")),
        change(
            "authenticate: Fault in place of message",
            root -> {
              ObjectNode fields = (ObjectNode) root.at("/components/schemas/Error/properties");
              ObjectNode message = (ObjectNode) fields.remove("message");
              fields.set("Fault", message.put("x-field", "message"));
            }),
        change(
            "psk.get: requestBody.required",
            root -> ((ObjectNode) root.at(PSK + "/requestBody")).put("required", false)),
        change(
            "psk.get: requestBody.content.text/plain",
            root ->
                ((ObjectNode) root.at(PSK + "/requestBody/content"))
                    .putObject("text/plain")
                    .putObject("schema")),
        change(
            "psk.get: servers",
            root -> ((ObjectNode) root.at(PSK)).putArray("servers").addObject().put("url", "/v2")),
        change(
            "The path /psk/get has \"parameters\"",
            root -> ((ObjectNode) root.at("/paths/~1psk~1get")).putArray("parameters")),
        change(
            "device.get: request.properties.ROTPublicUID.maxLength",
            root ->
                ((ObjectNode)
                        root.at(
                            PSK_REQUEST.replace("psk~1get", "device~1get")
                                + "/properties/ROTPublicUID"))
                    .put("maxLength", 8)),
        change("webhooks", root -> root.putObject("webhooks").putObject("heard")),
        change("more than 20000 elements", CorrectedDocumentTest::addDoublingReferences),
        change(
            "servers", root -> ((ObjectNode) root.at("/servers/0")).put("url", "https://other")));
  }

  private static void addDoublingReferences(ObjectNode root) {
    ObjectNode schemas = (ObjectNode) root.at("/components/schemas");
    for (int level = 0; level < 8; level++) {
      ArrayNode both = schemas.putObject("Level" + level).putArray("allOf");
      for (int times = 0; times < 4; times++) {
        both.addObject().put("$ref", "#/components/schemas/Level" + (level + 1));
      }
    }
    schemas.putObject("Level8").put("type", "string");
    ((ObjectNode) root.at(PSK_REQUEST + "/properties/PSKIdentity"))
        .put("$ref", "#/components/schemas/Level0");
  }

  private static Arguments change(String reported, Consumer<ObjectNode> change) {
    return Arguments.of(reported, Named.of(reported, change));
  }

  @ParameterizedTest
  @MethodSource("beyondTheSdk")
  void copy_whenItChangesWhatTheSdkCannot_isRefusedByName(
      String reported, Consumer<ObjectNode> change) {
    change.accept(document);

    assertThatThrownBy(this::catalogue)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(reported)
        .hasMessageContaining("copy.json");
  }

  private ObjectNode at(String pointer) {
    return (ObjectNode) document.at(pointer);
  }

  private void rename(String properties, String from, String to) {
    ObjectNode fields = at(properties);
    ObjectNode field = (ObjectNode) fields.remove(from);
    fields.set(to, field.put("x-field", from));
  }

  private OperationCatalogue catalogue() throws IOException {
    Path file = Files.writeString(folder.resolve("copy.json"), document.toPrettyString());
    return OperationCatalogue.fromFile(file);
  }
}
