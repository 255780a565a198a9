package io.github.thingseal.cloud.micrometer;

import io.github.thingseal.cloud.error.Attempt;
import io.github.thingseal.cloud.listener.CallInfo;
import io.github.thingseal.cloud.listener.CallListener;
import io.github.thingseal.cloud.listener.CallObserver;
import io.github.thingseal.cloud.listener.CallResult;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * Makes a Micrometer {@code Observation} of each call, with the name {@value #NAME}. It is a child
 * of the one in scope where the call was made. {@code operation} and {@code outcome} are keys of
 * low cardinality, {@code correlation.id} is one of high cardinality, and each request is an event
 * {@code attempt}.
 */
public final class ObservationListener implements CallListener {
  /** The name of the observations. */
  public static final String NAME = "thingseal.cloud.call";

  private final ObservationRegistry registry;

  private ObservationListener(ObservationRegistry registry) {
    this.registry = registry;
  }

  /**
   * A listener for {@code SecurityServices.builder().listener(…)}.
   *
   * @param registry where observations are handled
   * @return the listener
   */
  @SuppressWarnings("exports") // Who calls this has the module; no one else needs it.
  public static ObservationListener of(ObservationRegistry registry) {
    return new ObservationListener(Arguments.required(registry, "registry"));
  }

  @Override
  public CallObserver callStarted(CallInfo call) {
    String operation = Arguments.required(call, "call").operationKind();
    Observation observation =
        Observation.createNotStarted(NAME, registry)
            .contextualName(operation)
            .lowCardinalityKeyValue("operation", operation)
            .highCardinalityKeyValue("correlation.id", call.correlationId())
            .start();
    return new Observed(observation);
  }

  private static final class Observed implements CallObserver {
    private final Observation observation;

    Observed(Observation observation) {
      this.observation = observation;
    }

    @Override
    public void attemptEnded(Attempt attempt) {
      Arguments.required(attempt, "attempt");
      observation.event(
          Observation.Event.of("attempt", "attempt " + attempt.number() + ": " + attempt.reason()));
    }

    @Override
    public void callEnded(CallResult result) {
      Arguments.required(result, "result");
      result.failure().ifPresent(observation::error);
      observation.lowCardinalityKeyValue("outcome", result.outcome()).stop();
    }
  }
}
