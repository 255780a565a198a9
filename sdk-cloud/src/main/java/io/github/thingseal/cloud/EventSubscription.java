package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.concurrent.Time;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to security events on a daemon thread of its own, named {@code thingseal-events-1} and so
 * on, until it is closed, or the services are.
 *
 * <p>A listener that throws is logged, and goes on with the next event. If events cannot be
 * fetched, the listener is notified, and the pause doubles each time, up to 5 minutes.
 */
public final class EventSubscription implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventSubscription.class);
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Duration MAX_PAUSE = Duration.ofMinutes(5);
  private static final int AT_A_TIME = 100;
  private static final int MAX_DOUBLINGS = 16;

  private final EventOperations operations;
  private final EventListener listener;
  private final Duration interval;
  private final Thread thread;
  private volatile @Nullable EventPosition position;
  private volatile boolean closed;
  private CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);
  private int failures;

  private EventSubscription(Builder builder) {
    this.operations = builder.operations;
    this.listener = builder.listener;
    this.interval = builder.interval;
    this.position = builder.after;
    this.thread = new Thread(this::run, "thingseal-events-" + NUMBER.incrementAndGet());
    thread.setDaemon(true);
  }

  /**
   * Where to go on: behind the last event that the listener has dealt with.
   *
   * @return the position to store; empty if there were no events yet
   */
  public Optional<EventPosition> position() {
    return Optional.ofNullable(position);
  }

  /**
   * Ends listening: no event comes after the one that the listener is dealing with, and the thread
   * ends with that. Does not wait for it, so the listener may call this. Closing twice does no
   * harm.
   */
  @Override
  public void close() {
    closed = true;
    underWay().cancel(false);
  }

  private void run() {
    try {
      while (!closed) {
        await(pauseAfter(round()));
      }
    } finally {
      operations.remove(this);
    }
  }

  /** Hands over all there is; whether that succeeded. */
  private boolean round() {
    try {
      EventBatch batch;
      do {
        batch = next();
        batch.events().forEach(this::handOver);
        if (!closed) {
          position = batch.position().orElse(position);
        }
      } while (!batch.events().isEmpty() && !closed);
      return true;
    } catch (ThingsealException e) {
      tell(e);
      return false;
    } catch (CancellationException e) {
      return true; // Closed.
    }
  }

  private EventBatch next() {
    try {
      return waitedFor(operations.batch(position, AT_A_TIME).submit()).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ThingsealException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private void handOver(SecurityEvent event) {
    if (closed) {
      return;
    }
    try {
      listener.onEvent(event);
    } catch (RuntimeException | Error e) {
      LOG.warn("A listener failed on {}; the next event follows", event, e);
    }
    position = event.position();
  }

  private void tell(ThingsealException failure) {
    if (closed) {
      return;
    }
    LOG.warn("Security events cannot be fetched: {}", failure.getMessage());
    try {
      listener.onFailure(failure);
    } catch (RuntimeException | Error e) {
      LOG.warn("A listener failed on a failure to fetch events; it goes on", e);
    }
  }

  private Duration pauseAfter(boolean success) {
    if (success) {
      failures = 0;
      return interval;
    }
    Duration pause = interval.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    failures++;
    Duration longest = interval.compareTo(MAX_PAUSE) > 0 ? interval : MAX_PAUSE;
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  private void await(Duration pause) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    Time.Timer timer = operations.calls().time().pause(pause, () -> over.complete(null));
    try {
      waitedFor(over).join();
    } catch (CancellationException e) {
      timer.cancel(); // Closed.
    }
  }

  /** What the thread waits for from now on, and closing ends. */
  private <T> CompletableFuture<T> waitedFor(CompletableFuture<T> future) {
    synchronized (this) {
      underWay = future;
    }
    if (closed) {
      future.cancel(false);
    }
    return future;
  }

  private synchronized CompletableFuture<?> underWay() {
    return underWay;
  }

  /**
   * Names the position.
   *
   * @return such as {@code EventSubscription[after 42]}
   */
  @Override
  public String toString() {
    EventPosition now = position;
    return "EventSubscription[" + (now == null ? "from the oldest" : "after " + now) + "]";
  }

  /** Builds and starts an {@link EventSubscription}. */
  public static final class Builder {
    private final EventOperations operations;
    private final EventListener listener;
    private @Nullable EventPosition after;
    private Duration interval = Duration.ofSeconds(30);

    Builder(EventOperations operations, EventListener listener) {
      this.operations = operations;
      this.listener = listener;
    }

    /**
     * Begins after a position instead of with the oldest event.
     *
     * @param position the position, such as one that was stored
     * @return this builder
     */
    public Builder after(EventPosition position) {
      this.after = Arguments.required(position, "position");
      return this;
    }

    /**
     * Sets how often the service is asked.
     *
     * @param pause the pause between two questions; 30 seconds unless set
     * @return this builder
     * @throws InvalidInputException if it is not longer than zero
     */
    public Builder every(Duration pause) {
      this.interval = Arguments.positive(pause, "pause");
      return this;
    }

    /**
     * Begins to listen.
     *
     * @return the subscription, which the caller closes
     */
    public EventSubscription start() {
      EventSubscription subscription = new EventSubscription(this);
      operations.add(subscription);
      subscription.thread.start();
      return subscription;
    }
  }
}
