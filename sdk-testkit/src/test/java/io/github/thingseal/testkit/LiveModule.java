package io.github.thingseal.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A simulated module on the air of a simulated service, both in the same virtual time. */
final class LiveModule implements AutoCloseable {
  private final TurnedClock clock;
  private final SimulatedServices services;
  private final RootOfTrust root;
  private final SimulatedModule module;
  private final SimulatedModulePort port;
  final List<SimulatedModuleEvent.Kind> events = new ArrayList<>();

  private LiveModule(
      TurnedClock clock,
      SimulatedServices services,
      UnaryOperator<SimulatedModule.Builder> options) {
    this.clock = clock;
    this.services = services;
    this.root = services.manufacture();
    this.module =
        options
            .apply(SimulatedModule.builder(root).virtualTime(clock.instant()).air(services.air()))
            .build();
    module.onEvent(event -> events.add(event.kind()));
    this.port = module.openStreams();
  }

  /** One that has bootstrapped. */
  static LiveModule bootstrapped(TurnedClock clock, SimulatedServices services) {
    return bootstrapped(clock, services, UnaryOperator.identity());
  }

  static LiveModule bootstrapped(
      TurnedClock clock,
      SimulatedServices services,
      UnaryOperator<SimulatedModule.Builder> options) {
    LiveModule live = new LiveModule(clock, services, options);
    live.pass(Duration.ofSeconds(30));
    live.send("ATE0");
    return live;
  }

  RootOfTrust root() {
    return root;
  }

  String json() {
    return "{\"ROTPublicUID\":\"" + root.uid() + "\"}";
  }

  RegisteredDevice device() {
    return services.portal().device(root.uid());
  }

  /** Lets time pass for both. */
  void pass(Duration time) {
    clock.turn(time);
    module.advance(time);
  }

  String send(String command) {
    return ModuleBench.exchange(port, command + "\r").strip();
  }

  /** The seal state that the module reports. */
  String state() {
    return send("AT+USECDEVINFO?").replaceAll("(?s).*\\+USECDEVINFO: (\\S+).*", "$1");
  }

  String seal() {
    return send("AT+USECDEVINFO=\"" + services.deviceProfile().value() + "\",\"357862090123456\"");
  }

  long count(SimulatedModuleEvent.Kind kind) {
    return events.stream().filter(kind::equals).count();
  }

  @Override
  public void close() {
    module.close();
    root.close();
  }
}
