package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.NotAuthorizedException;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.cloud.operation.ServiceDocument;
import io.github.thingseal.core.ThingsealException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okhttp3.ConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation against every fault: each call ends in the right result or the right exception
 * within its time limit, and as many requests reach the service as may. About half of the calls of
 * each operation, and of those that meet each fault, block and send on the thread of their caller.
 * Time is virtual.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixTest {
  static final String SILENCE = "silence";

  private static final ServiceDocument DOCUMENT = ServiceDocument.standard();
  private static final String EXAMPLE = "/content/application~1json/example";
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final List<CloudFault> FAULTS = CloudFault.all();

  /** Refused, reset, another device's answer, one field more, four of the sign-in. */
  private static final int FAULTS_OF_THEIR_OWN = 8;

  private FakeService service;
  private FaultySocketFactory sockets;

  @BeforeAll
  void startService() throws IOException {
    service = FakeService.overHttp();
  }

  @AfterAll
  void stopService() {
    service.close();
  }

  @BeforeEach
  void open() {
    sockets = new FaultySocketFactory();
  }

  @AfterEach
  void close() {
    service.signInAnswers.clear();
  }

  static Stream<String> operations() {
    return TypedCalls.names().stream();
  }

  @Test
  void documents_whenTheySayHowManyCasesRun_areRight() throws IOException {
    int operations = TypedCalls.names().size();
    long naming = operations().filter(name -> !namesOf(name).isEmpty()).count();
    long cases = operations * (FAULTS.size() + FAULTS_OF_THEIR_OWN - 1L) + naming;

    Matcher stated =
        Pattern.compile("more than ([0-9,]+) cases")
            .matcher(Files.readString(Path.of("..", "docs", "testing.md")).replaceAll("\\s+", " "));
    assertThat(stated.find()).isTrue();
    assertThat(cases).isGreaterThan(Long.parseLong(stated.group(1).replace(",", "")));
  }

  @Test
  void waysToCall_whenCounted_areBothUsedWithEachFaultAndOperation() {
    for (CloudFault fault : FAULTS) {
      assertThat(operations().map(name -> blocks(name, fault.toString())).distinct()).hasSize(2);
    }
    operations()
        .forEach(
            name ->
                assertThat(FAULTS.stream().map(each -> blocks(name, each.toString())).distinct())
                    .hasSize(2));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_whenTheServiceFails_endsRightly(String name) {
    for (CloudFault fault : FAULTS) {
      AtomicInteger come = new AtomicInteger();
      service.answerWith(
          request -> {
            if (come.incrementAndGet() > fault.lasts()) {
              return right(name).build();
            }
            if (fault.name().equals(SILENCE)) {
              service.time.advance(LIMIT);
            }
            return fault.answer().apply(right(name)).build();
          });
      check(name, fault.toString(), fault.outcome(isRepeatable(name)));
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_whenTheNetworkFails_sendsNothing(String name) {
    service.answerWith(request -> right(name).build());
    for (FaultySocketFactory.State state :
        List.of(FaultySocketFactory.State.REFUSED, FaultySocketFactory.State.RESET)) {
      SecurityServices services = openServices();
      sockets.state = state;
      expect(services, name, state.toString(), ConnectionFailedException.class, 0);
      sockets.state = FaultySocketFactory.State.WHOLE;
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_whenAnotherIsAnswered_refusesIt(String name) {
    for (String field : namesOf(name)) {
      service.answerWith(
          request ->
              FakeService.json(200, example(name).put(field, "0000000000000001").toString())
                  .build());
      expect(openServices(), name, "another " + field, UnexpectedAnswerException.class, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_whenThereIsAFieldMore_passesOverIt(String name) {
    service.answerWith(
        request -> FakeService.json(200, example(name).put("Surprise", "yes").toString()).build());
    expectResult(openServices(), name, "one field more", 1);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_whenTheSignInFails_isNotSent(String name) {
    service.answerWith(request -> right(name).build());
    MockResponse down = FakeService.json(503, "{}").build();

    service.signInAnswers.addAll(List.of(down, down));
    expectResult(openSignedOut(), name, "sign-in down twice", 1);

    service.signInAnswers.addAll(List.of(down, down, down));
    expect(openSignedOut(), name, "sign-in down", ServiceUnavailableException.class, 0);

    service.signInAnswers.add(FakeService.json(401, "{}").build());
    expect(openSignedOut(), name, "sign-in refused", NotAuthorizedException.class, 0);

    service.signInAnswers.add(FakeService.json(200, "{\"AuthToken\":7}").build());
    expect(openSignedOut(), name, "sign-in with another type", UnexpectedAnswerException.class, 0);
  }

  private void check(String name, String fault, CloudFault.Outcome outcome) {
    SecurityServices services = openServices();
    if (outcome.failure().isPresent()) {
      expect(services, name, fault, outcome.failure().get(), outcome.requests());
    } else {
      expectResult(services, name, fault, outcome.requests());
    }
  }

  private void expect(
      SecurityServices services,
      String name,
      String fault,
      Class<? extends ThingsealException> failure,
      int requests) {
    assertThat(catchThrowable(() -> call(services, name, blocks(name, fault))))
        .as("%s, %s", name, fault)
        .isInstanceOf(failure);
    assertThat(service.businessRequests()).as("%s, %s", name, fault).hasSize(requests);
  }

  private void expectResult(SecurityServices services, String name, String fault, int requests) {
    assertThat(catchThrowable(() -> call(services, name, blocks(name, fault))))
        .as("%s, %s", name, fault)
        .isNull();
    assertThat(service.businessRequests()).as("%s, %s", name, fault).hasSize(requests);
  }

  private static boolean blocks(String name, String fault) {
    return (name + fault).hashCode() % 2 == 0;
  }

  /** Makes the call, and closes the services behind it. */
  private void call(SecurityServices services, String name, boolean blocks) throws Exception {
    Instant start = service.time.instant();
    try (SecurityServices used = services) {
      ServiceCall<?> call = TypedCalls.of(name, used).timeout(LIMIT);
      Object value = blocks ? call.execute() : call.submit().get(120, TimeUnit.SECONDS);
      if (value instanceof AutoCloseable secret) {
        secret.close();
      }
    } catch (TimeoutException e) {
      throw new AssertionError(name + " did not end", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw e.getCause() instanceof ThingsealException failure ? failure : e;
    } finally {
      assertThat(Duration.between(start, service.time.instant())).isLessThanOrEqualTo(LIMIT);
    }
  }

  private SecurityServices openServices() {
    SecurityServices services = openSignedOut();
    services.authenticate();
    return services;
  }

  /** New connections only: the second of two requests on one may find it closed. */
  private SecurityServices openSignedOut() {
    service.requests.clear();
    return TypedCalls.withPortal(service.builder())
        .time(new AutoAdvancingTime(service.time), () -> 0.5)
        .interruptibleOkHttpClient(
            client ->
                client
                    .socketFactory(sockets)
                    .connectionPool(new ConnectionPool(0, 1, TimeUnit.MINUTES)))
        .build();
  }

  private static boolean isRepeatable(String name) {
    return DOCUMENT.operation(name).path("x-repeatable").booleanValue();
  }

  private static MockResponse.Builder right(String name) {
    return FakeService.json(200, example(name).toString());
  }

  private static ObjectNode example(String name) {
    return DOCUMENT.operation(name).at("/responses/200" + EXAMPLE).deepCopy();
  }

  /** The fields that name what the request is about. */
  private static List<String> namesOf(String name) {
    JsonNode request = DOCUMENT.operation(name).at("/requestBody" + EXAMPLE);
    return Stream.of("ROTPublicUID", "DeviceProfileUID").filter(request::has).limit(1).toList();
  }
}
