package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.testkit.ReceivedRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests. A simulator that runs for weeks must not keep them all. */
public final class RequestLog {
  private static final int CAPACITY = 10_000;
  private static final long CAPACITY_CHARACTERS = 8 << 20;

  private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
  private long characters;

  synchronized void add(ReceivedRequest request) {
    requests.addLast(request);
    characters += size(request);
    while (requests.size() > CAPACITY || characters > CAPACITY_CHARACTERS) {
      characters -= size(requests.removeFirst());
    }
  }

  private static long size(ReceivedRequest request) {
    return (long) request.body().length() + request.headers().toString().length();
  }

  /** The requests, oldest first. */
  public synchronized List<ReceivedRequest> all() {
    return List.copyOf(requests);
  }

  /** Forgets all requests. */
  public synchronized void clear() {
    requests.clear();
    characters = 0;
  }
}
