package io.github.thingseal.cloud.auth;

import io.github.thingseal.cloud.error.CredentialsMissingException;
import io.github.thingseal.core.InvalidInputException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Credentials from two named texts: environment variables, or system properties. */
final class NamedCredentials implements CredentialsProvider {
  private final String kind;
  private final String keyName;
  private final String secretName;
  private final Function<String, @Nullable String> source;

  private NamedCredentials(
      String kind, String keyName, String secretName, Function<String, @Nullable String> source) {
    this.kind = kind;
    this.keyName = keyName;
    this.secretName = secretName;
    this.source = source;
  }

  static NamedCredentials ofEnvironment(Function<String, @Nullable String> environment) {
    return new NamedCredentials(
        "environment variable",
        Credentials.ACCESS_KEY_VARIABLE,
        Credentials.ACCESS_SECRET_VARIABLE,
        environment);
  }

  static NamedCredentials ofSystemProperties(Function<String, @Nullable String> properties) {
    return new NamedCredentials(
        "system property",
        Credentials.ACCESS_KEY_PROPERTY,
        Credentials.ACCESS_SECRET_PROPERTY,
        properties);
  }

  @Override
  public Credentials credentials() {
    String key = value(keyName);
    String secret = value(secretName);
    if (key.isBlank() && secret.isBlank()) {
      String plural = kind.replace("property", "propertie") + "s ";
      throw new CredentialsMissingException(
          message("set the " + plural + keyName + " and " + secretName));
    }
    if (key.isBlank() || secret.isBlank()) {
      throw new InvalidInputException(
          message("set the " + kind + " " + (key.isBlank() ? keyName : secretName)));
    }
    return Credentials.of(key, secret);
  }

  private String value(String name) {
    String value = source.apply(name);
    return value == null ? "" : value;
  }

  private static String message(String advice) {
    return "There are no credentials: "
        + advice
        + " (the portal makes access keys under Security Services, Access Keys)";
  }

  @Override
  public String toString() {
    return "Credentials of the " + kind + " " + keyName;
  }
}
