package io.github.thingseal.cloud.micrometer;

import io.github.thingseal.cloud.error.Attempt;
import io.github.thingseal.cloud.internal.concurrent.Durations;
import io.github.thingseal.cloud.listener.CallInfo;
import io.github.thingseal.cloud.listener.CallListener;
import io.github.thingseal.cloud.listener.CallObserver;
import io.github.thingseal.cloud.listener.CallResult;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts and times calls in a Micrometer registry.
 *
 * <table>
 *   <caption>The meters; tags have few values each, and no secret</caption>
 *   <tr><th>name</th><th>kind</th><th>tags</th></tr>
 *   <tr><td>{@code thingseal.cloud.calls}</td><td>timer, waits and pauses included</td>
 *     <td>{@code operation}, {@code outcome}</td></tr>
 *   <tr><td>{@code thingseal.cloud.attempts}</td><td>timer, of one request</td>
 *     <td>{@code operation}, {@code status} or {@code none}</td></tr>
 *   <tr><td>{@code thingseal.cloud.retries}</td><td>counter of requests after the first</td>
 *     <td>{@code operation}</td></tr>
 *   <tr><td>{@code thingseal.cloud.calls.active}</td><td>gauge, waiting calls included</td>
 *     <td>none</td></tr>
 *   <tr><td>{@code thingseal.cloud.requests.active}</td><td>gauge</td><td>none</td></tr>
 * </table>
 */
public final class MetricsListener implements CallListener {
  private static final String PREFIX = "thingseal.cloud.";
  private static final String OPERATION = "operation";

  private final MeterRegistry registry;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  private MetricsListener(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder(PREFIX + "calls.active", calls, AtomicInteger::get)
        .description("Calls under way, with those that wait")
        .strongReference(true)
        .register(registry);
    Gauge.builder(PREFIX + "requests.active", requests, AtomicInteger::get)
        .description("Requests under way")
        .strongReference(true)
        .register(registry);
  }

  /**
   * A listener for {@code SecurityServices.builder().listener(…)}.
   *
   * @param registry where the meters are
   * @return the listener
   */
  @SuppressWarnings("exports") // Who calls this has the module; no one else needs it.
  public static MetricsListener of(MeterRegistry registry) {
    return new MetricsListener(Arguments.required(registry, "registry"));
  }

  @Override
  public CallObserver callStarted(CallInfo call) {
    String operation = Arguments.required(call, "call").operationKind();
    calls.incrementAndGet();
    return new Metered(operation);
  }

  private final class Metered implements CallObserver {
    private final String operation;
    private final AtomicBoolean requesting = new AtomicBoolean();

    Metered(String operation) {
      this.operation = operation;
    }

    @Override
    public void attemptStarted(int number) {
      requesting.set(true);
      requests.incrementAndGet();
      if (number > 1) {
        registry.counter(PREFIX + "retries", OPERATION, operation).increment();
      }
    }

    @Override
    public void attemptEnded(Attempt attempt) {
      Arguments.required(attempt, "attempt");
      endRequest();
      String status =
          attempt.status().isPresent() ? String.valueOf(attempt.status().getAsInt()) : "none";
      Timer.builder(PREFIX + "attempts")
          .tag(OPERATION, operation)
          .tag("status", status)
          .register(registry)
          .record(Durations.bounded(attempt.took()).toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void callEnded(CallResult result) {
      Arguments.required(result, "result");
      endRequest(); // The time limit or its caller may have ended it.
      calls.decrementAndGet();
      Timer.builder(PREFIX + "calls")
          .tag(OPERATION, operation)
          .tag("outcome", result.outcome())
          .register(registry)
          .record(Durations.bounded(result.took()).toNanos(), TimeUnit.NANOSECONDS);
    }

    private void endRequest() {
      if (requesting.compareAndSet(true, false)) {
        requests.decrementAndGet();
      }
    }
  }
}
