package io.github.thingseal.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.thingseal.Onboarding;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedServices;
import org.junit.jupiter.api.Test;

class BothSidesOnTheBench {
  @Test
  void reading_whenEncryptedByTheModule_isDecryptedByTheService() {
    byte[] reading = "temperature 21.5".getBytes(UTF_8);
    try (SimulatedServices cloud = SimulatedServices.start();
        RootOfTrust rootOfTrust = cloud.manufacture();
        SimulatedModule silicon =
            SimulatedModule.builder(rootOfTrust).air(cloud.air()).fastTime(20).build();
        SecurityModule module =
            SecurityModule.open(TcpTransport.connect("127.0.0.1", silicon.listenTcp(0)));
        SecurityServices services =
            SecurityServices.builder()
                .baseUrl(cloud.url().toString())
                .credentials(Credentials.of(cloud.accessKey(), cloud.accessSecret()))
                .trustedCertificates(cloud.certificate())
                .build()) {
      Onboarding.builder(module, services, cloud.deviceProfile(), DeviceSerialNumber.of("0042"))
          .build()
          .run(SealPermission.GRANTED, progress -> {});

      E2eMessage message = module.e2e().encrypt(reading);

      assertArrayEquals(reading, services.e2e().unprotect(message));
    }
  }
}
