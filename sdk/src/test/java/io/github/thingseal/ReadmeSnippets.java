package io.github.thingseal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.thingseal.at.c2c.C2cKeyBlob;
import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.Reconnection;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.NetworkOperator;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReadNetworkOperator;
import io.github.thingseal.at.command.ReadSignalQuality;
import io.github.thingseal.at.command.RegistrationDomain;
import io.github.thingseal.at.command.SetRegistrationReports;
import io.github.thingseal.at.command.SignalQuality;
import io.github.thingseal.at.command.UrcType;
import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.at.mux.MultiplexedPort;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.cloud.DetectedClone;
import io.github.thingseal.cloud.Device;
import io.github.thingseal.cloud.DeviceFilter;
import io.github.thingseal.cloud.DeviceState;
import io.github.thingseal.cloud.DeviceUpdate;
import io.github.thingseal.cloud.EventPosition;
import io.github.thingseal.cloud.EventSubscription;
import io.github.thingseal.cloud.Feature;
import io.github.thingseal.cloud.FeatureStatus;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.WhitelistImport;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.e2e.E2eUnprotector;
import io.github.thingseal.cloud.e2e.UnprotectResult;
import io.github.thingseal.cloud.whitelist.ImportLine;
import io.github.thingseal.cloud.whitelist.ImportReport;
import io.github.thingseal.cloud.whitelist.LineOutcome;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The code of the README, so that it compiles; {@link ReadmeTest} holds both together. */
@SuppressWarnings("UnusedVariable") // A snippet shows what there is to be had.
abstract class ReadmeSnippets {
  abstract void show(Object any);

  abstract boolean confirmed(OnboardingPlan plan);

  abstract void accept(Psk psk);

  abstract void store(byte[] blob);

  abstract byte[] stored();

  void cloud(E2eMessage message) {
    RotPublicUid uid = RotPublicUid.of("0a04f008003c9623"); // what module.rotPublicUid() returned
    PskIdentity identity =
        PskIdentity.fromHex("11010008003f9720f38c30c88428"); // as (D)TLS sends it

    try (SecurityServices services =
        SecurityServices.builder().credentials(Credentials.fromEnvironment()).build()) {
      byte[] reading =
          services.e2e().unprotect(message); // fetches key and nonce, verifies, decrypts
      E2eMessage reply = services.e2e().protect(uid, "on".getBytes(UTF_8));
      try (Psk psk = services.psk().get(identity).execute()) { // or .submit() for a future
        accept(psk);
      }
      Device device = services.devices().get(uid).execute();
      List<DetectedClone> clones = services.devices().clones().execute();
    }
  }

  void unprotector(SecurityServices services, List<byte[]> messages) {
    try (E2eUnprotector unprotector = services.e2e().unprotector().build()) {
      for (UnprotectResult result : unprotector.unprotectAll(messages)) { // byte[] each
        result.rotPublicUid().ifPresent(uid -> show(uid)); // the module whose key it was
        result.failure().ifPresentOrElse(failure -> show(failure), () -> show(result.plaintext()));
      }
    }
  }

  void line(ModuleOptions options, byte[] reading) {
    Reconnection patient = Reconnection.waiting(Duration.ofMinutes(1));
    try (MultiplexedPort port = MultiplexedPort.of(() -> SerialTransport.of("/dev/ttyUSB0"));
        SecurityModule module = SecurityModule.open(port.channel(1), options, patient);
        SecurityModule watch = SecurityModule.open(port.channel(2), options, patient)) {
      watch.subscribe(UrcType.REGISTRATION, registration -> show(registration));
      watch.onRestart(sign -> show(sign));
      show(module.e2e().encrypt(reading));
    }
  }

  void within(SecurityModule module, byte[] reading) {
    E2eMessage message = module.within(Duration.ofSeconds(20), () -> module.e2e().encrypt(reading));
  }

  void modem() {
    try (AtChannel modem = AtChannel.open(SerialTransport.of("/dev/ttyUSB0"))) {
      modem.subscribe(UrcType.REGISTRATION, registration -> show(registration));
      modem.execute(new SetRegistrationReports(RegistrationDomain.EPS, 1));
      SignalQuality signal = modem.execute(new ReadSignalQuality());
      List<InfoLine> answer = modem.execute(RawCommand.of("AT+CTZU?")); // has no type
      CompletableFuture<NetworkOperator> later = modem.submit(new ReadNetworkOperator());
    }
  }

  void chipToChip(SecurityModule module, char[] passphrase) {
    try (C2cKeys keys = module.c2c().pair()) { // the module gives them out once: store them first
      store(C2cKeyBlob.seal(keys, passphrase));
    }
    try (C2cKeys keys = C2cKeyBlob.open(stored(), passphrase)) {
      module.c2c().open(keys); // from here on the wire is encrypted, and all else stays as it is
    }
  }

  void encryptedFromTheStart(C2cKeys keys, String path) {
    ModuleOptions options = ModuleOptions.builder().encryption(keys).build();
    try (SecurityModule module = SecurityModule.open(SerialTransport.of(path), options)) {
      show(module.certificates().device());
    }
  }

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

  void fleet(SecurityServices services, RotPublicUid uid, String stored) {
    for (Device device : services.devices().matching(DeviceFilter.inState(DeviceState.ALLOCATED))) {
      show(device); // not on the whitelist when it was assigned: only the portal unblocks it
    }
    DeviceUpdate daily = DeviceUpdate.builder().heartbeatPeriod(Duration.ofDays(1)).build();
    services.devices().update(uid, daily).execute(); // in force at the next heartbeat
    services.features().activate(uid, Feature.ZTP).execute();
    CompletableFuture<FeatureStatus> active =
        services.features().awaitActive(uid, Feature.ZTP, Duration.ofDays(8)).submit();
    EventPosition position = EventPosition.of(stored); // of the last event that was dealt with
    EventSubscription events =
        services.events().subscribe(event -> show(event)).after(position).start();
  }

  void whitelist(SecurityServices services) {
    WhitelistImport csv = services.whitelist().importCsv(Path.of("modules.csv")); // sends nothing
    for (ImportLine line : csv.dryRun().with(LineOutcome.REFUSED)) {
      show(line); // its number, its text, and how to mend it
    }
    ImportReport report = csv.run(progress -> show(progress)); // or submit, for a future
    services
        .whitelist()
        .exportCsv(Path.of("listed.csv")); // "0x" before the digits: a spreadsheet keeps them
  }
}
