package io.github.thingseal.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedServices;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class CloudOnTheBench {
  @Test
  void reading_whenProtectedAsADeviceDoes_isDecryptedThroughTheService() {
    byte[] reading = "temperature 21.5".getBytes(UTF_8);
    try (SimulatedServices cloud = SimulatedServices.start();
        RootOfTrust device = cloud.manufacture();
        SecurityServices services =
            SecurityServices.builder()
                .baseUrl(cloud.url().toString())
                .credentials(Credentials.of(cloud.accessKey(), cloud.accessSecret()))
                .trustedCertificates(cloud.certificate())
                .build()) {
      seal(device, cloud);

      assertArrayEquals(reading, services.e2e().unprotect(uplink(device, reading)));
    }
  }

  /** What a module does with the service over its network, without a module. */
  private static void seal(RootOfTrust device, SimulatedServices cloud) {
    Air.Instance silicon = new Air.Instance("00112233445566778899aabbccddeeff");
    cloud.portal().whitelist(device.uid()); // otherwise it gets no features
    for (int phase = 1; phase <= Air.BOOTSTRAP_PHASES; phase++) {
      cloud.air().bootstrap(device.uid(), silicon, phase);
    }
    cloud.air().seal(device.uid(), silicon, cloud.deviceProfile(), DeviceSerialNumber.of("0042"));
  }

  /** A message of format V1, with a key identity of its own. */
  private static E2eMessage uplink(RootOfTrust device, byte[] reading) {
    KeyIdentity identity = device.newKeyIdentity(E2eVersion.V1, 0, new SecureRandom());
    try (ProtectionParameters key = device.uplink(identity)) {
      return E2eCipher.standard().protect(reading, key);
    }
  }
}
