package io.github.thingseal.examples.simulator.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The simulated modules: how they stand, what is said on their ports, and what is done to them. */
final class ModulesApi {
  private static final Map<Air.Verdict, String> VERDICTS =
      Map.of(
          Air.Verdict.ACCEPTED, "The service accepted the heartbeat.",
          Air.Verdict.REJECTED, "The service rejected the heartbeat.",
          Air.Verdict.UNREACHABLE, "The service cannot be reached.");

  private final Rack rack;
  private final Map<String, DialogueLog> logs = new ConcurrentHashMap<>();
  private final Map<String, String> faults = new ConcurrentHashMap<>();

  ModulesApi(Rack rack) {
    this.rack = rack;
    rack.modules().forEach(this::log);
  }

  void addTo(Routes routes) {
    routes
        .show("/api/modules", request -> list())
        .show("/api/modules/dialogue", this::dialogue)
        .change("/api/modules/heartbeat", this::heartbeat)
        .act("/api/modules/power-on", on(SimulatedModule::powerOn))
        .act("/api/modules/power-off", on(SimulatedModule::powerOff))
        .act("/api/modules/power-cycle", on(SimulatedModule::powerCycle))
        .act("/api/modules/clone", request -> addClone())
        .act("/api/modules/fault", this::fault)
        .act("/api/modules/no-fault", this::endFault);
  }

  private ObjectNode list() {
    ObjectNode list = Json.object();
    list.set("items", Json.list(rack.modules().stream().map(this::view).toList()));
    return list;
  }

  private ObjectNode view(RackedModule racked) {
    SimulatedModuleState state = racked.module().state();
    ObjectNode view =
        Json.object()
            .put("name", racked.name())
            .put("model", racked.model())
            .put("uid", racked.uid().hex())
            .put("power", state.power().name())
            .put("connected", state.connected())
            .put("life", state.life().name())
            .put("keySet", state.keySet())
            .put("heartbeatSeconds", state.heartbeatPeriod().toSeconds())
            .put("lastHeartbeatAt", Json.time(state.lastHeartbeatAt()))
            .put("fault", faults.getOrDefault(racked.name(), ""));
    view.set("features", Names.of(state.features()));
    view.set("ports", Json.texts(racked.ports()));
    return view;
  }

  private ObjectNode dialogue(ApiRequest request) {
    RackedModule racked = find(request.query("module"));
    ObjectNode dialogue = Json.object();
    ArrayNode lines = dialogue.putArray("lines");
    for (DialogueLog.Entry entry : log(racked).after(request.queryNumber("after"))) {
      lines
          .addObject()
          .put("number", entry.number())
          .put("port", portName(racked.ports(), entry.line().port()))
          .put("kind", entry.line().kind().name())
          .put("text", entry.line().text())
          .put("at", entry.line().at().toString());
    }
    return dialogue;
  }

  /** Ports beyond those that were opened are channels of the multiplexer. */
  private static String portName(List<String> ports, int number) {
    return number <= ports.size() ? ports.get(number - 1) : "channel " + (number - ports.size());
  }

  private DialogueLog log(RackedModule racked) {
    return logs.computeIfAbsent(
        racked.name(),
        name -> {
          DialogueLog log = new DialogueLog();
          racked.module().onLine(log::add);
          return log;
        });
  }

  private ObjectNode heartbeat(ApiRequest request) {
    Air.Verdict verdict = find(request.text("module")).module().heartbeat();
    return Json.object().put("message", VERDICTS.get(verdict));
  }

  private Consumer<ApiRequest> on(Consumer<SimulatedModule> work) {
    return request -> work.accept(find(request.text("module")).module());
  }

  private void addClone() {
    rack.addClone();
    rack.modules().forEach(this::log);
  }

  private void fault(ApiRequest request) {
    RackedModule racked = find(request.text("module"));
    ModuleFaultChoice choice = ModuleFaultChoice.named(request.text("fault"));
    ModuleFault fault = choice.make(request.text("command"), request.number("amount"));
    racked.module().faults(Stream.concat(racked.healthy().stream(), Stream.of(fault)).toList());
    faults.put(racked.name(), choice.title());
  }

  private void endFault(ApiRequest request) {
    RackedModule racked = find(request.text("module"));
    racked.module().faults(racked.healthy());
    faults.remove(racked.name());
  }

  private RackedModule find(String name) {
    return rack.modules().stream()
        .filter(racked -> racked.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ConsoleRefusal(404, "There is no module \"" + name + "\""));
  }
}
