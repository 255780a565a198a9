package io.github.thingseal.testkit.internal.module.line;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Recognises a client that opens its connection with HTTP or TLS. A web page can have a browser
 * connect to any port of loopback, and the lines of what it posts must not be executed.
 *
 * <p>No AT command begins as these do, so nothing of a modem program is held back.
 */
final class WebClientGuard {
  private static final List<String> OPENINGS =
      List.of(
          "GET ",
          "HEAD ",
          "POST ",
          "PUT ",
          "DELETE ",
          "CONNECT ",
          "OPTIONS ",
          "TRACE ",
          "PATCH ",
          "PRI * HTTP/2",
          // A TLS handshake record.
          "\u0016\u0003");

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean passed;

  /** What may go on to the module, maybe nothing yet; empty if the connection must end. */
  Optional<byte[]> admit(byte[] bytes) {
    if (passed) {
      return Optional.of(bytes);
    }
    held.writeBytes(bytes);
    String begun = held.toString(StandardCharsets.ISO_8859_1).replaceFirst("^[\r\n]+", "");
    if (begun.isEmpty()) {
      held.reset();
      return Optional.of(bytes);
    }
    if (OPENINGS.stream().anyMatch(begun::startsWith)) {
      return Optional.empty();
    }
    if (OPENINGS.stream().anyMatch(opening -> opening.startsWith(begun))) {
      return Optional.of(new byte[0]);
    }
    passed = true;
    return Optional.of(held.toByteArray());
  }
}
