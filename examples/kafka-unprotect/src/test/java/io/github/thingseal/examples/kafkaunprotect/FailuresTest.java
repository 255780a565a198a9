package io.github.thingseal.examples.kafkaunprotect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.error.AccessDeniedException;
import io.github.thingseal.cloud.error.BadRequestException;
import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.error.ConflictException;
import io.github.thingseal.cloud.error.CredentialsMissingException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.NotAuthorizedException;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.cloud.error.NotInPlanException;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.cloud.error.UntrustedServiceException;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
  private static final String LOOK_UP = Operations.E2E_UPLINK.name();
  private static final String SIGN_IN = Operations.AUTHENTICATE.name();

  private static FailureDetails details(String operation, int status) {
    return details(operation, status, "");
  }

  private static FailureDetails details(String operation, int status, String body) {
    return FailureDetails.ofAnswer(operation, status, "", body);
  }

  static Stream<Arguments> ofTheMessage() {
    return Stream.of(
        Arguments.of(new InvalidInputException("cut"), Reason.MALFORMED),
        Arguments.of(
            new NotFoundException("none", details(LOOK_UP, 404), null), Reason.UNKNOWN_DEVICE),
        Arguments.of(
            new AccessDeniedException("no", details(LOOK_UP, 403), null), Reason.NOT_PERMITTED),
        Arguments.of(
            new NotInPlanException("no", details(LOOK_UP, 403), null), Reason.NOT_PERMITTED),
        Arguments.of(
            new BadRequestException("no", details(LOOK_UP, 400), null), Reason.REFUSED_BY_SERVICE),
        Arguments.of(
            new NotFoundException("none", details(LOOK_UP, 404, "{\"message\":\"none\"}"), null),
            Reason.UNKNOWN_DEVICE));
  }

  @ParameterizedTest
  @MethodSource("ofTheMessage")
  void failure_whenItIsTheMessages_makesADeadLetter(ThingsealException failure, Reason reason) {
    assertThat(Failures.outcome(failure))
        .isEqualTo(new Outcome.DeadLetter(reason, failure.getMessage()));
  }

  static Stream<ThingsealException> notOfTheMessage() {
    FailureDetails none = FailureDetails.withoutAnswer(LOOK_UP);
    return Stream.of(
        new TransientException("later"),
        new CallTimeoutException("slow", none, null),
        new ServiceUnavailableException("503", details(LOOK_UP, 503), null),
        new NotAuthorizedException("token", details(LOOK_UP, 401), null),
        new CredentialsMissingException("no secret"),
        new UntrustedServiceException("certificate", none, null),
        new UnexpectedAnswerException("a page", details(LOOK_UP, 200), null),
        new ConflictException("state", details(LOOK_UP, 409), null),
        new PermanentException("of no known kind"),
        new NotFoundException("a gateway's unknown path", details(LOOK_UP, 403), null),
        new AccessDeniedException("a proxy", details(LOOK_UP, 407), null),
        new NotFoundException("an ingress", details(LOOK_UP, 404, "404 page not found"), null),
        new NotFoundException("a web server", details(LOOK_UP, 404, "\n<html>"), null),
        new AccessDeniedException("a firewall", details(LOOK_UP, 403, "<!DOCTYPE html>"), null),
        new BadRequestException("a proxy", details(LOOK_UP, 400, "<html>"), null),
        new AccessDeniedException("at sign-in", details(SIGN_IN, 403), null),
        new NotFoundException("at sign-in", details(SIGN_IN, 404), null),
        new BadRequestException("at sign-in", details(SIGN_IN, 400), null));
  }

  @ParameterizedTest
  @MethodSource("notOfTheMessage")
  void failure_whenItIsNotTheMessages_holdsIt(ThingsealException failure) {
    assertThat(Failures.outcome(failure)).isEqualTo(new Outcome.Held(failure.getMessage()));
  }
}
