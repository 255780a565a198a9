package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.internal.call.ApiRequest;
import io.github.thingseal.cloud.internal.call.CallControl;
import io.github.thingseal.cloud.internal.call.RunningAttempt;
import io.github.thingseal.cloud.internal.concurrent.Time;
import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.redaction.Redactor;
import io.github.thingseal.core.ThingsealException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.Response;

/** One request under way and its answer; runs on the thread that waits for the answer. */
final class HttpAttempt<T> implements Runnable {
  private static final List<String> REQUEST_ID_HEADERS =
      List.of("x-amzn-RequestId", "x-request-id", "x-correlation-id");
  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
  private static final int FORBIDDEN = 403;
  private static final int UNAUTHORIZED = 401;

  private final ApiRequest<T> request;
  private final Authorization authorization;
  private final CallControl<?> control;
  private final Settings settings;
  private final boolean sentBefore;
  private final InterruptHook interruption;
  private final RequestEvents events;
  private final RunningAttempt attempt;
  private final Call call;
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  /** The call is made once the attempt has begun. */
  HttpAttempt(
      ApiRequest<T> request,
      Authorization authorization,
      CallControl<?> control,
      Settings settings,
      Supplier<Call> newCall) {
    this.request = request;
    this.authorization = authorization;
    this.control = control;
    this.settings = settings;
    this.sentBefore = control.mayHaveBeenCarriedOut();
    this.interruption = new InterruptHook(control::stopWaiting);
    this.events = new RequestEvents(control, interruption);
    this.attempt = control.beginAttempt(events::isSent);
    this.call = newCall.get();
    call.addEventListener(events);
  }

  /**
   * What all attempts have in common.
   *
   * @param host whom requests go to, for messages
   * @param maxAnswerBytes how long the body of an answer may be
   * @param time the time of this machine
   * @param clock the time at the service, which learns from answers
   */
  record Settings(String host, int maxAnswerBytes, Time time, ServiceClock clock) {}

  /** Begins; the answer has come, or will not come any more, when the future is complete. */
  CompletableFuture<T> start() {
    control.waitFor("the service", call::cancel);
    try {
      control.sender().execute(this);
    } catch (RuntimeException | Error e) {
      fail(broken(new ClientFault(e)));
    }
    return answer;
  }

  @Override
  public void run() {
    T value;
    interruption.watch();
    try {
      value = exchange();
    } catch (Throwable e) { // A call without an outcome would be worse than any of them.
      fail(e);
      return;
    } finally {
      interruption.unwatch();
    }
    control.endAttempt(attempt, false);
    SegmentWiper.wipe();
    answer.complete(value);
  }

  private void fail(Throwable e) {
    control.endAttempt(attempt, true);
    SegmentWiper.wipe();
    answer.completeExceptionally(e);
  }

  private T exchange() throws Throwable {
    try (Response response = respond()) {
      return read(response);
    }
  }

  private Response respond() throws Throwable {
    try {
      return call.execute();
    } catch (IOException e) {
      throw broken(e);
    } catch (Exception | Error e) {
      // OkHttp chokes on some answers, and is Kotlin, which lets checked exceptions out
      // undeclared.
      throw broken(new ClientFault(e));
    }
  }

  private Throwable broken(IOException e) {
    noteInterrupt(e);
    attempt.failed(e instanceof ClientFault fault ? fault.thrown() : e);
    control.endAttempt(attempt, true);
    return failure(e);
  }

  private Throwable failure(IOException e) {
    return new IoFailures(request, settings.host(), control, events, this::redactor).of(e);
  }

  /** An interrupt, which is what broke the connection then, ends the whole call. */
  private void noteInterrupt(IOException e) {
    if (e instanceof ClientFault fault && fault.thrown() instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    if (Thread.currentThread().isInterrupted()) {
      control.cancel();
    }
  }

  private T read(Response response) {
    attempt.answered(response.code(), () -> requestId(response));
    return response.isSuccessful() ? readValue(response) : refuse(response);
  }

  private T readValue(Response response) {
    // Gateways on the way answer errors, and their clocks are no one's business.
    settings.clock().learn(response.headers(), attempt.startedAt(), settings.time().now());
    byte[] body = new byte[0];
    try {
      body = Bodies.read(response, settings.maxAnswerBytes());
      return request.reader().read(body);
    } catch (IOException e) {
      throw lost(response, e);
    } catch (RuntimeException e) {
      byte[] shown = request.secretAnswer() ? new byte[0] : body;
      attempt.failed(e);
      throw AnswerFailures.ofAnswer(
          request, settings.host(), details(response, shown), readable(e));
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  /** The header was complete: only the events's own failure is a broken connection. */
  private ThingsealException lost(Response response, IOException e) {
    noteInterrupt(e);
    attempt.failed(e);
    if (e instanceof EncodingException) {
      return AnswerFailures.ofAnswer(request, settings.host(), details(response, new byte[0]), e);
    }
    if (failure(e) instanceof ThingsealException failure) {
      return failure;
    }
    throw new IllegalStateException("Reading a body throws IOException only", e);
  }

  /** Messages of the SDK quote nothing; those of a dependency may. */
  private static Throwable readable(RuntimeException e) {
    return e instanceof AnswerFormatException || e instanceof ThingsealException
        ? e
        : new AnswerFormatException("what cannot be read (" + e.getClass().getSimpleName() + ")");
  }

  private T refuse(Response response) {
    byte[] body = errorBody(response);
    int status = response.code();
    if (status >= 400 && status < 500) {
      control.takeBack(sentBefore);
    }
    ThingsealException failure =
        AnswerFailures.ofStatus(
            request,
            settings.host(),
            details(response, body).withCode(code(body)),
            RetryAfter.of(response, settings.clock().now()).orElse(null));
    throw isTokenRefused(response, body) ? new TokenRefused(failure) : failure;
  }

  /** A body that cannot be read does not hide the status. */
  private static byte[] errorBody(Response response) {
    try {
      return Bodies.readError(response);
    } catch (RuntimeException e) {
      return new byte[0];
    }
  }

  private boolean isTokenRefused(Response response, byte[] body) {
    return authorization.isRenewable()
        && (response.code() == UNAUTHORIZED
            || (response.code() == FORBIDDEN
                && ExpiredToken.isReported(
                    response, body, authorization.isExpired().getAsBoolean())));
  }

  private FailureDetails details(Response response, byte[] body) {
    control.endAttempt(attempt, true);
    FailureDetails answered =
        FailureDetails.ofAnswer(
            request.operation().name(),
            response.code(),
            requestId(response),
            redactor().body(body));
    return control.known(sentBefore ? answered.afterLostAnswer() : answered);
  }

  /** The service's word for the reason, if it looks like one. */
  private String code(byte[] body) {
    return Json.parseIfJson(body)
        .map(json -> json.path("Code").asText())
        .filter(word -> CODE.matcher(word).matches())
        .map(redactor()::requestId)
        .orElse("");
  }

  private String requestId(Response response) {
    for (String header : REQUEST_ID_HEADERS) {
      String value = response.header(header);
      if (value != null && !value.isBlank()) {
        return redactor().requestId(value.strip());
      }
    }
    return "";
  }

  private Redactor redactor() {
    List<String> secrets =
        Stream.concat(authorization.secrets().get().stream(), request.secrets().stream()).toList();
    return new Redactor(secrets, request.what());
  }
}
