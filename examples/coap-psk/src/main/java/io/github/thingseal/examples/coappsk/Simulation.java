package io.github.thingseal.examples.coappsk;

import io.github.thingseal.Onboarding;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.ServiceFault;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedServices;
import java.security.SecureRandom;
import java.time.Duration;

/** A simulated service, and a device with a simulated module that it knows. */
final class Simulation implements AutoCloseable {
  private static final String PATH = "/psk/get";
  private static final int FAST = 20;

  private final SecureRandom random = new SecureRandom();
  private final SimulatedServices cloud = SimulatedServices.start();
  private final RootOfTrust rootOfTrust = cloud.manufacture();
  private final SimulatedModule silicon =
      SimulatedModule.builder(rootOfTrust)
          .air(cloud.air())
          .fastTime(FAST)
          .bootTime(Duration.ZERO)
          .sealingTime(Duration.ofSeconds(1))
          .build();
  private final SecurityModule module =
      SecurityModule.open(TcpTransport.connect("127.0.0.1", silicon.listenTcp(0)));

  /** Brings the device from its box to where the service knows it. */
  void onboard(SecurityServices services) {
    Onboarding.builder(module, services, cloud.deviceProfile(), DeviceSerialNumber.of("0042"))
        .build()
        .run(SealPermission.GRANTED, progress -> {});
  }

  /** A client of the service. */
  SecurityServices openServices() {
    return openServices(cloud);
  }

  /** A client of any simulated service. */
  static SecurityServices openServices(SimulatedServices cloud) {
    return SecurityServices.builder()
        .baseUrl(cloud.url().toString())
        .credentials(Credentials.of(cloud.accessKey(), cloud.accessSecret()))
        .trustedCertificates(cloud.certificate())
        .build();
  }

  /** A fresh key of the device's module, which the caller closes. */
  Psk makeKey() {
    return module.psk().generate(PskSize.BYTES_32);
  }

  /** A key of a module that the service has never heard of. */
  Psk makeKeyOfAStranger() {
    try (RootOfTrust stranger =
        RootOfTrust.derive(SecretBytes.random(32, random), RootOfTrust.randomUid(random))) {
      return stranger.psk(stranger.newPskIdentity(PskSize.BYTES_32, 0, random));
    }
  }

  /** How often the service was asked for a key. */
  int lookUps() {
    return cloud.requests(PATH).size();
  }

  /** Lets the service take that long for each key. */
  void slowDown(Duration delay) {
    cloud.inject(ServiceFault.slow(delay).onPath(PATH).times(Integer.MAX_VALUE));
  }

  /** Lets the service be as it was. */
  void speedUp() {
    cloud.clearFaults();
  }

  /** Closes the service; the device goes on. */
  void closeService() {
    cloud.close();
  }

  @Override
  public void close() {
    module.close();
    silicon.close();
    cloud.close();
    rootOfTrust.close();
  }
}
