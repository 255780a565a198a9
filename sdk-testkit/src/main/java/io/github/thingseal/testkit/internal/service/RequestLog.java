package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.testkit.ReceivedRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests. A simulator that runs for weeks must not keep them all. */
public final class RequestLog {
  private static final int CAPACITY = 10_000;

  private final Deque<ReceivedRequest> requests = new ArrayDeque<>();

  synchronized void add(ReceivedRequest request) {
    if (requests.size() == CAPACITY) {
      requests.removeFirst();
    }
    requests.addLast(request);
  }

  /** The requests, oldest first. */
  public synchronized List<ReceivedRequest> all() {
    return List.copyOf(requests);
  }

  /** Forgets all requests. */
  public synchronized void clear() {
    requests.clear();
  }
}
