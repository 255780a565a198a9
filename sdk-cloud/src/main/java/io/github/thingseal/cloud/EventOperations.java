package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The security events of the account: clones, suspicions, bootstraps and the like, oldest first.
 * That the portal shows events is published; that the REST API lists them is derived, path and
 * fields are assumed. {@link DeviceOperations#clones()} and {@link DeviceOperations#suspicious()}
 * are the published ways to see clones and suspicious devices.
 */
public final class EventOperations {
  private static final int MAX_LIMIT = 1000;

  private final CallFactory calls;
  private final Set<EventSubscription> subscriptions = ConcurrentHashMap.newKeySet();

  EventOperations(CallFactory calls) {
    this.calls = calls;
  }

  /**
   * The oldest events that the service has. It only reads, so it may be repeated.
   *
   * @param limit how many at most, 1 to 1,000 (assumed)
   * @return the call
   * @throws InvalidInputException if the limit is out of range
   */
  public ServiceCall<EventBatch> list(int limit) {
    return batch(null, limit);
  }

  /**
   * The events after a position. It only reads, so it may be repeated.
   *
   * @param after the position
   * @param limit how many at most, 1 to 1,000 (assumed)
   * @return the call
   * @throws InvalidInputException if the limit is out of range
   */
  public ServiceCall<EventBatch> list(EventPosition after, int limit) {
    return batch(Arguments.required(after, "after"), limit);
  }

  /**
   * Polls for events, from the oldest that the service has.
   *
   * @return an iterator that asks the service whenever its events are used up
   */
  public EventPoller poller() {
    return new EventPoller(this, null);
  }

  /**
   * Polls for events after a position.
   *
   * @param after the position, such as one that was stored
   * @return an iterator that asks the service whenever its events are used up
   */
  public EventPoller poller(EventPosition after) {
    return new EventPoller(this, Arguments.required(after, "after"));
  }

  /**
   * Begins to listen to events.
   *
   * @param listener receives each event, on a thread of its own
   * @return a builder: from the oldest event, asking every 30 seconds; {@code start()} begins
   */
  public EventSubscription.Builder subscribe(EventListener listener) {
    return new EventSubscription.Builder(this, Arguments.required(listener, "listener"));
  }

  ServiceCall<EventBatch> batch(@Nullable EventPosition after, int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidInputException("Events come 1 to " + MAX_LIMIT + " at a time, not " + limit);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    if (after != null) {
      body.put("After", after.text());
    }
    body.put("Limit", limit);
    return calls.call(
        Operations.EVENT_LIST,
        after == null ? "" : "events after a position",
        body,
        answer -> read(Json.parseObject(answer), Optional.ofNullable(after)));
  }

  CallFactory calls() {
    return calls;
  }

  void add(EventSubscription subscription) {
    subscriptions.add(subscription);
  }

  void remove(EventSubscription subscription) {
    subscriptions.remove(subscription);
  }

  /** Ends all subscriptions. */
  void close() {
    subscriptions.forEach(EventSubscription::close);
  }

  private static EventBatch read(JsonFields json, Optional<EventPosition> after) {
    List<SecurityEvent> events =
        json.objects("Events").stream().map(EventOperations::event).toList();
    Optional<EventPosition> last =
        events.isEmpty() ? after : Optional.of(events.get(events.size() - 1).position());
    return new EventBatch(
        events, json.readableText("Position").map(EventPosition::of).or(() -> last));
  }

  private static SecurityEvent event(JsonFields json) {
    SecurityEvent.Builder event =
        SecurityEvent.builder(EventPosition.of(json.text("Position")), type(json))
            .detail(json.readableText("Detail").orElse(""));
    json.optionalInstant("At").ifPresent(event::at);
    json.readableUid(AnswerValidator.ROT_PUBLIC_UID)
        .map(ReportedUid::new)
        .ifPresent(event::rotPublicUid);
    return event.build();
  }

  private static EventType type(JsonFields json) {
    String name = json.text("Type");
    if (name.isBlank()) {
      throw json.malformed("Type", "the name of a type");
    }
    return EventType.of(name);
  }

  /**
   * Names where it leads.
   *
   * @return such as {@code EventOperations[https://ssapi.services.u-blox.com/v1]}
   */
  @Override
  public String toString() {
    return "EventOperations[" + calls.baseUrl() + "]";
  }
}
