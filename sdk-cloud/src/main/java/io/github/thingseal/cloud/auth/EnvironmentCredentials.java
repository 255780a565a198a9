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
    return Credentials.of(
        require(Credentials.ACCESS_KEY_VARIABLE), require(Credentials.ACCESS_SECRET_VARIABLE));
  }

  private String require(String variable) {
    String value = environment.apply(variable);
    if (value == null || value.isBlank()) {
      throw new InvalidInputException(
          "There are no credentials: set the environment variable "
              + variable
              + " (the portal makes access keys under Security Services, Access Keys)");
    }
    return value;
  }

  @Override
  public String toString() {
    return "EnvironmentCredentials";
  }
}
