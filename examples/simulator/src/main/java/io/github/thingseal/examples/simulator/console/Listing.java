package io.github.thingseal.examples.simulator.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The part of a list that a page can show; the rest is found by searching. */
final class Listing {
  static final int MAX_ITEMS = 100;

  private Listing() {}

  /** The first items that have the text of the request's search, and how many there are. */
  static <T> ObjectNode of(List<T> all, ApiRequest request, Function<T, ObjectNode> view) {
    String wanted = request.query("search").strip().toLowerCase(Locale.ROOT);
    ObjectNode listing = JsonNodeFactory.instance.objectNode();
    ArrayNode items = listing.putArray("items");
    int matching = 0;
    for (T each : all) {
      ObjectNode item = view.apply(each);
      if (wanted.isEmpty() || item.toString().toLowerCase(Locale.ROOT).contains(wanted)) {
        matching++;
        if (matching <= MAX_ITEMS) {
          items.add(item);
        }
      }
    }
    return listing.put("total", all.size()).put("matching", matching);
  }
}
