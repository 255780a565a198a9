package io.github.thingseal.testkit.internal.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The operations by their paths, and the fields of their answers. */
final class OperationTable {
  private final Map<String, Entry> entries = new HashMap<>();
  private final boolean portal;

  /** Begins a table with or without what real customers find in the portal only. */
  OperationTable(boolean portal) {
    this.portal = portal;
  }

  /**
   * An operation.
   *
   * @param path the path below the base
   * @param open whether it needs no token
   * @param fields the fields of its answers
   * @param work carries it out
   */
  record Entry(String path, boolean open, Set<String> fields, Function<Call, ObjectNode> work) {}

  /**
   * A request for an operation.
   *
   * @param request the request as it came
   * @param body its JSON object
   */
  record Call(ServiceRequest request, RequestBody body) {}

  /** Adds an operation that needs a token. */
  void add(String path, Function<RequestBody, ObjectNode> work, String... fields) {
    put(new Entry(path, false, sorted(fields), call -> work.apply(call.body())));
  }

  /** Adds an operation that needs a token and is real customers' in the portal only. */
  void addPortalOnly(String path, Function<RequestBody, ObjectNode> work, String... fields) {
    if (portal) {
      add(path, work, fields);
    }
  }

  /** Adds an operation that hands out tokens, and holds the lock only while it must. */
  void addOpen(String path, Function<Call, ObjectNode> work, String... fields) {
    put(new Entry(path, true, sorted(fields), work));
  }

  Optional<Entry> find(String path) {
    return Optional.ofNullable(entries.get(path));
  }

  Iterable<Entry> all() {
    return entries.values();
  }

  private void put(Entry entry) {
    entries.put(entry.path(), entry);
  }

  private static Set<String> sorted(String... fields) {
    return new TreeSet<>(Set.of(fields));
  }
}
