package io.github.thingseal.examples.quickstart;

import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.SecurityServicesBuilder;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.core.id.DeviceProfileUid;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A module on a port and a service somewhere else. */
final class RealWorld implements World {
  private final PortAddress port;
  private final URI service;
  private final DeviceProfileUid profile;
  private final X509Certificate[] authorities;

  /** Checks the options, and opens nothing yet. */
  RealWorld(Options options) {
    this.port = options.port();
    this.service = options.service();
    this.profile = options.profile();
    this.authorities =
        options
            .authorities()
            .map(file -> Certificates.read(file).toArray(X509Certificate[]::new))
            .orElseGet(() -> new X509Certificate[0]);
    SecurityServicesBuilder unusedBuilder = builder();
  }

  private SecurityServicesBuilder builder() {
    return SecurityServices.builder().baseUrl(service.toString()).trustedCertificates(authorities);
  }

  @Override
  public String description() {
    return "the module on " + port.text() + " and the service at " + service;
  }

  @Override
  public Transport openLine() {
    return port.isTcp()
        ? TcpTransport.connect(port.host(), port.tcpPort())
        : SerialTransport.of(port.text());
  }

  @Override
  public SecurityServices openServices() {
    return builder().credentials(Credentials.fromEnvironment()).build();
  }

  @Override
  public ModuleOptions moduleOptions() {
    return ModuleOptions.standard();
  }

  @Override
  public DeviceProfileUid profile() {
    return profile;
  }

  @Override
  public Optional<Simulation> simulation() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
