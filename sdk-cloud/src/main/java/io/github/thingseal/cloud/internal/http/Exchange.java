package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.redaction.Redactor;
import io.github.thingseal.core.ThingsealException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** One request and its answer. */
final class Exchange {
  private static final List<String> REQUEST_ID_HEADERS =
      List.of("x-amzn-RequestId", "x-request-id", "x-correlation-id");
  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
  private static final int FORBIDDEN = 403;
  private static final int UNAUTHORIZED = 401;

  private final OkHttpClient client;
  private final String baseUrl;
  private final String host;
  private final int maxAnswerBytes;
  private final String correlationHeader;
  private final Time time;
  private final ServiceClock clock;

  /** Where requests go; holds no credentials. */
  String baseUrl() {
    return baseUrl;
  }

  /** The header, if it is not empty, takes the name of each call to the service. */
  Exchange(
      OkHttpClient client,
      HttpUrl baseUrl,
      int maxAnswerBytes,
      String correlationHeader,
      Time time,
      ServiceClock clock) {
    String url = baseUrl.toString();
    this.client = client;
    this.baseUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.host = baseUrl.host() + ":" + baseUrl.port();
    this.maxAnswerBytes = maxAnswerBytes;
    this.correlationHeader = correlationHeader;
    this.time = time;
    this.clock = clock;
  }

  /** Sends; the answer has come, or will not come any more, when the future is complete. */
  <T> CompletableFuture<T> send(
      ApiRequest<T> request, Authorization authorization, CallControl<?> control) {
    control.requireGoingOn();
    return new Sending<>(request, authorization, control).start();
  }

  /** Ends the threads of the client; all calls have ended before. */
  void close() {
    client.dispatcher().executorService().shutdownNow();
  }

  /** One request under way. */
  private final class Sending<T> implements Callback {
    private final ApiRequest<T> request;
    private final Authorization authorization;
    private final CallControl<?> control;
    private final boolean sentBefore;
    private final Wire wire;
    private final RunningAttempt attempt;
    private final IoFailures failures;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    Sending(ApiRequest<T> request, Authorization authorization, CallControl<?> control) {
      this.request = request;
      this.authorization = authorization;
      this.control = control;
      this.sentBefore = control.mayHaveBeenCarriedOut();
      this.wire = new Wire(control);
      this.attempt = control.beginAttempt(wire::isSent);
      this.failures = new IoFailures(request, host, control, wire, this::redactor);
    }

    CompletableFuture<T> start() {
      Call call = client.newCall(httpRequest());
      call.addEventListener(wire);
      control.waitFor("the answer", call::cancel);
      try {
        call.enqueue(this);
      } catch (RuntimeException | Error e) {
        onFailure(call, new ClientFault(e));
      }
      return answer;
    }

    @Override
    public void onFailure(Call call, IOException e) {
      attempt.failed(e);
      control.endAttempt(attempt, true);
      Segments.wipe();
      answer.completeExceptionally(failures.of(e));
    }

    @Override
    public void onResponse(Call call, Response response) {
      T value;
      try (response) {
        value = read(response);
      } catch (Throwable e) { // A call without an outcome would be worse than any of them.
        control.endAttempt(attempt, true);
        Segments.wipe();
        answer.completeExceptionally(e);
        return;
      }
      control.endAttempt(attempt, false);
      Segments.wipe();
      answer.complete(value);
    }

    private T read(Response response) {
      attempt.answered(response.code(), () -> requestId(response));
      return response.isSuccessful() ? readValue(response) : refuse(response);
    }

    private T readValue(Response response) {
      // Gateways on the way answer errors, and their clocks are no one's business.
      clock.learn(response.headers(), attempt.startedAt(), time.now());
      byte[] body = new byte[0];
      try {
        body = Bodies.read(response, maxAnswerBytes);
        return request.reader().read(body);
      } catch (IOException e) {
        throw lost(response, e);
      } catch (RuntimeException e) {
        byte[] shown = request.secretAnswer() ? new byte[0] : body;
        attempt.failed(e);
        throw Failures.ofAnswer(request, host, details(response, shown), readable(e));
      } finally {
        Arrays.fill(body, (byte) 0);
      }
    }

    /** The header was complete: only the wire's own failure is a broken connection. */
    private ThingsealException lost(Response response, IOException e) {
      attempt.failed(e);
      if (e instanceof EncodingException) {
        return Failures.ofAnswer(request, host, details(response, new byte[0]), e);
      }
      if (failures.of(e) instanceof ThingsealException failure) {
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
          Failures.ofStatus(
              request,
              host,
              details(response, body).withCode(code(body)),
              RetryAfter.of(response, clock.now()).orElse(null));
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

    private Request httpRequest() {
      Request.Builder builder = new Request.Builder();
      control.requestHeaders().forEach(builder::header);
      builder
          .url(baseUrl + request.operation().path())
          .header("Accept", "application/json")
          .header("User-Agent", UserAgent.VALUE)
          .post(new OneShotBody(request.body()));
      if (!correlationHeader.isEmpty()) {
        builder.header(correlationHeader, control.correlationId());
      }
      if (authorization.isPresent()) {
        builder.header(authorization.name(), authorization.value());
      }
      return builder.build();
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
          Stream.concat(authorization.secrets().get().stream(), request.secrets().stream())
              .toList();
      return new Redactor(secrets, request.what());
    }
  }
}
