package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.core.InvalidInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault that no answer of the service fits is a mistake of the test that asks for it. */
class ServiceFaultKeyTest {
  private final SimulatedServices services = SimulatedServices.start();
  private final RestClient client = RestClient.authenticated(services);

  @AfterEach
  void stop() {
    services.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/psk/get", "/psk/get/", "/nonsense", "/"})
  void path_thatTheServiceDoesNotHave_isRejected(String path) {
    ServiceFault fault = ServiceFault.status(500).onPath(path);
    assertThatThrownBy(() -> services.inject(fault))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(", " + path + ", ")
        .hasMessageContaining("/psk/get [PSK, ROTPublicUID]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"psk/get", "", "https://127.0.0.1/v1/psk/get"})
  void path_withoutASlash_isRejectedAtOnce(String path) {
    ServiceFault fault = ServiceFault.reset();
    assertThatThrownBy(() -> fault.onPath(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("\"" + path + "\"");
  }

  @Test
  void field_thatNoAnswerHas_isRejected() {
    for (ServiceFault fault :
        new ServiceFault[] {
          ServiceFault.missingField("Kye"),
          ServiceFault.wrongType("key"),
          ServiceFault.missingField("Key").onPath("/psk/get"),
          ServiceFault.expiredToken().onPath("/psk/get")
        }) {
      assertThatThrownBy(() -> services.inject(fault))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(fault.toString());
    }
    services.inject(ServiceFault.extraField("Anything", "at all"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/e2e/downlink/protectionparameters/get",
        "/device/get",
        "/device/list",
        "/device/clone/get",
        "/device/suspicious/get",
        "/device/feature/get",
        "/whitelist/list"
      })
  void eachFieldOfAnAnswer_canBeMissing(String path) {
    TestDevice device = TestDevice.owned(services);
    device.heartbeat();
    JsonNode whole = client.call(path, device.json());
    assertThat(whole).isNotEmpty();
    whole
        .fieldNames()
        .forEachRemaining(
            field -> {
              services.inject(ServiceFault.missingField(field).onPath(path).times(1));
              assertThat(client.call(path, device.json()).has(field)).isFalse();
            });
    assertThat(client.call(path, device.json()).size()).isEqualTo(whole.size());
  }

  @Test
  void fault_ofAField_waitsForAnAnswerThatHasIt() {
    TestDevice device = TestDevice.owned(services);
    services.inject(ServiceFault.missingField("Features").times(1));
    assertThat(client.call("/device/get", device.json()).has("ROTPublicUID")).isTrue();
    assertThat(client.call("/device/feature/get", device.json()).has("Features")).isFalse();
    assertThat(client.call("/device/feature/get", device.json()).has("Features")).isTrue();
  }
}
