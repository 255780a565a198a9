package io.github.thingseal.cloud;

import io.github.thingseal.cloud.error.AccessDeniedException;
import io.github.thingseal.cloud.error.BadRequestException;
import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.error.ConflictException;
import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.NotAuthorizedException;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.cloud.error.NotInPlanException;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.core.ThingsealException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;

/**
 * Something that goes wrong between a client and the service, and how a call of an operation that
 * may be repeated has to end, and one of an operation that may not.
 *
 * @param name what goes wrong
 * @param lasts how many requests in a row it hits
 * @param answer what it makes of the right answer
 * @param repeated how a call ends that may be repeated
 * @param once how a call ends that may not
 */
record CloudFault(
    String name,
    int lasts,
    UnaryOperator<MockResponse.Builder> answer,
    Outcome repeated,
    Outcome once) {
  static final int FOR_EVER = Integer.MAX_VALUE;

  /**
   * The end of a call: a result if there is no failure, and the requests that reached the service.
   */
  record Outcome(Optional<Class<? extends ThingsealException>> failure, int requests) {}

  /** The faults in which the service answers, or should. */
  static List<CloudFault> all() {
    List<CloudFault> faults = new ArrayList<>();
    statuses(faults);
    tokens(faults);
    broken(faults);
    bodies(faults);
    return List.copyOf(faults);
  }

  Outcome outcome(boolean repeatable) {
    return repeatable ? repeated : once;
  }

  @Override
  public String toString() {
    return name + (lasts == FOR_EVER ? "" : ", " + lasts + " times");
  }

  private static void statuses(List<CloudFault> faults) {
    faults.add(last("400", status(400), BadRequestException.class));
    faults.add(last("403", status(403), AccessDeniedException.class));
    faults.add(
        last(
            "403 of a plan",
            instead(403, "{\"Code\":\"NotInPlan\",\"message\":\"no\"}"),
            NotInPlanException.class));
    faults.add(
        last(
            "403 of an unknown path",
            instead(403, "{\"message\":\"Missing Authentication Token\"}"),
            NotFoundException.class));
    faults.add(last("404", status(404), NotFoundException.class));
    faults.add(last("409", status(409), ConflictException.class));
    faults.add(last("418", status(418), UnexpectedAnswerException.class));
    faults.add(last("500", status(500), ServiceUnavailableException.class));
    for (int status : new int[] {429, 502, 503, 504}) {
      trouble(faults, status + "", status(status));
      trouble(faults, status + " Retry-After 2 s", waits(status, "2"));
      faults.add(
          last(
              status + " Retry-After 1 h",
              waits(status, "3600"),
              ServiceUnavailableException.class));
    }
    trouble(faults, "HTML 502", instead(502, "<html>Bad gateway</html>"));
    faults.add(
        last(
            "redirect",
            right -> FakeService.json(302, "").addHeader("Location", "/v1/elsewhere"),
            UnexpectedAnswerException.class));
  }

  private static void tokens(List<CloudFault> faults) {
    UnaryOperator<MockResponse.Builder> refused = status(401);
    UnaryOperator<MockResponse.Builder> expired =
        instead(403, "{\"message\":\"The incoming token has expired\"}");
    // What is refused for its token was not carried out, and is asked for again by every call.
    Outcome renewed = new Outcome(Optional.empty(), 2);
    faults.add(new CloudFault("401", 1, refused, renewed, renewed));
    faults.add(new CloudFault("403 of an expired token", 1, expired, renewed, renewed));
    Outcome unauthorized = new Outcome(Optional.of(NotAuthorizedException.class), 2);
    faults.add(new CloudFault("401", FOR_EVER, refused, unauthorized, unauthorized));
    Outcome denied = new Outcome(Optional.of(AccessDeniedException.class), 2);
    faults.add(new CloudFault("403 of an expired token", FOR_EVER, expired, denied, denied));
  }

  private static void broken(List<CloudFault> faults) {
    lost(faults, "closed", right -> right.onResponseStart(new SocketEffect.CloseSocket()));
    lost(
        faults,
        "closed in good order",
        right -> right.onResponseStart(SocketEffect.ShutdownConnection.INSTANCE));
    lost(
        faults,
        "cut",
        right ->
            FakeService.json(200, "{" + " ".repeat(5000) + "}")
                .onResponseBody(new SocketEffect.CloseSocket()));
    Outcome late = new Outcome(Optional.of(CallTimeoutException.class), 1);
    faults.add(
        new CloudFault(
            FaultMatrixTest.SILENCE,
            FOR_EVER,
            right -> right.onResponseStart(SocketEffect.Stall.INSTANCE),
            late,
            late));
  }

  private static void bodies(List<CloudFault> faults) {
    faults.add(last("garbage", body("\u0001?garbage"), UnexpectedAnswerException.class));
    faults.add(last("half an object", body("{\"A\":"), UnexpectedAnswerException.class));
    faults.add(last("a list", body("[]"), UnexpectedAnswerException.class));
    faults.add(last("a text", body("\"yes\""), UnexpectedAnswerException.class));
    faults.add(last("HTML 200", body("<html>Sign in</html>"), UnexpectedAnswerException.class));
  }

  private static void trouble(
      List<CloudFault> faults, String name, UnaryOperator<MockResponse.Builder> answer) {
    repeats(faults, name, answer, ServiceUnavailableException.class);
  }

  private static void lost(
      List<CloudFault> faults, String name, UnaryOperator<MockResponse.Builder> answer) {
    repeats(faults, name, answer, ConnectionFailedException.class);
  }

  /** Three attempts outlast it if it comes twice, and do not if it comes thrice. */
  private static void repeats(
      List<CloudFault> faults,
      String name,
      UnaryOperator<MockResponse.Builder> answer,
      Class<? extends ThingsealException> failure) {
    Outcome once = new Outcome(Optional.of(failure), 1);
    faults.add(new CloudFault(name, 2, answer, new Outcome(Optional.empty(), 3), once));
    faults.add(new CloudFault(name, FOR_EVER, answer, new Outcome(Optional.of(failure), 3), once));
  }

  /** It lasts, and no repetition would help. */
  private static CloudFault last(
      String name,
      UnaryOperator<MockResponse.Builder> answer,
      Class<? extends ThingsealException> failure) {
    Outcome outcome = new Outcome(Optional.of(failure), 1);
    return new CloudFault(name, FOR_EVER, answer, outcome, outcome);
  }

  private static UnaryOperator<MockResponse.Builder> status(int status) {
    return instead(status, "{\"message\":\"no\"}");
  }

  private static UnaryOperator<MockResponse.Builder> waits(int status, String seconds) {
    return right ->
        FakeService.json(status, "{\"message\":\"no\"}").addHeader("Retry-After", seconds);
  }

  private static UnaryOperator<MockResponse.Builder> instead(int status, String body) {
    return right -> FakeService.json(status, body);
  }

  private static UnaryOperator<MockResponse.Builder> body(String body) {
    return right -> right.body(body);
  }
}
