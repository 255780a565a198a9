package io.github.thingseal.cloud.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationCatalogueTest {
  @TempDir private Path folder;

  @Test
  void names_whenListed_areUniqueAndFound() {
    OperationCatalogue catalogue = OperationCatalogue.standard();

    assertThat(Operations.all()).doesNotHaveDuplicates();
    assertThat(catalogue.all()).isEqualTo(Operations.all());
    for (Operation operation : Operations.all()) {
      assertThat(catalogue.get(operation.name())).isSameAs(operation);
    }
    assertThatThrownBy(() -> catalogue.get("psk.put"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("psk.get");
  }

  @Test
  void custom_whenMade_isNeitherRepeatableNorKnown() {
    Operation custom = Operation.custom("/key/rotate");

    assertThat(custom.repeatable()).isFalse();
    assertThat(custom.evidence()).isEqualTo(OperationEvidence.ofCaller());
    assertThat(custom.portalOnly()).isFalse();
    assertThat(custom.withRepeatable(true).repeatable()).isTrue();
  }

  @Test
  void custom_whenItsPathHasControlCharacters_showsNone() {
    assertThatThrownBy(() -> Operation.custom("/psk\0\u0085\u009f/get"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("unlike \"/psk???/get\"");
  }

  @Test
  void withPath_whenAnother_isAssumed() {
    OperationEvidence evidence = Operations.E2E_UPLINK.withPath("/e2e").evidence();

    assertThat(evidence.path()).isEqualTo(Evidence.ASSUMED);
    assertThat(evidence.operation()).isEqualTo(Evidence.PUBLISHED);
    assertThat(Operations.E2E_UPLINK.withPath(Operations.E2E_UPLINK.path()))
        .isEqualTo(Operations.E2E_UPLINK);
  }

  @Test
  void withPath_whenOfThePortal_makesItCallable() {
    Operation create = Operations.PROFILE_CREATE;

    assertThat(create.portalOnly()).isTrue();
    assertThat(create.withPath(create.path()).portalOnly()).isFalse();
  }

  @Test
  void file_whenProperties_overrides() throws IOException {
    OperationCatalogue catalogue =
        read("c.properties", "psk.get=/psk/v2\nwhitelist.add.repeatable = false\n");

    assertThat(catalogue.get("psk.get").path()).isEqualTo("/psk/v2");
    assertThat(catalogue.get("whitelist.add").repeatable()).isFalse();
    assertThat(catalogue.get("device.get")).isEqualTo(Operations.DEVICE_GET);
  }

  @ParameterizedTest
  @CsvSource({"c.properties, psk.get=/psk/v2", "c.json, '{\"psk.get\":\"/psk/v2\"}'"})
  void file_whenItBeginsWithAByteOrderMark_isReadAllTheSame(String name, String text)
      throws IOException {
    assertThat(read(name, "\ufeff" + text).get("psk.get").path()).isEqualTo("/psk/v2");
  }

  @Test
  void file_whenADirectory_isReportedAsOne() {
    assertThatThrownBy(() -> OperationCatalogue.fromFile(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is a directory");
  }

  @Test
  void file_whenJson_overrides() throws IOException {
    OperationCatalogue catalogue =
        read(
            "c.json",
            "{\"psk.get\":\"/psk/v2\",\"whitelist.add\":{\"path\":\"/w\",\"repeatable\":false}}");

    assertThat(catalogue.get("psk.get").path()).isEqualTo("/psk/v2");
    assertThat(catalogue.get("whitelist.add").path()).isEqualTo("/w");
    assertThat(catalogue.get("whitelist.add").repeatable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"psk.put\":\"/a\"}",
        "{\"psk.get\":5}",
        "{\"psk.get\":{}}",
        "{\"psk.get\":[]}",
        "{\"psk.get\":{\"path\":5}}",
        "{\"psk.get\":{\"other\":\"/a\"}}",
        "{\"psk.get\":\"a\"}",
        "[]",
        "{",
        ""
      })
  void jsonFile_whenMalformed_isRefused(String text) {
    assertThatThrownBy(() -> read("c.json", text)).isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"psk.put=/a", "psk.get=a", "psk.get=", "psk.get.repeatable=yes", "x=\\u12"})
  void propertiesFile_whenMalformed_isRefused(String text) {
    assertThatThrownBy(() -> read("c.properties", text)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void file_whenMissingOrTooLarge_isRefused() throws IOException {
    assertThatThrownBy(() -> OperationCatalogue.fromFile(folder.resolve("none.json")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none.json");
    assertThatThrownBy(() -> read("c.json", " ".repeat(1024 * 1024 + 1)))
        .isInstanceOf(InvalidInputException.class);
  }

  private OperationCatalogue read(String name, String text) throws IOException {
    return OperationCatalogue.fromFile(Files.writeString(folder.resolve(name), text));
  }
}
