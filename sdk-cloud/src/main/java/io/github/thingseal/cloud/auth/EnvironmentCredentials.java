package io.github.thingseal.cloud.auth;

import io.github.thingseal.core.InvalidInputException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Credentials from environment variables. */
final class EnvironmentCredentials implements CredentialsProvider {
  private final Function<String, @Nullable String> environment;

  EnvironmentCredentials(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public Credentials credentials() {
    String key = value(Credentials.ACCESS_KEY_VARIABLE);
    String secret = value(Credentials.ACCESS_SECRET_VARIABLE);
    if (key.isBlank() || secret.isBlank()) {
      throw new InvalidInputException(
          "There are no credentials: "
              + missing(key, secret)
              + " (the portal makes access keys under Security Services, Access Keys)");
    }
    return Credentials.of(key, secret);
  }

  private String value(String variable) {
    String value = environment.apply(variable);
    return value == null ? "" : value;
  }

  private static String missing(String key, String secret) {
    if (key.isBlank() && secret.isBlank()) {
      return "set the environment variables "
          + Credentials.ACCESS_KEY_VARIABLE
          + " and "
          + Credentials.ACCESS_SECRET_VARIABLE;
    }
    return "set the environment variable "
        + (key.isBlank() ? Credentials.ACCESS_KEY_VARIABLE : Credentials.ACCESS_SECRET_VARIABLE);
  }

  @Override
  public String toString() {
    return "EnvironmentCredentials";
  }
}
