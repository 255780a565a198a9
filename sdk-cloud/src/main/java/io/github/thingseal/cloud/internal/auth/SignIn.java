package io.github.thingseal.cloud.internal.auth;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.auth.CredentialsProvider;
import io.github.thingseal.cloud.internal.http.ApiRequest;
import io.github.thingseal.cloud.internal.http.CallControl;
import io.github.thingseal.cloud.internal.http.Time;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Exchanges access key and secret for a token (published). The refresh token is not kept. */
public final class SignIn {
  private final Operation operation;
  private final CredentialsProvider provider;
  private final Time time;
  private final Sender sender;

  /** Signs in with what the provider has at that moment. */
  public SignIn(Operation operation, CredentialsProvider provider, Time time, Sender sender) {
    this.operation = operation;
    this.provider = provider;
    this.time = time;
    this.sender = sender;
  }

  /** Sends without a token. The secret is named so that no error repeats it. */
  @FunctionalInterface
  public interface Sender {
    /** Sends. */
    <T> T send(ApiRequest<T> request, String secret, CallControl control);
  }

  AccessToken perform(CallControl control) {
    try (Credentials credentials = provider.credentials()) {
      return credentials
          .accessSecret()
          .expose(
              secret ->
                  perform(
                      credentials.accessKey(),
                      new String(secret, StandardCharsets.UTF_8),
                      control));
    }
  }

  private AccessToken perform(String accessKey, String secret, CallControl control) {
    byte[] body = Json.write(Map.of("APIKey", accessKey, "APISecret", secret));
    try {
      return sender.send(
          ApiRequest.of(
                  operation, "access key " + accessKey, body, answer -> received(answer, secret))
              .withSecretAnswer(),
          secret,
          control);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private AccessToken received(byte[] answer, String secret) {
    String token = Json.parseObject(answer).text("AuthToken");
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return AccessToken.received(token, SecretBytes.takeFrom(bytes), time.now());
  }

  String operationName() {
    return operation.name();
  }
}
