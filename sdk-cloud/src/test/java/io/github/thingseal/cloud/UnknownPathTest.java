package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.cloud.error.AccessDeniedException;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.id.RotPublicUid;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An API gateway answers a path that it does not know with status 403 and a text on tokens. */
class UnknownPathTest {
  private static final RotPublicUid UID = RotPublicUid.of("0a04f008003c9623");
  private static final String TOKEN = FakeService.token(1, VirtualTime.START.plusSeconds(3600));

  private FakeService service;
  private SecurityServices services;

  @BeforeEach
  void start() throws IOException {
    service = FakeService.overHttp();
    services = service.services();
  }

  @AfterEach
  void stop() {
    services.close();
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"Missing Authentication Token\"}",
        "{\"Message\": \"missing authentication token\"}",
        "{\"__type\":\"MissingAuthenticationTokenException\"}",
        "{\"message\":\"'TOKEN' not a valid key=value pair (missing equal-sign) in Authorization"
            + " header: 'Bearer TOKEN'.\"}",
        "{\"message\":\"Invalid key=value pair (missing equal-sign) in Authorization header (hashed"
            + " with SHA-256 and encoded with Base64): 'BcvBFj8wIjFyPF6VBuqnFOiP4QPd0xVwdRhYXgzmXwA='.\"}",
        "{\"message\":\"Authorization header requires 'Credential' parameter. Authorization header"
            + " requires 'Signature' parameter. Authorization=TOKEN\"}",
        "Missing Authentication Token",
      })
  void anyOperation_whenTheGatewayDoesNotKnowItsPath_saysSoAndKeepsTheToken(String body) {
    for (int i = 0; i < 4; i++) {
      service.enqueue(403, body.replace("TOKEN", TOKEN));
    }

    assertThatThrownBy(() -> services.devices().get(UID).execute())
        .isInstanceOf(NotFoundException.class)
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("does not know")
        .hasMessageContaining("/device/get")
        .hasMessageContaining("ASSUMED")
        .hasMessageContaining("path(...)")
        .hasMessageNotContaining("whitelist")
        .hasMessageNotContaining("price plan");
    assertThatThrownBy(() -> services.devices().clones().execute())
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("PUBLISHED");
    assertThatThrownBy(() -> services.call("/some/path", "{}").execute())
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("/some/path");
    assertThatThrownBy(() -> services.devices().get(UID).submit().join())
        .hasCauseInstanceOf(NotFoundException.class);
    assertThat(service.businessRequests()).hasSize(4);
    assertThat(service.signIns).hasValue(1);
  }

  @Test
  void signIn_whenTheGatewayDoesNotKnowItsPath_saysSoOnce() {
    service.signInAnswers.add(
        FakeService.json(403, "{\"message\":\"Missing Authentication Token\"}").build());

    assertThatThrownBy(services::authenticate)
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("/authenticate")
        .hasMessageContaining("base URL");
    assertThat(service.signIns).hasValue(1);
  }

  @Test
  void operation_whenItsPathIsOverridden_namesThePathInForce() {
    service.enqueue(403, "{\"message\":\"Missing Authentication Token\"}");
    try (SecurityServices other =
        service.builder().path(Operations.DEVICE_CLONES, "/v2/clones").build()) {
      assertThatThrownBy(() -> other.devices().clones().execute())
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("/v2/clones (ASSUMED)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"message\":\"Forbidden\"}", "<html>403</html>"})
  void anyOperation_whenDenied_staysDenied(String body) {
    service.enqueue(403, body);
    service.enqueue(403, body);

    assertThat(catchThrowable(() -> services.devices().get(UID).execute()))
        .isInstanceOf(AccessDeniedException.class);
  }
}
