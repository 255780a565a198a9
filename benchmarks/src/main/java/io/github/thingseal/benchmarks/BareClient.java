package io.github.thingseal.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** What a call costs without an SDK: OkHttp, Jackson, and nothing that could go wrong. */
final class BareClient implements AutoCloseable {
  private static final MediaType JSON_TYPE = MediaType.get("application/json");

  private final OkHttpClient http = new OkHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String url;
  private String token = "";

  BareClient(String url) {
    this.url = url;
  }

  void signIn() {
    token =
        post("/authenticate", Map.of("AccessKey", "key", "AccessSecret", "secret"))
            .path("AuthToken")
            .asText();
  }

  String device(String uid) {
    return post("/device/get", Map.of("ROTPublicUID", uid)).path("ROTPublicUID").asText();
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private JsonNode post(String path, Map<String, String> body) {
    try {
      Request request =
          new Request.Builder()
              .url(url + path)
              .header("Accept", "application/json")
              .header("Authorization", token)
              .post(RequestBody.create(json.writeValueAsBytes(body), JSON_TYPE))
              .build();
      try (Response response = http.newCall(request).execute()) {
        return json.readTree(response.body().byteStream());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
