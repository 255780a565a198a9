package io.github.thingseal.cloud;

import io.github.thingseal.core.ThingsealException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Polls for security events: {@link #hasNext()} asks the service once if the events it has are used
 * up, and may be called again later. It never waits for events; call it from time to time, or
 * listen with {@link EventOperations#subscribe}. For one thread.
 *
 * <pre>{@code
 * EventPoller events = services.events().poller(stored);
 * while (events.hasNext()) {
 *   handle(events.next());
 *   events.position().ifPresent(position -> store(position.text()));
 * }
 * }</pre>
 */
public final class EventPoller implements Iterator<SecurityEvent> {
  private static final int AT_A_TIME = 100;

  private final EventOperations operations;
  private final Deque<SecurityEvent> waiting = new ArrayDeque<>();
  private @Nullable EventPosition asked;
  private @Nullable EventPosition position;

  EventPoller(EventOperations operations, @Nullable EventPosition after) {
    this.operations = operations;
    this.asked = after;
    this.position = after;
  }

  /**
   * Whether there is another event now.
   *
   * @return false if the service has nothing new; ask again later
   * @throws ThingsealException if the service cannot be asked; asking again goes on where it was
   */
  @Override
  public boolean hasNext() {
    if (waiting.isEmpty()) {
      EventBatch batch = operations.batch(asked, AT_A_TIME).execute();
      waiting.addAll(batch.events());
      asked = batch.position().orElse(asked);
      if (waiting.isEmpty()) {
        position = asked;
      }
    }
    return !waiting.isEmpty();
  }

  /**
   * The next event.
   *
   * @return the event
   * @throws NoSuchElementException if there is none now
   * @throws ThingsealException if the service cannot be asked
   */
  @Override
  public SecurityEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException("There is no new event now; ask hasNext() again later");
    }
    SecurityEvent event = waiting.remove();
    position = waiting.isEmpty() ? asked : event.position();
    return event;
  }

  /**
   * Where to go on: behind the event that {@link #next()} returned last.
   *
   * @return the position to store; empty if there were no events yet
   */
  public Optional<EventPosition> position() {
    return Optional.ofNullable(position);
  }

  /**
   * Names the position.
   *
   * @return such as {@code EventPoller[after 42]}
   */
  @Override
  public String toString() {
    return "EventPoller[" + (position == null ? "from the oldest" : "after " + position) + "]";
  }
}
