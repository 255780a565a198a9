package io.github.thingseal.examples.kafkaunprotect;

import java.time.Duration;

/** The service could not be asked for longer than the stream thread waits. */
final class ServiceOutageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServiceOutageException(Duration waited, String why) {
    super("The service could not be asked for " + waited + ". " + why);
  }
}
