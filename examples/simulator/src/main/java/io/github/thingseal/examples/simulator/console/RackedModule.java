package io.github.thingseal.examples.simulator.console;

import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.SimulatedModule;
import java.util.List;

/**
 * A module that the console shows.
 *
 * @param name its name, one of a kind
 * @param model its model and firmware, for people
 * @param uid the RoTPublicUID
 * @param module the module
 * @param ports the addresses of its ports, in the order in which they were opened
 * @param healthy the faults that it has when nothing is wrong with it
 */
public record RackedModule(
    String name,
    String model,
    RotPublicUid uid,
    SimulatedModule module,
    List<String> ports,
    List<ModuleFault> healthy) {
  /** Copies the lists. */
  public RackedModule {
    ports = List.copyOf(ports);
    healthy = List.copyOf(healthy);
  }
}
