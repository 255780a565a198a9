package io.github.thingseal.examples.simulator;

import io.github.thingseal.testkit.SimulatedModule;
import java.util.Optional;

/**
 * A module and where it can be reached.
 *
 * @param module the module
 * @param tcpPort its port on loopback
 * @param pty its serial port, empty where the system has no pseudo-terminals
 */
record AttachedModule(SimulatedModule module, int tcpPort, Optional<String> pty)
    implements AutoCloseable {

  static AttachedModule attach(SimulatedModule module, int tcpPort) {
    int port = module.listenTcp(tcpPort);
    return new AttachedModule(
        module,
        port,
        SimulatedModule.isPtyAvailable() ? Optional.of(module.openPty()) : Optional.empty());
  }

  @Override
  public void close() {
    module.close();
  }
}
