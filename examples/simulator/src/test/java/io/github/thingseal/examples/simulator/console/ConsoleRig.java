package io.github.thingseal.examples.simulator.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModulePort;
import io.github.thingseal.testkit.SimulatedServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A console with a service and a module in virtual time, and a client without a browser. */
final class ConsoleRig implements Rack, AutoCloseable {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final SimulatedServices services = SimulatedServices.start();
  final RootOfTrust root = services.manufacture();
  final SimulatedModule module = module(1);
  final SimulatedModulePort port = module.openStreams();
  final Console console;
  private final List<SimulatedModule> clones = new ArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String token;

  ConsoleRig() {
    this.console = Console.open(services, this, 0);
    this.token =
        send("POST", "/api/session", "{}", "X-Console-Token", "none").get("token").asText();
  }

  private SimulatedModule module(long seed) {
    return SimulatedModule.builder(root)
        .virtualTime(START)
        .insecureSeed(seed)
        .air(services.air())
        .build();
  }

  @Override
  public List<RackedModule> modules() {
    List<RackedModule> racked = new ArrayList<>(List.of(racked("module", module)));
    clones.forEach(clone -> racked.add(racked("clone", clone)));
    return racked;
  }

  @Override
  public void addClone() {
    if (!clones.isEmpty()) {
      throw new InvalidInputException("There is a clone already");
    }
    clones.add(module(2));
  }

  private RackedModule racked(String name, SimulatedModule racked) {
    return new RackedModule(name, "SARA-R5", root.uid(), racked, List.of("streams"), List.of());
  }

  /** Lets the module, and its clone, live for a while. */
  void seconds(int seconds) {
    module.advance(Duration.ofSeconds(seconds));
    clones.forEach(clone -> clone.advance(Duration.ofSeconds(seconds)));
  }

  /** Says something to the module; returns its answer. */
  String say(String bytes) {
    try {
      port.output().write(bytes.getBytes(ISO_8859_1));
      return new String(port.input().readNBytes(port.input().available()), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String uid() {
    return root.uid().hex();
  }

  int portNumber() {
    return console.url().getPort();
  }

  JsonNode get(String path) {
    return send("GET", path, "");
  }

  JsonNode post(String path, Object body) {
    return send("POST", path, MAPPER.valueToTree(body).toString(), "X-Console-Token", token);
  }

  JsonNode postToModule(String path, String name) {
    return post("/api/modules/" + path, Map.of("module", name));
  }

  JsonNode postText(String path, String text) {
    return send("POST", path, text, "X-Console-Token", token);
  }

  /** Sends a request; its answer has the status as a field of its own. */
  JsonNode send(String method, String path, String body, String... headers) {
    HttpResponse<String> response = exchange(method, path, body, headers);
    try {
      JsonNode answer = MAPPER.readTree(response.body());
      ((ObjectNode) answer).put("status", response.statusCode());
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<String> exchange(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(console.url().resolve("/") + path.substring(1)))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends a head as it is, with lines as written; returns everything that comes back. */
  String raw(String... lines) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), portNumber())) {
      String head = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String host() {
    return "Host: 127.0.0.1:" + portNumber();
  }

  @Override
  public void close() {
    console.close();
    clones.forEach(SimulatedModule::close);
    module.close();
    services.close();
    root.close();
  }
}
