package io.github.thingseal.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.thingseal.at.module.SealingProgress;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedServices;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatewayOnTheBench {
  @Test
  void reading_whenEncryptedByASealedModule_isWhatTheServiceDecrypts() {
    byte[] reading = "temperature 21.5".getBytes(UTF_8);
    try (SimulatedServices cloud = SimulatedServices.start(); // a module needs one to be sealed
        RootOfTrust rootOfTrust = cloud.manufacture();
        SimulatedModule silicon =
            SimulatedModule.builder(rootOfTrust).air(cloud.air()).fastTime(20).build();
        SecurityModule module =
            SecurityModule.open(TcpTransport.connect("127.0.0.1", silicon.listenTcp(0)))) {
      cloud.portal().whitelist(rootOfTrust.uid()); // otherwise it gets no features
      module.network().connect(Duration.ofMinutes(3));
      module.sealing().awaitBootstrapped(Duration.ofMinutes(5), SealingProgress.NONE);
      module.sealing().seal(cloud.deviceProfile(), DeviceSerialNumber.of("0042"));
      module.sealing().awaitSealed(Duration.ofMinutes(4), SealingProgress.NONE);

      E2eMessage message = module.e2e().encrypt(reading);

      try (ProtectionParameters key = rootOfTrust.uplink(message.keyIdentity())) {
        assertArrayEquals(reading, E2eCipher.standard().unprotect(message, key));
      }
    }
  }
}
