package io.github.thingseal.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client that knows HTTP and JSON, and nothing of this project. */
final class RestClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI base;
  private String authorization = "";

  private RestClient(HttpClient http, URI base) {
    this.http = http;
    this.base = base;
  }

  static RestClient trusting(SimulatedServices services) {
    return new RestClient(
        HttpClient.newBuilder().sslContext(trust(services.certificate())).build(), services.url());
  }

  static RestClient plain(SimulatedServices services) {
    return new RestClient(HttpClient.newHttpClient(), services.httpUrl().orElseThrow());
  }

  static RestClient authenticated(SimulatedServices services) {
    RestClient client = trusting(services);
    client.authorization(client.authenticate(services).path("AuthToken").asText());
    return client;
  }

  JsonNode authenticate(SimulatedServices services) {
    return json(post("/authenticate", credentials(services)));
  }

  static String credentials(SimulatedServices services) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("APIKey", services.accessKey())
        .put("APISecret", secret(services))
        .toString();
  }

  static String secret(SimulatedServices services) {
    try (SecretBytes secret = services.accessSecret()) {
      return secret.expose(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }
  }

  void authorization(String value) {
    authorization = value;
  }

  HttpResponse<String> post(String path, String body) {
    return exchange("POST", path, body);
  }

  HttpResponse<String> exchange(String method, String path, String body) {
    try {
      return tryExchange(method, path, body);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + " had no answer", e);
    }
  }

  HttpResponse<String> tryPost(String path, String body) throws IOException {
    return tryExchange("POST", path, body);
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).header("Content-Type", "application/json");
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  /** Any request. */
  HttpResponse<String> send(HttpRequest request) {
    try {
      return trySend(request);
    } catch (IOException e) {
      throw new AssertionError(request + " had no answer", e);
    }
  }

  HttpClient http() {
    return http;
  }

  /** A POST that has to succeed. */
  JsonNode call(String path, String body) {
    HttpResponse<String> response = post(path, body);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
    return json(response);
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("Not JSON: " + response.body(), e);
    }
  }

  private HttpResponse<String> tryExchange(String method, String path, String body)
      throws IOException {
    return trySend(request(path).method(method, HttpRequest.BodyPublishers.ofString(body)).build());
  }

  private HttpResponse<String> trySend(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  private static SSLContext trust(X509Certificate authority) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("authority", authority);
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
