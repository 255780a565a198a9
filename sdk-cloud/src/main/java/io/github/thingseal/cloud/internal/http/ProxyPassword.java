package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.transport.ProxySettings;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;

/** The password of a proxy at the moment when a connection needs it. */
final class ProxyPassword {
  private ProxyPassword() {}

  /** The password, which the caller wipes; a call that {@code close()} overtook fails. */
  static byte[] expose(ProxySettings settings) throws IOException {
    try {
      return settings.exposePassword();
    } catch (InvalidInputException e) {
      throw new IOException("The services are closed", e);
    }
  }
}
