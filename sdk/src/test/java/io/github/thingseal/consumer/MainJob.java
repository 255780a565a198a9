package io.github.thingseal.consumer;

import io.github.thingseal.Onboarding;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SealStateReply;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedServices;
import java.util.Arrays;

/** What the test of an application does, as a program of its own. */
final class MainJob {
  private static final byte[] READING = {21, 5};

  private MainJob() {}

  public static void main(String[] arguments) {
    System.out.println("SDK in " + nameOf(Onboarding.class.getModule()));
    System.out.println("testkit in " + nameOf(SimulatedModule.class.getModule()));
    System.out.println("pseudo-terminals " + SimulatedModule.isPtyAvailable());
    try (SimulatedServices cloud = SimulatedServices.start();
        RootOfTrust rootOfTrust = cloud.manufacture();
        SimulatedModule silicon =
            SimulatedModule.builder(rootOfTrust)
                .air(cloud.air())
                .sealStateUntilBootstrapped(SealStateReply.ZEROS)
                .fastTime(20)
                .build();
        SecurityModule module =
            SecurityModule.open(TcpTransport.connect("127.0.0.1", silicon.listenTcp(0)));
        SecurityServices services =
            SecurityServices.builder()
                .baseUrl(cloud.url().toString())
                .credentials(Credentials.of(cloud.accessKey(), cloud.accessSecret()))
                .trustedCertificates(cloud.certificate())
                .build()) {
      Onboarding.builder(
              module, services, cloud.deviceProfile(), DeviceSerialNumber.of("357862090123456"))
          .build()
          .run(SealPermission.GRANTED, progress -> {});
      if (Arrays.equals(services.e2e().unprotect(module.e2e().encrypt(READING)), READING)) {
        System.out.println("decrypted");
      }
    }
  }

  private static String nameOf(Module module) {
    return module.isNamed() ? "module " + module.getName() : "no module";
  }
}
