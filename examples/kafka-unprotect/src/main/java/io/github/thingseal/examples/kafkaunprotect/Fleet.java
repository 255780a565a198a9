package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.core.e2e.AeadEngine;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedServices;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Simulated devices that the service knows, and one that it does not. */
final class Fleet implements AutoCloseable {
  private static final int SECRET_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final AeadEngine engine = AeadEngine.jdk();
  private final List<SimulatedDevice> devices = new ArrayList<>();
  private final SimulatedDevice stranger;

  private Fleet() {
    SecretBytes secret = SecretBytes.random(SECRET_BYTES, random);
    this.stranger =
        new SimulatedDevice(
            RootOfTrust.derive(secret, RootOfTrust.randomUid(random)),
            E2eVersion.V1,
            engine,
            random);
  }

  /** Onboards so many devices, of the versions in turn. */
  static Fleet onboard(SimulatedServices cloud, int size, E2eVersion... versions) {
    Fleet fleet = new Fleet();
    for (int i = 0; i < size; i++) {
      RootOfTrust root = cloud.manufacture();
      onboard(cloud, root, i);
      fleet.devices.add(
          new SimulatedDevice(root, versions[i % versions.length], fleet.engine, fleet.random));
    }
    return fleet;
  }

  private static void onboard(SimulatedServices cloud, RootOfTrust root, int number) {
    Air.Instance instance = new Air.Instance(String.format(Locale.ROOT, "%032x", number));
    cloud.whitelist(root.uid());
    for (int phase = 1; phase <= Air.BOOTSTRAP_PHASES; phase++) {
      cloud.air().bootstrap(root.uid(), instance, phase);
    }
    DeviceSerialNumber serial = DeviceSerialNumber.of(Integer.toString(number));
    cloud.air().seal(root.uid(), instance, cloud.deviceProfile(), serial);
  }

  List<SimulatedDevice> devices() {
    return devices;
  }

  /** A device that the service has never heard of. */
  SimulatedDevice stranger() {
    return stranger;
  }

  @Override
  public void close() {
    devices.forEach(SimulatedDevice::close);
    stranger.close();
    engine.wipeIdleKeys();
  }
}
