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

/**
 * Makes an OpenTelemetry span of each call, a child of the span that is current where the call was
 * made, with an event {@code attempt} for each request.
 *
 * <p>Attributes of a span: {@code thingseal.operation}, {@code thingseal.correlation_id}, {@code
 * url.path}, and of a failed one {@code error.type}, the simple name of the exception. Of an event:
 * {@code thingseal.attempt.number}, {@code thingseal.attempt.reason}, {@code
 * http.response.status_code}, {@code thingseal.request_id}. The text of an exception is not
 * recorded.
 */
public final class TracingListener implements CallListener {
  private static final String SCOPE = "io.github.thingseal.cloud";

  private final Tracer tracer;

  private TracingListener(Tracer tracer) {
    this.tracer = tracer;
  }

  /**
   * A listener for {@code SecurityServices.builder().listener(…)}.
   *
   * @param openTelemetry where spans go
   * @return the listener
   */
  @SuppressWarnings("exports") // Who calls this has the module; no one else needs it.
  public static TracingListener of(OpenTelemetry openTelemetry) {
    return new TracingListener(Arguments.required(openTelemetry, "openTelemetry").getTracer(SCOPE));
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
    return new Traced(span);
  }

  private static final class Traced implements CallObserver {
    private final Span span;

    Traced(Span span) {
      this.span = span;
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
