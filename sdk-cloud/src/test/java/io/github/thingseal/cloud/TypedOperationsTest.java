package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.cloud.operation.ServiceDocument;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every typed operation against the document: what it sends, and what it makes of answers that fit
 * and of those that do not. The cases are made from the schemas.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypedOperationsTest {
  private static final ServiceDocument DOCUMENT = ServiceDocument.standard();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXAMPLE = "/content/application~1json/example";
  private static final String OTHER_UID = "0000000000000001";

  /** What the document requires and the SDK can do without. */
  private static final Set<String> NOT_NEEDED = Set.of("event.list /Events/0/At");

  private FakeService service;
  private SecurityServices services;
  private volatile String answer = "{}";

  @BeforeAll
  void start() throws IOException {
    service = FakeService.overHttp();
    service.answerWith(request -> FakeService.json(200, answer).build());
    services =
        TypedCalls.withPortal(service.builder()).withoutRateLimit().withoutCircuitBreaker().build();
  }

  @BeforeEach
  void forget() {
    service.requests.clear();
  }

  @AfterAll
  void stop() {
    services.close();
    service.close();
  }

  static Stream<String> operations() {
    return TypedCalls.names().stream();
  }

  @Test
  void catalogue_whenCompared_hasATypedCallForEachOperation() {
    Set<String> typed = new TreeSet<>(TypedCalls.names());
    typed.addAll(TypedCalls.WITHIN_OTHERS);

    assertThat(typed)
        .as("TypedCalls has a row for each operation of the document")
        .containsExactlyElementsOf(new TreeSet<>(DOCUMENT.operations().keySet()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void request_whenSent_isTheExampleOfTheDocument(String name) throws IOException {
    answer = example(name).toString();

    close(call(name).execute());

    RecordedRequest sent = service.businessRequests().get(0);
    String body = FakeService.bodyOf(sent);
    assertThat(DOCUMENT.operationAt(sent.getUrl().encodedPath().substring("/v1".length())))
        .isEqualTo(name);
    assertThat(DOCUMENT.faultsOfRequest(name, body)).isEmpty();
    assertThat(JSON.readTree(body))
        .isEqualTo(DOCUMENT.operation(name).at("/requestBody" + EXAMPLE));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void repeatable_whenCompared_isThatOfTheDocument(String name) {
    boolean repeatable = DOCUMENT.operation(name).path("x-repeatable").booleanValue();

    assertThat(call(name).operation().repeatable()).isEqualTo(repeatable);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void answer_whenAFieldIsWrong_isReadOrRefusedByName(String name) {
    List<String> faults = new ArrayList<>();
    for (AnswerField field : AnswerField.of(DOCUMENT, name)) {
      boolean needed = field.required() && !NOT_NEEDED.contains(name + " " + field.pointer());
      for (JsonNode without : List.of(field.missing(), field.isNull(), field.misspelled())) {
        faults.addAll(needed ? refused(name, without, field) : read(name, without, field));
      }
      faults.addAll(
          needed ? refused(name, field.ofWrongType(), field) : borne(name, field.ofWrongType()));
      faults.addAll(read(name, field.inOtherCase(), field));
      faults.addAll(read(name, field.besideAnother(), field));
      faults.addAll(read(name, field.asDecimal(), field));
    }
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void answer_whenNoJsonObject_isRefused(String name) {
    List<String> bodies = new ArrayList<>(List.of("no JSON", "[]", "\"{}\"", "{", "<html></html>"));
    if (!example(name).isEmpty()) {
      bodies.add("");
    }
    for (String body : bodies) {
      answer = body;
      assertThat(catchThrowable(() -> call(name).execute()))
          .as(body)
          .isInstanceOf(UnexpectedAnswerException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void answer_whenAboutAnother_isRefused(String name) {
    JsonNode request = DOCUMENT.operation(name).at("/requestBody" + EXAMPLE);
    ObjectNode other = example(name);
    for (String field : List.of("ROTPublicUID", "DeviceProfileUID")) {
      if (request.has(field)) {
        other = example(name);
        other.put(field, OTHER_UID);
        answer = other.toString();
        assertThatThrownBy(() -> call(name).execute())
            .isInstanceOf(UnexpectedAnswerException.class)
            .hasMessageContaining("another");
      }
    }
  }

  static Stream<String> portalOnly() {
    return operations()
        .filter(name -> DOCUMENT.operation(name).path("x-portal-only").booleanValue());
  }

  @Test
  void portalOnly_whenListed_hasWhatIsKnownOfThePortal() {
    assertThat(portalOnly())
        .contains(
            "accesskey.list",
            "accesskey.create",
            "accesskey.delete",
            "profile.create",
            "device.unblock");
  }

  @ParameterizedTest
  @MethodSource("portalOnly")
  void portalOnly_whenNoPathIsNamed_isRefusedAndNothingSent(String name) {
    try (SecurityServices usual = service.builder().build()) {
      assertThatThrownBy(() -> TypedCalls.of(name, usual))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("portal");
    }
    assertThat(service.requests).isEmpty();
    assertThat(Operations.all())
        .filteredOn(operation -> operation.name().equals(name))
        .allMatch(Operation::portalOnly);
  }

  private List<String> refused(String name, JsonNode body, AnswerField field) {
    answer = body.toString();
    Throwable failure = catchThrowable(() -> close(call(name).execute()));
    return failure instanceof UnexpectedAnswerException
            && String.valueOf(failure.getMessage()).contains(field.name())
        ? List.of()
        : List.of(field.pointer() + " not refused by name in " + answer + ": " + failure);
  }

  private List<String> read(String name, JsonNode body, AnswerField field) {
    answer = body.toString();
    Throwable failure = catchThrowable(() -> close(call(name).execute()));
    return failure == null
        ? List.of()
        : List.of(field.pointer() + " not borne in " + answer + ": " + failure);
  }

  private List<String> borne(String name, JsonNode body) {
    answer = body.toString();
    Throwable failure = catchThrowable(() -> close(call(name).execute()));
    return failure == null || failure instanceof UnexpectedAnswerException
        ? List.of()
        : List.of(answer + ": " + failure);
  }

  private ServiceCall<?> call(String name) {
    return TypedCalls.of(name, services);
  }

  private static ObjectNode example(String name) {
    return DOCUMENT.operation(name).at("/responses/200" + EXAMPLE).deepCopy();
  }

  private static void close(Object value) {
    if (value instanceof AutoCloseable secret) {
      try {
        secret.close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
