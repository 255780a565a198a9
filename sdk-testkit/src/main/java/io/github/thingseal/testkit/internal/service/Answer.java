package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.testkit.ServiceFault.Effect;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** What is to be answered, and what the connection does to it. */
final class Answer {
  private static final String JSON = "application/json";
  private static final String HTML = "text/html; charset=utf-8";

  private final int status;
  private final ObjectNode json;
  private final boolean html;
  private final String retryAfter;
  private final String requestId;
  private final @Nullable Effect effect;

  private Answer(
      int status,
      ObjectNode json,
      boolean html,
      String retryAfter,
      String requestId,
      @Nullable Effect effect) {
    this.status = status;
    this.json = json;
    this.html = html;
    this.retryAfter = retryAfter;
    this.requestId = requestId;
    this.effect = effect;
  }

  static Answer ok(ObjectNode json) {
    return new Answer(200, json, false, "", "", null);
  }

  static Answer error(int status, String message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("message", message);
    return new Answer(status, json, false, "", "", null);
  }

  static Answer html(int status) {
    return new Answer(status, JsonNodeFactory.instance.objectNode(), true, "", "", null);
  }

  Answer retryAfter(String value) {
    return new Answer(status, json, html, value, requestId, effect);
  }

  Answer withRequestId(String id) {
    return new Answer(status, json, html, retryAfter, id, effect);
  }

  Answer withEffect(Effect newEffect) {
    return new Answer(status, json, html, retryAfter, requestId, newEffect);
  }

  /** The JSON object, still open to change. */
  ObjectNode json() {
    return json;
  }

  Optional<Effect> effect() {
    return Optional.ofNullable(effect);
  }

  /** Writes the answer down for the wire. */
  MockResponse toResponse(boolean withBody, boolean closing) {
    MockResponse.Builder response =
        new MockResponse.Builder()
            .status("HTTP/1.1 " + status + " " + reason())
            .setHeader("Content-Type", html ? HTML : JSON)
            .setHeader("x-amzn-RequestId", requestId);
    if (!retryAfter.isEmpty()) {
      response.setHeader("Retry-After", retryAfter);
    }
    if (status == 405) {
      response.setHeader("Allow", "POST");
    }
    byte[] body = body().getBytes(StandardCharsets.UTF_8);
    if (withBody) {
      response.body(new Buffer().write(body));
    } else {
      response.setHeader("Content-Length", body.length);
    }
    if (closing) {
      response.setHeader("Connection", "close");
      response.onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE);
    }
    disturb(response);
    return response.build();
  }

  private void disturb(MockResponse.Builder response) {
    if (effect instanceof Effect.EmptyBody) {
      response.body("");
    } else if (effect instanceof Effect.HalfBody) {
      response.onResponseBody(new SocketEffect.CloseSocket());
    } else if (effect instanceof Effect.NoAnswer) {
      response.onResponseStart(SocketEffect.Stall.INSTANCE);
    } else if (effect instanceof Effect.Disconnect) {
      response.onResponseStart(new SocketEffect.CloseSocket());
    } else if (effect instanceof Effect.Slow slow) {
      response.headersDelay(slow.delay().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private String body() {
    return html ? page() : json.toString();
  }

  private String page() {
    return String.format(
        Locale.ROOT,
        """
        <html>
        <head><title>%1$d %2$s</title></head>
        <body><center><h1>%1$d %2$s</h1></center></body>
        </html>
        """,
        status,
        reason());
  }

  private String reason() {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 413 -> "Content Too Large";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Simulated";
    };
  }
}
