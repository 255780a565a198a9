package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.cloud.auth.TokenRefreshSettings;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the document where every field has another name: requests have the new names
 * and no other, answers are read as those with the standard names are. The cases are made from the
 * document.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenamedFieldsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir private static Path folder;

  private static final List<String> NAMES = List.copyOf(DocumentFields.names());

  private final FakeService service = FakeService.overHttp();
  private final Map<Spelling, SecurityServices> renamed = new EnumMap<>(Spelling.class);
  private SecurityServices standard;
  private volatile String answer = "{}";

  /** How the names differ from the standard ones. */
  enum Spelling {
    /** None of them is a standard name. */
    NEW,
    /** Each is the standard name of another field. */
    EXCHANGED,
    /** Each is the same but for its case. */
    LOWER_CASE;

    private JsonNode of(JsonNode instance) {
      return document().renamed(instance);
    }

    private RenamedDocument document() {
      return new RenamedDocument(this::spelled);
    }

    private String spelled(String name) {
      return switch (this) {
        case NEW -> "a" + name;
        case EXCHANGED -> NAMES.get((NAMES.indexOf(name) + 1) % NAMES.size());
        case LOWER_CASE -> name.toLowerCase(Locale.ROOT);
      };
    }
  }

  @BeforeAll
  void start() throws IOException {
    service.answerWith(request -> FakeService.json(200, answer).build());
    standard = TypedCalls.withPortal(builder()).build();
    for (Spelling spelling : Spelling.values()) {
      SecurityServicesBuilder builder = builder().catalogue(spelling.document().catalogue(folder));
      renamed.put(spelling, TypedCalls.withPortal(builder).build());
    }
  }

  @BeforeEach
  void forget() {
    service.requests.clear();
  }

  @AfterAll
  void stop() {
    standard.close();
    renamed.values().forEach(SecurityServices::close);
    service.close();
  }

  static Stream<Arguments> cases() {
    return Stream.of(Spelling.values())
        .flatMap(spelling -> TypedCalls.names().stream().map(name -> Arguments.of(spelling, name)));
  }

  @Test
  void requests_ofTheTestsHere_haveEveryFieldOfTheDocument() throws IOException {
    for (String name : TypedCalls.names()) {
      answer = DocumentFields.wholeAnswer(name).toString();
      TypedCalls.wholeOf(name, standard).execute();
      assertThat(JSON.readTree(lastBody()).fieldNames())
          .as(name)
          .toIterable()
          .containsExactlyInAnyOrderElementsOf(DocumentFields.ofRequest(name));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyField_whenRenamed_isSentAndReadUnderItsNewName(Spelling spelling, String name)
      throws IOException {
    ObjectNode whole = DocumentFields.wholeAnswer(name);
    answer = whole.toString();
    Object expected = TypedCalls.wholeOf(name, standard).execute();
    JsonNode asked = JSON.readTree(lastBody());
    answer = spelling.of(whole).toString();

    Object read = TypedCalls.wholeOf(name, services(spelling)).execute();

    assertThat(JSON.readTree(lastBody())).isEqualTo(spelling.of(asked));
    assertThat(read).usingRecursiveComparison().isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answer_whenAboutAnotherUnderTheNewName_isRefused(Spelling spelling, String name) {
    for (String field : List.of("ROTPublicUID", "DeviceProfileUID")) {
      ObjectNode other = DocumentFields.wholeAnswer(name);
      if (DocumentFields.ofRequest(name).contains(field) && other.has(field)) {
        answer = spelling.of(other.put(field, "0000000000000001")).toString();
        assertThatThrownBy(() -> TypedCalls.wholeOf(name, services(spelling)).execute())
            .isInstanceOf(UnexpectedAnswerException.class)
            .hasMessageContaining("another");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void signIn_andRefresh_useTheNewNames(Spelling spelling) throws IOException {
    try (FakeService other = FakeService.overHttp();
        SecurityServices services =
            other
                .builder()
                .catalogue(spelling.document().catalogue(folder))
                .tokenRefresh(TokenRefreshSettings.standard())
                .build()) {
      String first = FakeService.token(1, VirtualTime.START.plusSeconds(3600));
      String second = FakeService.token(2, VirtualTime.START.plusSeconds(7200));
      MockResponse renewed = tokens(spelling, second, "again-2");
      other.signInAnswers.add(tokens(spelling, first, "again-1"));
      other.answerWith(request -> renewed);
      services.authenticate();
      other.time.advance(Duration.ofSeconds(3560));
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                services.call("/a", "{}").execute();
                List<RecordedRequest> sent = other.businessRequests();
                return sent.stream()
                    .anyMatch(to -> second.equals(to.getHeaders().get("Authorization")));
              });

      assertThat(JSON.readTree(FakeService.bodyOf(other.requests.get(0))))
          .isEqualTo(
              spelling.of(
                  JSON.createObjectNode()
                      .put("APIKey", FakeService.ACCESS_KEY)
                      .put("APISecret", FakeService.ACCESS_SECRET)));
      assertThat(other.requests)
          .filteredOn(sent -> sent.getUrl().encodedPath().endsWith("/refresh"))
          .extracting(sent -> sent.getHeaders().get("Refresh"))
          .containsExactly("again-1");
    }
  }

  private static MockResponse tokens(Spelling spelling, String token, String refreshToken) {
    ObjectNode tokens =
        JSON.createObjectNode().put("AuthToken", token).put("RefreshToken", refreshToken);
    return FakeService.json(200, spelling.of(tokens).toString()).build();
  }

  private SecurityServices services(Spelling spelling) {
    return Objects.requireNonNull(renamed.get(spelling));
  }

  private SecurityServicesBuilder builder() {
    return service.builder().withoutRateLimit().withoutCircuitBreaker();
  }

  private String lastBody() {
    List<RecordedRequest> sent = service.businessRequests();
    return FakeService.bodyOf(sent.get(sent.size() - 1));
  }
}
