package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.cloud.internal.redaction.Redactor;
import io.github.thingseal.core.ThingsealException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer. */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger("io.github.thingseal.cloud.calls");
  private static final List<String> REQUEST_ID_HEADERS =
      List.of("x-amzn-RequestId", "x-request-id", "x-correlation-id");

  private final OkHttpClient client;
  private final String baseUrl;
  private final String host;
  private final int maxAnswerBytes;
  private final Time time;

  Exchange(OkHttpClient client, HttpUrl baseUrl, int maxAnswerBytes, Time time) {
    String url = baseUrl.toString();
    this.client = client;
    this.baseUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.host = baseUrl.host() + ":" + baseUrl.port();
    this.maxAnswerBytes = maxAnswerBytes;
    this.time = time;
  }

  /**
   * Sends; the authorization is left out if empty. Secrets are what the service might echo, beside
   * those of the request.
   */
  <T> T send(
      ApiRequest<T> request,
      String authorization,
      Supplier<List<String>> credentials,
      CallControl control,
      int attempt) {
    Supplier<List<String>> secrets =
        () -> Stream.concat(credentials.get().stream(), request.secrets().stream()).toList();
    control.requireAlive(request.operation().name());
    Call call = client.newCall(httpRequest(request, authorization));
    call.timeout().timeout(control.remaining().toNanos(), TimeUnit.NANOSECONDS);
    Line line = new Line(request.operation().name(), attempt, time.nanoTime());
    control.attach(call);
    try (Response response = execute(call)) {
      line.status = response.code();
      line.requestId = LOG.isDebugEnabled() ? requestId(request, response, secrets) : "";
      return read(request, response, secrets);
    } catch (IOException e) {
      line.failure = e.getClass().getSimpleName();
      throw Failures.ofIo(request, host, control, e);
    } finally {
      control.detach();
      line.log(time.nanoTime());
    }
  }

  /** OkHttp is Kotlin and lets checked exceptions out undeclared, an interrupt among them. */
  private static Response execute(Call call) throws IOException {
    try {
      return call.execute();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("The HTTP client ended the request", e);
    }
  }

  private Request httpRequest(ApiRequest<?> request, String authorization) {
    Request.Builder builder =
        new Request.Builder()
            .url(baseUrl + request.operation().path())
            .header("Accept", "application/json")
            .header("User-Agent", "thingseal")
            .post(new OneShotBody(request.body()));
    if (!authorization.isEmpty()) {
      builder.header("Authorization", authorization);
    }
    return builder.build();
  }

  private <T> T read(ApiRequest<T> request, Response response, Supplier<List<String>> secrets)
      throws IOException {
    if (!response.isSuccessful()) {
      throw Failures.ofStatus(
          request,
          host,
          details(request, response, Bodies.readError(response), secrets),
          RetryAfter.of(response, time.now()).orElse(null));
    }
    byte[] body = new byte[0];
    try {
      body = Bodies.read(response, maxAnswerBytes);
      return request.reader().read(body);
    } catch (AnswerFormatException | ThingsealException e) {
      byte[] shown = request.secretAnswer() ? new byte[0] : body;
      throw Failures.ofAnswer(request, host, details(request, response, shown, secrets), e);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static FailureDetails details(
      ApiRequest<?> request, Response response, byte[] body, Supplier<List<String>> secrets) {
    return FailureDetails.ofAnswer(
        request.operation().name(),
        response.code(),
        requestId(request, response, secrets),
        new Redactor(secrets.get(), request.what()).body(body));
  }

  private static String requestId(
      ApiRequest<?> request, Response response, Supplier<List<String>> secrets) {
    for (String header : REQUEST_ID_HEADERS) {
      String value = response.header(header);
      if (value != null && !value.isBlank()) {
        return new Redactor(secrets.get(), request.what()).requestId(value.strip());
      }
    }
    return "";
  }

  /** What the log says about one attempt: never a body, never another header. */
  private static final class Line {
    private final String operation;
    private final int attempt;
    private final long startNanos;
    private int status;
    private String requestId = "";
    private String failure = "";

    Line(String operation, int attempt, long startNanos) {
      this.operation = operation;
      this.attempt = attempt;
      this.startNanos = startNanos;
    }

    void log(long nowNanos) {
      if (LOG.isDebugEnabled()) {
        LOG.debug(
            "{} attempt {}: {} in {} ms{}",
            operation,
            attempt,
            failure.isEmpty() ? "status " + status : failure,
            TimeUnit.NANOSECONDS.toMillis(nowNanos - startNanos),
            requestId.isEmpty() ? "" : ", request id " + requestId);
      }
    }
  }
}
