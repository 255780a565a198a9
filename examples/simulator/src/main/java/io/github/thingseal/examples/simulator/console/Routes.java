package io.github.thingseal.examples.simulator.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the page can ask for. GET shows, POST changes. */
final class Routes {
  private final Map<String, Map<String, Function<ApiRequest, ObjectNode>>> paths = new HashMap<>();

  Routes show(String path, Function<ApiRequest, ObjectNode> work) {
    return add("GET", path, work);
  }

  Routes change(String path, Function<ApiRequest, ObjectNode> work) {
    return add("POST", path, work);
  }

  /** A change of which there is nothing to report. */
  Routes act(String path, Consumer<ApiRequest> work) {
    return change(
        path,
        request -> {
          work.accept(request);
          return Json.object();
        });
  }

  private Routes add(String method, String path, Function<ApiRequest, ObjectNode> work) {
    paths.computeIfAbsent(path, key -> new HashMap<>()).put(method, work);
    return this;
  }

  /** What is to be done; refused with 405 if the path is there for another method only. */
  Optional<Function<ApiRequest, ObjectNode>> find(String method, String path) {
    Map<String, Function<ApiRequest, ObjectNode>> methods = paths.getOrDefault(path, Map.of());
    if (!methods.isEmpty() && !methods.containsKey(method)) {
      throw new ConsoleRefusal(405, "Only " + String.join(", ", methods.keySet()) + " is possible");
    }
    return Optional.ofNullable(methods.get(method));
  }
}
