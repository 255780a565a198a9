package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.cloud.error.AccessDeniedException;
import io.github.thingseal.cloud.error.BadRequestException;
import io.github.thingseal.cloud.error.CredentialsMissingException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.cloud.error.NotInPlanException;
import io.github.thingseal.cloud.error.ServiceFailure;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.MessageAuthenticationException;
import io.github.thingseal.core.e2e.UnsupportedCipherSuiteException;
import java.util.Optional;

/**
 * Which failures are the fault of the message. Only an answer about this key identity, or a fault
 * of the message itself, makes a dead letter. Everything else is a failure of the service, the
 * network or the configuration, and must not turn a whole fleet into dead letters.
 */
final class Failures {
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private Failures() {}

  static Outcome outcome(ThingsealException failure) {
    String text = String.valueOf(failure.getMessage());
    return reason(failure)
        .<Outcome>map(reason -> new Outcome.DeadLetter(reason, text))
        .orElseGet(() -> new Outcome.Held(text));
  }

  private static Optional<Reason> reason(ThingsealException failure) {
    if (failure instanceof ServiceFailure answered) {
      boolean aboutTheKey = isOfLookUp(answered.details()) && isOfService(answered.details());
      return aboutTheKey ? ofAnswer(failure, answered) : Optional.empty();
    }
    if (failure instanceof MessageAuthenticationException) {
      return Optional.of(Reason.ALTERED);
    }
    if (failure instanceof UnsupportedCipherSuiteException) {
      return Optional.of(Reason.UNSUPPORTED_SUITE);
    }
    boolean ofMessage =
        failure instanceof InvalidInputException
            && !(failure instanceof CredentialsMissingException);
    return ofMessage ? Optional.of(Reason.MALFORMED) : Optional.empty();
  }

  /** An answer to the look-up itself, and not to the sign-in before it. */
  private static boolean isOfLookUp(FailureDetails details) {
    return details.operation().equals(Operations.E2E_UPLINK.name());
  }

  /** The service answers JSON. Web servers, firewalls and ingresses answer pages and texts. */
  private static boolean isOfService(FailureDetails details) {
    String body = details.body().strip();
    return body.isEmpty() || body.startsWith("{") || body.startsWith("\"");
  }

  /** The status counts, too: a gateway's "unknown path" and a proxy's refusal have another one. */
  private static Optional<Reason> ofAnswer(ThingsealException failure, ServiceFailure answered) {
    int status = answered.details().status().orElse(0);
    if (failure instanceof NotFoundException && status == NOT_FOUND) {
      return Optional.of(Reason.UNKNOWN_DEVICE);
    }
    boolean denied =
        failure instanceof AccessDeniedException || failure instanceof NotInPlanException;
    if (denied && status == FORBIDDEN) {
      return Optional.of(Reason.NOT_PERMITTED);
    }
    return failure instanceof BadRequestException && status == BAD_REQUEST
        ? Optional.of(Reason.REFUSED_BY_SERVICE)
        : Optional.empty();
  }
}
