package io.github.thingseal.examples.simulator.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.ServiceFault;
import io.github.thingseal.testkit.SimulatedPricePlan;
import io.github.thingseal.testkit.SimulatedServices;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The service itself: its addresses, what it offers, and what goes wrong with it. */
final class ServiceApi {
  private static final int MAX_FAULTS = 20;

  private final SimulatedServices services;
  private final Deque<String> faults = new ArrayDeque<>();
  private boolean airReachable = true;

  ServiceApi(SimulatedServices services) {
    this.services = services;
  }

  void addTo(Routes routes) {
    routes
        .show("/api/service", request -> show())
        .act("/api/service/air", request -> air(request.flag("reachable")))
        .act("/api/service/fault", this::fault)
        .act("/api/service/no-faults", request -> endFaults())
        .act("/api/service/expire-tokens", request -> services.expireTokens());
  }

  private synchronized ObjectNode show() {
    ObjectNode view =
        Json.object()
            .put("https", services.url().toString())
            .put("http", services.httpUrl().map(URI::toString).orElse(""))
            .put("airReachable", airReachable);
    view.set("features", Names.of(List.of(DeviceFeature.values())));
    view.set(
        "plans",
        Json.texts(
            Arrays.stream(SimulatedPricePlan.values()).map(SimulatedPricePlan::wireName).toList()));
    view.set("faults", Json.texts(faults));
    ArrayNode service = view.putArray("serviceFaults");
    Arrays.stream(ServiceFaultChoice.values()).forEach(f -> add(service, f.name(), f.title()));
    ArrayNode module = view.putArray("moduleFaults");
    ModuleFaultChoice.all().forEach(f -> add(module, f.name(), f.title()));
    return view;
  }

  private static void add(ArrayNode choices, String value, String title) {
    choices.addObject().put("value", value).put("title", title);
  }

  private synchronized void air(boolean reachable) {
    services.airReachable(reachable);
    airReachable = reachable;
  }

  private synchronized void fault(ApiRequest request) {
    ServiceFaultChoice chosen = ServiceFaultChoice.named(request.text("fault"));
    String path = request.text("path");
    int times = request.number("times");
    ServiceFault fault = chosen.make(request.number("amount"));
    fault = path.isEmpty() ? fault : fault.onPath(path);
    services.inject(times == 0 ? fault : fault.times(times));
    if (faults.size() == MAX_FAULTS) {
      faults.remove();
    }
    faults.add(
        chosen.title()
            + (path.isEmpty() ? ", every path" : ", " + path)
            + (times == 0 ? ", until ended" : ", " + times + " times"));
  }

  private synchronized void endFaults() {
    services.clearFaults();
    faults.clear();
  }
}
