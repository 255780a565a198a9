package io.github.thingseal.docs;

import io.github.thingseal.OnboardedDevice;
import io.github.thingseal.Onboarding;
import io.github.thingseal.OnboardingPlan;
import io.github.thingseal.at.c2c.C2cKeyBlob;
import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.production.ProductionLine;
import io.github.thingseal.production.SealingJournal;
import io.github.thingseal.production.Station;
import io.github.thingseal.production.StationResult;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedServices;
import java.nio.file.Path;
import java.util.List;

/** The code of README.md, docs/production-line.md, docs/chip-to-chip.md and docs/testing.md. */
@SuppressWarnings("UnusedVariable") // A snippet shows what a call returns.
final class OnboardingSnippets extends Snippets {
  void onboarding(
      SecurityModule module,
      SecurityServices services,
      DeviceProfileUid profile,
      DeviceSerialNumber serial) {
    Onboarding onboarding = Onboarding.builder(module, services, profile, serial).build();
    OnboardingPlan plan = onboarding.dryRun(); // asks both sides, changes nothing
    if (confirmed(plan)) { // its toString() lists each step
      OnboardedDevice device = onboarding.run(SealPermission.GRANTED, progress -> show(progress));
    }
  }

  void productionLine(
      SecurityServices services,
      DeviceProfileUid profile,
      List<String> ports,
      List<DeviceSerialNumber> serials) {
    List<Station> stations = ports.stream().map(Station::at).toList();
    try (SealingJournal journal = SealingJournal.open(Path.of("line.journal"))) {
      ProductionLine line = ProductionLine.builder(services, profile, journal).atOnce(16).build();
      for (StationResult result : line.run(stations, serials, SealPermission.GRANTED)) {
        result.failure().ifPresent(failure -> show(result.station() + ": " + failure.getMessage()));
      }
    }
  }

  void chipToChip(SecurityModule module, char[] passphrase) {
    try (C2cKeys keys = module.c2c().pair()) { // the module returns them once: store them first
      store(C2cKeyBlob.seal(keys, passphrase));
    }
    try (C2cKeys keys = C2cKeyBlob.open(stored(), passphrase)) {
      module.c2c().open(keys); // from here on the port is encrypted; all calls work as before
      show(module.certificates().device());
      module.c2c().close(); // before the module is closed
    }
  }

  void encryptedFromTheStart(C2cKeys keys, String path) {
    ModuleOptions options = ModuleOptions.builder().encryption(keys).build();
    try (SecurityModule module = SecurityModule.open(SerialTransport.of(path), options)) {
      show(module.certificates().device());
    }
  }

  byte[] testkit(DeviceSerialNumber serial, byte[] reading) {
    try (SimulatedServices cloud = SimulatedServices.start();
        RootOfTrust rootOfTrust = cloud.manufacture();
        SimulatedModule silicon =
            SimulatedModule.builder(rootOfTrust).air(cloud.air()).fastTime(20).build()) {
      String host = "127.0.0.1";
      try (SecurityModule module =
              SecurityModule.open(TcpTransport.connect(host, silicon.listenTcp(0)));
          SecurityServices services =
              SecurityServices.builder()
                  .baseUrl(cloud.url().toString())
                  .credentials(Credentials.of(cloud.accessKey(), cloud.accessSecret()))
                  .trustedCertificates(cloud.certificate())
                  .build()) {
        Onboarding.builder(module, services, cloud.deviceProfile(), serial)
            .build()
            .run(SealPermission.GRANTED, progress -> show(progress));
        return services.e2e().unprotect(module.e2e().encrypt(reading));
      }
    }
  }
}
