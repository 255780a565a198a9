package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.internal.call.ApiRequest;
import io.github.thingseal.cloud.internal.call.CallControl;
import io.github.thingseal.cloud.internal.concurrent.Time;
import java.util.concurrent.CompletableFuture;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Sends requests to the service, each by an {@link HttpAttempt}. */
public final class HttpSender {
  private final OkHttpClient client;
  private final String baseUrl;
  private final RequestTemplates templates;
  private final String correlationHeader;
  private final HttpAttempt.Settings settings;

  /** The header, if it is not empty, takes the name of each call to the service. */
  public HttpSender(
      OkHttpClient client,
      HttpUrl baseUrl,
      int maxAnswerBytes,
      String correlationHeader,
      Time time,
      ServiceClock clock) {
    String url = baseUrl.toString();
    String host = baseUrl.host() + ":" + baseUrl.port();
    this.client = client;
    this.baseUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.templates = new RequestTemplates(this.baseUrl);
    this.correlationHeader = correlationHeader;
    this.settings = new HttpAttempt.Settings(host, maxAnswerBytes, time, clock);
  }

  /** Where requests go; holds no credentials. */
  public String baseUrl() {
    return baseUrl;
  }

  /** Sends; the answer has come, or will not come any more, when the future is complete. */
  public <T> CompletableFuture<T> send(
      ApiRequest<T> request, Authorization authorization, CallControl<?> control) {
    control.requireGoingOn();
    return new HttpAttempt<>(
            request,
            authorization,
            control,
            settings,
            () -> client.newCall(httpRequest(request, authorization, control)))
        .start();
  }

  private Request httpRequest(
      ApiRequest<?> request, Authorization authorization, CallControl<?> control) {
    Request.Builder builder =
        templates
            .begin(request.operation().path(), control.requestHeaders())
            .post(new OneShotBody(request.body()));
    if (!correlationHeader.isEmpty()) {
      builder.header(correlationHeader, control.correlationId());
    }
    if (authorization.isPresent()) {
      builder.header(authorization.name(), authorization.value());
    }
    return builder.build();
  }
}
