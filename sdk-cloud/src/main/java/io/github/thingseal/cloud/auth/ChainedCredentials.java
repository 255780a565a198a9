package io.github.thingseal.cloud.auth;

import io.github.thingseal.cloud.error.CredentialsMissingException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.ArrayList;
import java.util.List;

/** The first source that has credentials; asked again each time. */
final class ChainedCredentials implements CredentialsProvider {
  private final List<CredentialsProvider> sources;

  ChainedCredentials(List<CredentialsProvider> sources) {
    this.sources = sources;
  }

  @Override
  public Credentials credentials() {
    List<String> missing = new ArrayList<>();
    for (CredentialsProvider source : sources) {
      try {
        return Arguments.returned(source.credentials(), "CredentialsProvider.credentials");
      } catch (CredentialsMissingException e) {
        missing.add(e.getMessage());
      }
    }
    throw new CredentialsMissingException(
        "No source of the chain has credentials. " + String.join("; or: ", missing));
  }

  @Override
  public void accepted(String accessKey) {
    sources.forEach(source -> source.accepted(accessKey));
  }

  @Override
  public boolean refused(String accessKey) {
    return sources.stream().anyMatch(source -> source.refused(accessKey));
  }

  @Override
  public String toString() {
    return "ChainedCredentials" + sources;
  }
}
