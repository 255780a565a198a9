package io.github.thingseal.examples.quickstart;

import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleEvent;
import io.github.thingseal.testkit.SimulatedServices;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A simulated module and a simulated service, over real I/O: a pseudo-terminal (TCP on loopback
 * where there are none) and HTTPS on loopback.
 */
final class Simulation implements World {
  private final SimulatedServices services = SimulatedServices.start();
  private final RootOfTrust rootOfTrust = services.manufacture();
  private final SimulatedModule module =
      SimulatedModule.builder(rootOfTrust).air(services.air()).build();

  @Override
  public String description() {
    return "a simulated module and a simulated service, both in this process";
  }

  @Override
  public Transport openLine() {
    return openLine(module);
  }

  /** A second module with the same root of trust: what a counterfeiter would build. */
  SimulatedModule counterfeit() {
    return SimulatedModule.builder(rootOfTrust).air(services.air()).build();
  }

  Transport openLine(SimulatedModule any) {
    if (SimulatedModule.isPtyAvailable()) {
      return SerialTransport.of(any.openPty());
    }
    return TcpTransport.connect("127.0.0.1", any.listenTcp(0));
  }

  void onBootstrapPhase(IntConsumer listener) {
    module.onEvent(
        event -> {
          if (event.kind() == SimulatedModuleEvent.Kind.BOOTSTRAP_PHASE) {
            listener.accept(event.bootstrapPhase());
          }
        });
  }

  @Override
  public SecurityServices openServices() {
    return SecurityServices.builder()
        .baseUrl(services.url().toString())
        .credentials(Credentials.of(services.accessKey(), services.accessSecret()))
        .trustedCertificates(services.certificate())
        .build();
  }

  @Override
  public ModuleOptions moduleOptions() {
    return ModuleOptions.standard();
  }

  @Override
  public DeviceProfileUid profile() {
    return services.deviceProfile();
  }

  @Override
  public Optional<Simulation> simulation() {
    return Optional.of(this);
  }

  @Override
  public void close() {
    module.close();
    services.close();
    rootOfTrust.close();
  }
}
