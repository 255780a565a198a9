package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import io.github.thingseal.at.transport.PortGoneException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportSource;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a port again that has vanished, with growing pauses. */
final class PortSupervisor {
  /** What is done with the port. */
  interface Owner {
    /** The port is back. */
    void opened(Transport transport);

    /** It can never be opened again. */
    void gone(PortGoneException reason);
  }

  private static final Logger LOG = LoggerFactory.getLogger(PortSupervisor.class);

  private final String port;
  private final TransportSource source;
  private final Reconnection reconnection;
  private final Scheduler scheduler;
  private final Owner owner;
  private Scheduled retry = () -> {};
  private boolean closed;

  PortSupervisor(
      String port,
      TransportSource source,
      Reconnection reconnection,
      Scheduler scheduler,
      Owner owner) {
    this.port = port;
    this.source = source;
    this.reconnection = reconnection;
    this.scheduler = scheduler;
    this.owner = owner;
  }

  /** The port has vanished. */
  void lost(String reason) {
    LOG.info("{} has vanished ({}); it will be opened again", port, reason);
    retry(reconnection.firstDelay());
  }

  /** No port is wanted any more. */
  synchronized void close() {
    closed = true;
    retry.cancel();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void retry(Duration delay) {
    if (!closed) {
      retry = scheduler.executeAfter(delay, () -> reopen(delay));
    }
  }

  private void reopen(Duration delay) {
    if (isClosed()) {
      return;
    }
    try {
      owner.opened(Arguments.returned(source.open(), "TransportSource.open"));
      LOG.info("{} is back", port);
    } catch (TransientException | InvalidInputException e) {
      // It could be opened once: if the call does not fit the port, the port is what has changed.
      LOG.debug("{} is not back: {}", port, e.getMessage());
      Duration twice = delay.multipliedBy(2);
      retry(twice.compareTo(reconnection.maxDelay()) < 0 ? twice : reconnection.maxDelay());
    } catch (RuntimeException | Error e) {
      LOG.info("{} is gone for good", port, e);
      owner.gone(new PortGoneException(port + " cannot be opened again: " + e.getMessage(), e));
    }
  }
}
