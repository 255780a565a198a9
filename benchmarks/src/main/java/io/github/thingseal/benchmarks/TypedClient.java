package io.github.thingseal.benchmarks;

import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.auth.Credentials;

/** The services as an application has them: with all their defaults. */
final class TypedClient {
  private TypedClient() {}

  static SecurityServices open(String url) {
    return SecurityServices.builder()
        .baseUrl(url)
        .credentials(
            Credentials.of(
                "0d636af8-d001-49ba-86d3-80f21272c14a", "secretOfBenchmarks1234567890abcde"))
        .build();
  }
}
