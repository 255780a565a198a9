package io.github.thingseal.testkit.internal.service;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledges what has come at once. A client that writes head and body apart, and leaves Nagle's
 * algorithm on, keeps the body back until the head is acknowledged; the kernel puts that off for 40
 * ms. Only Linux has the option; elsewhere nothing is done.
 */
final class QuickAck {
  private static final Logger LOG = LoggerFactory.getLogger(QuickAck.class);
  private static final String NAME = "TCP_QUICKACK";

  private final Socket socket;
  private final Optional<SocketOption<Boolean>> option;

  QuickAck(Socket socket) {
    this.socket = socket;
    this.option = option(socket);
  }

  static Optional<SocketOption<Boolean>> option(Socket socket) {
    return socket.supportedOptions().stream()
        .filter(found -> found.name().equals(NAME) && found.type() == Boolean.class)
        .map(QuickAck::ofBoolean)
        .findFirst();
  }

  /** Holds for what has come only. */
  void acknowledge() {
    if (option.isEmpty()) {
      return;
    }
    try {
      socket.setOption(option.get(), true);
    } catch (IOException e) {
      LOG.debug("A client's connection cannot be acknowledged at once: {}", e.toString());
    }
  }

  /** The type was looked at. */
  @SuppressWarnings("unchecked")
  private static SocketOption<Boolean> ofBoolean(SocketOption<?> found) {
    return (SocketOption<Boolean>) found;
  }
}
