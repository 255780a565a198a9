package io.github.thingseal.examples.simulator.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.examples.simulator.console.PageFiles.PageFile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one request: guard, files of the page, what the page asks for. */
final class ConsoleHandler implements HttpHandler {
  static final int MAX_BODY_BYTES = 4 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleHandler.class);
  private static final String JSON = "application/json";

  /** Scripts, styles and data of the page itself, and nothing of anyone else. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                  + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'; require-trusted-types-for 'script';"
                  + " trusted-types 'none'",
          "Cache-Control", "no-store",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy", "camera=(), geolocation=(), microphone=()",
          "Referrer-Policy", "no-referrer",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY");

  private final RequestGuard guard;
  private final Routes routes;

  ConsoleHandler(RequestGuard guard, Routes routes) {
    this.guard = guard;
    this.routes = routes;
  }

  private record Answer(int status, String type, String text) {
    static Answer error(int status, String message) {
      return json(status, Json.object().put("error", message).toString());
    }

    static Answer json(int status, String text) {
      return new Answer(status, JSON, text);
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      // A connection that is closed with something unread in it takes the answer with it.
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      send(exchange, answer);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    try {
      guard.check(exchange);
      return carryOut(exchange);
    } catch (ConsoleRefusal e) {
      return Answer.error(e.status(), String.valueOf(e.getMessage()));
    } catch (InvalidInputException e) {
      return Answer.error(400, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("The console failed at {}", exchange.getRequestURI().getPath(), e);
      return Answer.error(500, "The console failed; its log says why");
    }
  }

  private Answer carryOut(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod().replace("HEAD", "GET");
    String path = exchange.getRequestURI().getPath();
    var work = routes.find(method, path);
    if (work.isPresent()) {
      ApiRequest request = new ApiRequest(query(exchange), body(exchange));
      return Answer.json(200, work.get().apply(request).toString());
    }
    PageFile file =
        PageFiles.find(path).orElseThrow(() -> new ConsoleRefusal(404, "There is no " + path));
    if (!method.equals("GET")) {
      throw new ConsoleRefusal(405, "Only GET is possible");
    }
    return new Answer(200, file.type(), file.text());
  }

  private static Map<String, String> query(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return Arrays.stream(query == null ? new String[0] : query.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8), (a, b) -> b));
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (bytes.length > MAX_BODY_BYTES) {
      throw new ConsoleRefusal(413, "The console takes no more than 4 MiB at once");
    }
    return bytes;
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    HEADERS.forEach(headers::set);
    headers.set("Content-Type", answer.type());
    byte[] bytes = answer.text().getBytes(UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
