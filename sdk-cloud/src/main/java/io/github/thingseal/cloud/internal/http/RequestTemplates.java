package io.github.thingseal.cloud.internal.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** What all requests for one path have in common, put together once for each. */
final class RequestTemplates {
  /** Paths of generic calls are any number; those that come after so many are not kept. */
  private static final int MOST = 256;

  private final String baseUrl;
  private final Map<String, Request> known = new ConcurrentHashMap<>();

  /** Requests below this URL, which does not end with a slash. */
  RequestTemplates(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Begins a request; it takes other headers where they are not the SDK's. */
  Request.Builder begin(String path, Map<String, String> others) {
    Request template = of(path);
    Request.Builder request = template.newBuilder();
    others.forEach(
        (name, value) -> {
          if (template.header(name) == null) {
            request.header(name, value);
          }
        });
    return request;
  }

  private Request of(String path) {
    @Nullable Request template = known.get(path);
    if (template == null) {
      template = template(path);
      if (known.size() < MOST) {
        known.put(path, template);
      }
    }
    return template;
  }

  private Request template(String path) {
    return new Request.Builder()
        .url(baseUrl + path)
        .header("Accept", "application/json")
        .header("User-Agent", UserAgent.VALUE)
        .header(DecodedBody.ACCEPT_ENCODING, DecodedBody.ACCEPTED)
        .build();
  }
}
