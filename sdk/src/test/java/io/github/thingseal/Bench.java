package io.github.thingseal;

import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.SecurityServicesBuilder;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SealStateReply;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleEvent;
import io.github.thingseal.testkit.SimulatedServices;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A simulated module and a simulated service on the bench, both sides of the SDK beside them. */
public final class Bench implements AutoCloseable {
  final SharedVirtualTime time = new SharedVirtualTime();
  final SimulatedServices service = SimulatedServices.start();
  final RootOfTrust rootOfTrust = service.manufacture();
  final SimulatedModule silicon;
  final List<SimulatedModuleEvent.Kind> events = new CopyOnWriteArrayList<>();
  final DeviceProfileUid profile = service.deviceProfile();
  final DeviceSerialNumber serial = DeviceSerialNumber.of("357862090123456");
  final RotPublicUid uid = rootOfTrust.uid();

  /**
   * A module that is powered on goes online on its own, until the driver switches its radio off.
   */
  Bench() {
    this(SealStateReply.ZEROS);
  }

  /** With a firmware that answers so until bootstrap has succeeded. */
  Bench(SealStateReply untilBootstrapped) {
    silicon = silicon(service, untilBootstrapped);
    service.airReachable(false);
    silicon.onEvent(event -> events.add(event.kind()));
  }

  /** Another module with the same root of trust, in the air of any service. */
  SimulatedModule silicon(SimulatedServices anyService) {
    return silicon(anyService, SealStateReply.ZEROS);
  }

  SimulatedModule silicon(SimulatedServices anyService, SealStateReply untilBootstrapped) {
    return time.build(
        SimulatedModule.builder(rootOfTrust)
            .air(anyService.air())
            .sealStateUntilBootstrapped(untilBootstrapped));
  }

  SecurityModule openModule() {
    return openModule(silicon);
  }

  SecurityModule openModule(SimulatedModule any) {
    SecurityModule module = SecurityModule.open(line(any), options());
    service.airReachable(true);
    return module;
  }

  Transport line(SimulatedModule any) {
    return time.line(any);
  }

  ModuleOptions options() {
    return ModuleOptions.builder().channel(time.channel().build()).build();
  }

  SecurityServices openServices() {
    return openServices(service);
  }

  /** The client of any simulated service. */
  public static SecurityServices openServices(SimulatedServices any) {
    return patientServices()
        .baseUrl(any.url().toString())
        .credentials(Credentials.of(any.accessKey(), any.accessSecret()))
        .trustedCertificates(any.certificate())
        .build();
  }

  /** With limits that are only for what never comes: a busy machine is slow. */
  public static SecurityServicesBuilder patientServices() {
    Duration limit = Duration.ofMinutes(2);
    return SecurityServices.builder().connectTimeout(limit).readTimeout(limit).callTimeout(limit);
  }

  long count(SimulatedModuleEvent.Kind kind) {
    return events.stream().filter(kind::equals).count();
  }

  @Override
  public void close() {
    silicon.close();
    service.close();
    time.close();
  }
}
