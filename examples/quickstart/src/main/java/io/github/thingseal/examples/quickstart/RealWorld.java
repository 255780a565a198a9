package io.github.thingseal.examples.quickstart;

import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.core.id.DeviceProfileUid;
import java.util.Optional;

/** A module on a serial port and the vendor's service. */
final class RealWorld implements World {
  private final Options options;

  RealWorld(Options options) {
    this.options = options;
  }

  @Override
  public String description() {
    return "the module on " + options.port() + " and the service at " + options.service();
  }

  @Override
  public Transport openLine() {
    return SerialTransport.of(options.port());
  }

  @Override
  public SecurityServices openServices() {
    return SecurityServices.builder()
        .baseUrl(options.service().toString())
        .credentials(Credentials.fromEnvironment())
        .build();
  }

  @Override
  public ModuleOptions moduleOptions() {
    return ModuleOptions.standard();
  }

  @Override
  public DeviceProfileUid profile() {
    return options.profile();
  }

  @Override
  public Optional<Simulation> simulation() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
