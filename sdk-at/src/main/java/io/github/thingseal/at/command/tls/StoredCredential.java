package io.github.thingseal.at.command.tls;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/**
 * One entry of a module's credential store.
 *
 * @param type what it is
 * @param name what it is called
 * @param commonName whom a certificate is for, where the module reports it
 * @param expires when a certificate ends, as the module writes it ({@code 2032/10/18 08:23:32}; the
 *     time zone is not public), where it reports it
 */
public record StoredCredential(
    CredentialType type, String name, Optional<String> commonName, Optional<String> expires) {
  /**
   * Checks that nothing is null.
   *
   * @param type what it is
   * @param name what it is called
   * @param commonName whom a certificate is for, where the module reports it
   * @param expires when a certificate ends, as the module writes it ({@code 2032/10/18 08:23:32};
   *     the time zone is not public), where it reports it
   */
  public StoredCredential {
    Arguments.required(type, "type");
    Arguments.required(name, "name");
    Arguments.required(commonName, "commonName");
    Arguments.required(expires, "expires");
  }
}
