package io.github.thingseal.consumer;

import io.github.thingseal.at.module.SealingProgress;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

final class Gateway {
  public static void main(String[] arguments) {
    // You create the profile in the vendor's portal. The serial number is yours, often the IMEI.
    DeviceProfileUid profile = DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz");
    DeviceSerialNumber serial = DeviceSerialNumber.of("357862090123456");
    byte[] reading = "temperature 21.5".getBytes(StandardCharsets.UTF_8);

    try (SecurityModule module = SecurityModule.open(SerialTransport.of("/dev/ttyUSB0"))) {
      module.network().connect(Duration.ofMinutes(3));
      if (!module.sealing().state().isSealed()) {
        // By now module.rotPublicUid() must be on the whitelist of your account; see below.
        module.sealing().awaitBootstrapped(Duration.ofMinutes(5), SealingProgress.NONE);
        module.sealing().seal(profile, serial); // irreversible; sent once, never repeated
        module.sealing().awaitSealed(Duration.ofMinutes(4), SealingProgress.NONE);
      }
      E2eMessage message = module.e2e().encrypt(reading); // only your cloud can decrypt it
      System.out.println(module.rotPublicUid() + " sends " + message);
      try (Psk psk = module.psk().generate(PskSize.BYTES_32)) {
        System.out.println("The identity of the (D)TLS key is " + psk.identity());
      }
    }
  }
}
