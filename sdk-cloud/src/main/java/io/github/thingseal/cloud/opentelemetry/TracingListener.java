package io.github.thingseal.cloud.opentelemetry;

import io.github.thingseal.cloud.error.Attempt;
import io.github.thingseal.cloud.listener.CallInfo;
import io.github.thingseal.cloud.listener.CallListener;
import io.github.thingseal.cloud.listener.CallObserver;
import io.github.thingseal.cloud.listener.CallResult;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes an OpenTelemetry span of each call, a child of the span that is current where the call was
 * made, with an event {@code attempt} for each request.
 *
 * <p>Attributes of a span: {@code thingseal.operation}, {@code thingseal.correlation_id}, {@code
 * url.path}, and of a failed one {@code error.type}, the simple name of the exception. Of an event:
 * {@code thingseal.attempt.number}, {@code thingseal.attempt.reason}, {@code
 * http.response.status_code}, {@code thingseal.request_id}. The text of an exception is not
 * recorded.
 *
 * <p>Each request carries the context of its span in the headers of the propagators that the given
 * OpenTelemetry has. Those are {@code traceparent} and {@code tracestate} for W3C Trace Context,
 * {@code baggage} if that propagator is set, and none without a propagator. That the service passes
 * over such headers is assumed; {@link #withoutPropagation()} sends none.
 */
public final class TracingListener implements CallListener {
  private static final String SCOPE = "io.github.thingseal.cloud";

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  private TracingListener(Tracer tracer, TextMapPropagator propagator) {
    this.tracer = tracer;
    this.propagator = propagator;
  }

  /**
   * A listener for {@code SecurityServices.builder().listener(…)}.
   *
   * @param openTelemetry where spans go
   * @return the listener
   */
  @SuppressWarnings("exports") // Who calls this has the module; no one else needs it.
  public static TracingListener of(OpenTelemetry openTelemetry) {
    Arguments.required(openTelemetry, "openTelemetry");
    return new TracingListener(
        openTelemetry.getTracer(SCOPE), openTelemetry.getPropagators().getTextMapPropagator());
  }

  /**
   * A listener that makes the same spans, and sends nothing of them to the service.
   *
   * @return a new listener
   */
  public TracingListener withoutPropagation() {
    return new TracingListener(tracer, TextMapPropagator.noop());
  }

  @Override
  public CallObserver callStarted(CallInfo call) {
    Arguments.required(call, "call");
    Span span =
        tracer
            .spanBuilder(call.operationKind())
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("thingseal.operation", call.operation().name())
            .setAttribute("thingseal.correlation_id", call.correlationId())
            .setAttribute("url.path", call.operation().path())
            .startSpan();
    Map<String, String> headers = new LinkedHashMap<>();
    propagator.inject(Context.current().with(span), headers, TracingListener::set);
    return new Traced(span, Collections.unmodifiableMap(headers));
  }

  private static void set(@Nullable Map<String, String> headers, String name, String value) {
    if (headers != null) {
      headers.put(name, value);
    }
  }

  private static final class Traced implements CallObserver {
    private final Span span;
    private final Map<String, String> headers;

    Traced(Span span, Map<String, String> headers) {
      this.span = span;
      this.headers = headers;
    }

    @Override
    public Map<String, String> requestHeaders() {
      return headers;
    }

    @Override
    public void attemptEnded(Attempt attempt) {
      Arguments.required(attempt, "attempt");
      AttributesBuilder attributes =
          Attributes.builder()
              .put("thingseal.attempt.number", attempt.number())
              .put("thingseal.attempt.reason", attempt.reason());
      attempt.status().ifPresent(status -> attributes.put("http.response.status_code", status));
      attempt.requestId().ifPresent(id -> attributes.put("thingseal.request_id", id));
      span.addEvent("attempt", attributes.build());
    }

    @Override
    public void callEnded(CallResult result) {
      Arguments.required(result, "result");
      if (result.failure().isPresent()) {
        span.setAttribute("error.type", result.outcome());
        span.setStatus(StatusCode.ERROR, result.outcome());
      }
      span.end();
    }
  }
}
