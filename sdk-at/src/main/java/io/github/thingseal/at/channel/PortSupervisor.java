package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import io.github.thingseal.at.transport.PortGoneException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportSource;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a port again that has vanished, with growing pauses. */
final class PortSupervisor {
  private static final Logger LOG = LoggerFactory.getLogger(PortSupervisor.class);

  private final String port;
  private final TransportSource source;
  private final Reconnection reconnection;
  private final Scheduler scheduler;
  private final Consumer<Transport> onOpened;
  private final Consumer<PortGoneException> onGone;
  private Scheduled retry = () -> {};
  private boolean closed;

  PortSupervisor(
      String port,
      TransportSource source,
      Reconnection reconnection,
      Scheduler scheduler,
      Consumer<Transport> onOpened,
      Consumer<PortGoneException> onGone) {
    this.port = port;
    this.source = source;
    this.reconnection = reconnection;
    this.scheduler = scheduler;
    this.onOpened = onOpened;
    this.onGone = onGone;
  }

  void lost(String reason) {
    LOG.info("{} has vanished ({}); it will be opened again", port, reason);
    retry(reconnection.firstDelay());
  }

  synchronized void close() {
    closed = true;
    retry.cancel();
  }

  private synchronized void retry(Duration delay) {
    if (!closed) {
      retry = scheduler.executeAfter(delay, () -> reopen(delay));
    }
  }

  private void reopen(Duration delay) {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    try {
      onOpened.accept(Arguments.returned(source.open(), "TransportSource.open"));
      LOG.info("{} is back", port);
    } catch (TransientException | InvalidInputException e) {
      // It could be opened once: if the call does not fit the port, the port is what has changed.
      LOG.debug("{} is not back: {}", port, e.getMessage());
      Duration twice = delay.multipliedBy(2);
      retry(twice.compareTo(reconnection.maxDelay()) < 0 ? twice : reconnection.maxDelay());
    } catch (RuntimeException | Error e) {
      LOG.info("{} is gone for good", port, e);
      onGone.accept(new PortGoneException(port + " cannot be opened again: " + e.getMessage(), e));
    }
  }
}
