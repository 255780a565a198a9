package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.cloud.operation.FieldNames;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.OperationCatalogue;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceProfileUid;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that spells fields, or has operations, otherwise than the standard catalogue. */
class FieldNamesTest {
  private final FakeService service = FakeService.overHttp();

  FieldNamesTest() throws IOException {}

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void request_whenAFieldIsSpelledOtherwise_usesThatName() {
    service.enqueue(200, "{\"Things\":[{\"ID\":\"0a04f008003c9623\",\"status\":\"OWNED\"}]}");
    FieldNames names =
        FieldNames.of(
            Map.of("DeviceProfileUID", "Profile"),
            Map.of("Devices", "Things", "ROTPublicUID", "ID", "State", "Status"));

    try (SecurityServices services = with(Operations.DEVICE_LIST.withFieldNames(names))) {
      assertThat(services.devices().list(DeviceProfileUid.of("profile")).execute())
          .singleElement()
          .satisfies(device -> assertThat(device.isOwned()).isTrue());
    }
    assertThat(FakeService.bodyOf(service.businessRequests().get(0)))
        .isEqualTo("{\"Profile\":\"profile\"}");
  }

  @Test
  void answer_whenAFieldHasTheStandardName_isReadAllTheSame() {
    service.enqueue(200, "{\"Devices\":[]}");
    FieldNames names = FieldNames.of(Map.of(), Map.of("Devices", "Things"));

    try (SecurityServices services = with(Operations.DEVICE_LIST.withFieldNames(names))) {
      assertThat(services.devices().list().execute()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"State\":\"NEW\",\"ID\":\"0a04f008003c9623\",\"ROTPublicUID\":\"row 7\",\"Status\":\"OWNED\"}",
        "{\"ROTPublicUID\":\"row 7\",\"ID\":\"0a04f008003c9623\",\"Status\":\"OWNED\",\"State\":\"NEW\"}"
      })
  void answer_whenAnotherFieldHasTheStandardName_isReadFromTheNamedOne(String device) {
    service.enqueue(200, "{\"Devices\":[" + device + "]}");
    FieldNames names = FieldNames.of(Map.of(), Map.of("ROTPublicUID", "ID", "State", "Status"));

    try (SecurityServices services = with(Operations.DEVICE_LIST.withFieldNames(names))) {
      assertThat(services.devices().list().execute())
          .singleElement()
          .satisfies(found -> assertThat(found.isOwned()).isTrue());
    }
  }

  @Test
  void answer_whenItIsNoJson_isReportedAsEver() {
    service.enqueue(200, "<html>");
    FieldNames names = FieldNames.of(Map.of(), Map.of("Devices", "Things"));

    try (SecurityServices services = with(Operations.DEVICE_LIST.withFieldNames(names))) {
      assertThatThrownBy(() -> services.devices().list().execute())
          .isInstanceOf(UnexpectedAnswerException.class)
          .hasMessageContaining("HTML");
    }
  }

  @Test
  void signIn_whenAFieldIsSpelledOtherwise_usesThatName() {
    FieldNames names =
        FieldNames.of(Map.of("APIKey", "AccessKey"), Map.of("AuthToken", "authtoken"));

    try (SecurityServices services = with(Operations.AUTHENTICATE.withFieldNames(names))) {
      services.authenticate();
    }
    assertThat(FakeService.bodyOf(service.requests.get(0)))
        .contains("\"AccessKey\":\"" + FakeService.ACCESS_KEY)
        .doesNotContain("APIKey");
  }

  @Test
  void names_whenTwoFieldsShareOne_areRefused() {
    assertThatThrownBy(() -> FieldNames.of(Map.of("A", "X", "B", "X"), Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("X");
    assertThatThrownBy(() -> FieldNames.of(Map.of(), Map.of("A", "uid", "B", "UID")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("in whatever case");
    assertThatThrownBy(() -> FieldNames.of(Map.of(), Map.of("A", " ")))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void request_whenTwoOfItsFieldsWouldShareAName_isRefusedAndNothingSent() {
    FieldNames names = FieldNames.of(Map.of("DeviceProfileUID", "State"), Map.of());
    DeviceFilter both =
        DeviceFilter.ofProfile(DeviceProfileUid.of("profile")).andState(DeviceState.OWNED);

    try (SecurityServices services = with(Operations.DEVICE_LIST.withFieldNames(names))) {
      assertThatThrownBy(() -> services.devices().matching(both).page())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("Two fields of the request are spelled State");
    }
    assertThat(service.requests).isEmpty();
  }

  @Test
  void portalOperation_whenCalled_isRefusedBeforeAnythingIsSent() {
    try (SecurityServices services = service.services()) {
      assertThatThrownBy(() -> services.call(Operations.PROFILE_CREATE, "{}"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("profile.create")
          .hasMessageContaining("portal");
    }
    assertThat(service.requests).isEmpty();
  }

  @Test
  void portalOperation_whenItsPathIsNamed_isCalled() {
    service.enqueue(200, "{}");
    Operation create = Operations.PROFILE_CREATE.withPath("/profile/create");

    try (SecurityServices services = service.services()) {
      assertThat(services.call(create, "{}").execute()).isEqualTo("{}");
    }
  }

  private SecurityServices with(Operation operation) {
    return service.builder().catalogue(OperationCatalogue.standard().with(operation)).build();
  }
}
