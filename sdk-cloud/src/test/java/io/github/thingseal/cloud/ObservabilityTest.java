package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.listener.CallListener;
import io.github.thingseal.cloud.listener.CallObserver;
import io.github.thingseal.cloud.micrometer.MetricsListener;
import io.github.thingseal.cloud.micrometer.ObservationListener;
import io.github.thingseal.cloud.opentelemetry.TracingListener;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Metrics, observations and traces, in the test kits of Micrometer and OpenTelemetry. */
class ObservabilityTest {
  @AutoClose private final FakeService service = FakeService.overHttp();

  @Test
  void metrics_countAndTimeCallsAndRequests() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    service.enqueue(503, "{}");
    service.enqueue(200, "{\"Devices\":[]}");
    service.enqueue(404, "{}");
    try (SecurityServices services = with(MetricsListener.of(registry))) {
      services.devices().list().execute();
      assertThatThrownBy(() -> services.call("/any/path", "{}").execute()).isNotNull();
    }
    assertThat(
            registry
                .get("thingseal.cloud.calls")
                .tags("operation", "device.list", "outcome", "success")
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(
            registry
                .get("thingseal.cloud.calls")
                .tags("operation", "custom", "outcome", "NotFoundException")
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(
            registry
                .get("thingseal.cloud.attempts")
                .tags("operation", "device.list", "status", "503")
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(registry.get("thingseal.cloud.retries").tags("operation", "device.list").counter())
        .satisfies(retries -> assertThat(retries.count()).isEqualTo(1));
    assertThat(gauge(registry, "calls.active")).isZero();
    assertThat(gauge(registry, "requests.active")).isZero();
  }

  @Test
  void gauges_showWhatIsUnderWayAndNothingAfterATimeout() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    service.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
    try (SecurityServices services = with(MetricsListener.of(registry))) {
      services.authenticate();
      service.onRequest(
          "/a",
          () -> {
            assertThat(gauge(registry, "calls.active")).isEqualTo(1);
            assertThat(gauge(registry, "requests.active")).isEqualTo(1);
            service.time.advance(Duration.ofSeconds(3));
          });
      assertThatThrownBy(() -> services.call("/a", "{}").timeout(Duration.ofSeconds(3)).execute())
          .hasMessageContaining("3000 ms");
      assertThat(gauge(registry, "calls.active")).isZero();
      assertThat(gauge(registry, "requests.active")).isZero();
    }
  }

  @Test
  void observation_perCall_isAChildWithAnEventPerRequest() {
    TestObservationRegistry registry = TestObservationRegistry.create();
    service.enqueue(503, "{}");
    service.enqueue(200, "{\"Devices\":[]}");
    try (SecurityServices services = with(ObservationListener.of(registry))) {
      services.authenticate();
      Observation.createNotStarted("mine", registry)
          .observe(() -> services.devices().list().correlationId("c-1").execute());
    }
    TestObservationRegistryAssert.assertThat(registry)
        .hasHandledContextsThatSatisfy(
            contexts ->
                assertThat(contexts)
                    .filteredOn(c -> "device.list".equals(c.getContextualName()))
                    .singleElement()
                    .satisfies(
                        c -> {
                          assertThat(c.getParentObservation())
                              .isNotNull()
                              .extracting(parent -> parent.getContextView().getName())
                              .isEqualTo("mine");
                          assertThat(c.getLowCardinalityKeyValues())
                              .contains(KeyValue.of("outcome", "success"));
                          assertThat(c.getHighCardinalityKeyValues())
                              .contains(KeyValue.of("correlation.id", "c-1"));
                        }));
    TestObservationRegistryAssert.assertThat(registry)
        .hasAnObservationWithAKeyValue("operation", "authenticate");
  }

  @Test
  void observation_whenTheCallFails_hasTheError() {
    TestObservationRegistry registry = TestObservationRegistry.create();
    service.enqueue(500, "{}");
    try (SecurityServices services = with(ObservationListener.of(registry))) {
      assertThatThrownBy(() -> services.call("/a", "{}").execute()).isNotNull();
    }
    TestObservationRegistryAssert.assertThat(registry)
        .hasObservationWithNameEqualTo("thingseal.cloud.call")
        .that()
        .hasBeenStarted()
        .hasBeenStopped();
    TestObservationRegistryAssert.assertThat(registry)
        .hasAnObservationWithAKeyValue("outcome", "ServiceUnavailableException");
  }

  @Test
  void span_perCall_isAChildWithAnEventPerRequestAndNoSecret() {
    InMemorySpanExporter spans = InMemorySpanExporter.create();
    OpenTelemetrySdk telemetry = telemetry(spans, ContextPropagators.noop());
    service.enqueue(503, "{\"message\":\"" + FakeService.ACCESS_SECRET + "\"}");
    service.enqueue(FakeService.json(503, "{}").addHeader("x-request-id", "r-2"));
    try (telemetry;
        SecurityServices services =
            service.builder().listener(TracingListener.of(telemetry)).build()) {
      services.authenticate();
      Span parent = telemetry.getTracer("test").spanBuilder("mine").startSpan();
      try (Scope scope = parent.makeCurrent()) {
        assertThat(scope).isNotNull();
        assertThatThrownBy(() -> services.devices().list().maxAttempts(2).execute())
            .isInstanceOf(ServiceUnavailableException.class);
      } finally {
        parent.end();
      }
      SpanData span = span(spans, "device.list");
      assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
      assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
      assertThat(span.getStatus())
          .isEqualTo(
              StatusData.create(StatusData.error().getStatusCode(), "ServiceUnavailableException"));
      assertThat(span.getEvents())
          .extracting(EventData::getName)
          .containsExactly("attempt", "attempt");
      assertThat(span.getEvents().get(1).getAttributes().asMap())
          .containsEntry(AttributeKey.longKey("http.response.status_code"), 503L)
          .containsEntry(AttributeKey.stringKey("thingseal.request_id"), "r-2");
      assertThat(spans.getFinishedSpanItems().toString())
          .doesNotContain("fakeSecretOfTests", "c2lnbmF0dXJl");
    }
  }

  @Test
  void trace_isCarriedOnByEveryRequestOfItsCall() {
    InMemorySpanExporter spans = InMemorySpanExporter.create();
    service.enqueue(503, "{}");
    service.enqueue(200, "{\"Devices\":[]}");
    try (OpenTelemetrySdk telemetry =
            telemetry(spans, ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        SecurityServices services = with(TracingListener.of(telemetry))) {
      services.devices().list().execute();
      for (String operation : List.of("authenticate", "device.list")) {
        SpanContext span = span(spans, operation).getSpanContext();
        assertThat(service.requests)
            .filteredOn(each -> pathOf(each).equals("/v1/" + operation.replace('.', '/')))
            .hasSize(operation.equals("device.list") ? 2 : 1)
            .extracting(each -> each.getHeaders().get("traceparent"))
            .containsOnly(traceparent(span));
      }
    }
  }

  @Test
  void trace_whenNoPropagatorIsSetOrNoneIsWanted_isNotCarriedOn() {
    ContextPropagators w3c = ContextPropagators.create(W3CTraceContextPropagator.getInstance());
    service.answerAll(200, "{}");
    try (OpenTelemetrySdk none =
            telemetry(InMemorySpanExporter.create(), ContextPropagators.noop());
        OpenTelemetrySdk set = telemetry(InMemorySpanExporter.create(), w3c);
        SecurityServices without = with(TracingListener.of(none));
        SecurityServices unwanted = with(TracingListener.of(set).withoutPropagation())) {
      without.call("/a", "{}").execute();
      unwanted.call("/a", "{}").execute();
    }
    assertThat(service.requests)
        .hasSize(4)
        .allMatch(each -> each.getHeaders().get("traceparent") == null);
  }

  /** A listener adds headers; it does not change those of the SDK, nor break a request. */
  @Test
  void headers_ofAListener_areSentUnlessTheyHaveAMeaningOfTheirOwn() {
    Map<String, String> headers =
        Map.of(
            "X-Tenant", "blue",
            "Authorization", "mine",
            "x-correlation-id", "mine",
            "Host", "example.org",
            "X-Broken", "a\r\nb",
            "X Broken", "a");
    service.answerAll(200, "{}");
    try (SecurityServices services =
        with(
            call ->
                new CallObserver() {
                  @Override
                  public Map<String, String> requestHeaders() {
                    return headers;
                  }
                })) {
      services.call("/a", "{}").execute();
    }
    assertThat(service.requests)
        .hasSize(2)
        .allMatch(each -> "blue".equals(each.getHeaders().get("X-Tenant")))
        .noneMatch(each -> each.getHeaders().toString().contains("mine"))
        .noneMatch(each -> each.getHeaders().toString().contains("Broken"))
        .allMatch(each -> each.getHeaders().values("Host").equals(List.of(host())));
  }

  private static String traceparent(SpanContext span) {
    return String.join(
        "-", "00", span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex());
  }

  private static String pathOf(RecordedRequest request) {
    return request.getUrl().encodedPath();
  }

  private String host() {
    return service.url().replaceAll("https?://|/v1", "");
  }

  private static OpenTelemetrySdk telemetry(
      InMemorySpanExporter spans, ContextPropagators propagators) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build())
        .setPropagators(propagators)
        .build();
  }

  private static SpanData span(InMemorySpanExporter spans, String name) {
    return spans.getFinishedSpanItems().stream()
        .filter(each -> each.getName().equals(name))
        .findAny()
        .orElseThrow();
  }

  private SecurityServices with(CallListener listener) {
    return service.builder().listener(listener).build();
  }

  private static double gauge(SimpleMeterRegistry registry, String name) {
    return registry.get("thingseal.cloud." + name).gauge().value();
  }
}
