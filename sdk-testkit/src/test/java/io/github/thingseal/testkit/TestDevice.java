package io.github.thingseal.testkit;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;

/** A module without an AT port: its identity, and what it says over the air. */
record TestDevice(SimulatedServices services, RotPublicUid uid, Air.Instance instance) {
  static final DeviceSerialNumber SERIAL = DeviceSerialNumber.of("357862090123456");

  static TestDevice manufacture(SimulatedServices services) {
    try (RootOfTrust root = services.manufacture()) {
      return new TestDevice(services, root.uid(), new Air.Instance("00".repeat(16)));
    }
  }

  /** Whitelisted, bootstrapped and sealed. */
  static TestDevice owned(SimulatedServices services) {
    TestDevice device = manufacture(services);
    services.whitelist(device.uid());
    device.bootstrap();
    device.seal(services.deviceProfile());
    return device;
  }

  TestDevice copy() {
    return new TestDevice(services, uid, new Air.Instance("01".repeat(16)));
  }

  Air.Answer bootstrap() {
    Air.Answer answer = phase(1);
    for (int phase = 2; phase <= Air.BOOTSTRAP_PHASES; phase++) {
      answer = phase(phase);
    }
    return answer;
  }

  Air.Answer phase(int phase) {
    return services.air().bootstrap(uid, instance, phase);
  }

  Air.Answer seal(DeviceProfileUid profile) {
    return services.air().seal(uid, instance, profile, SERIAL);
  }

  Air.Answer heartbeat() {
    return services.air().heartbeat(uid, instance);
  }

  String json() {
    return "{\"ROTPublicUID\":\"" + uid + "\"}";
  }
}
