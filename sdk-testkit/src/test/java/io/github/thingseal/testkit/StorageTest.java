package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
  @TempDir private Path folder;

  @Test
  void restart_withStorage_keepsEverything() throws IOException {
    TestDevice device;
    TestDevice allocated;
    List<String> before;
    String header;
    try (SimulatedServices services = open()) {
      device = TestDevice.owned(services);
      allocated = TestDevice.manufacture(services);
      allocated.bootstrap();
      allocated.seal(
          services
              .portal()
              .createProfile(
                  ProfileSettings.named("ZTP").features(Set.of(DeviceFeature.ZTP)).build())
              .uid());
      services.portal().createAccessKey("second").close();
      services.portal().rotateKeys(device.uid());
      services.portal().setPricePlan(device.uid(), SimulatedPricePlan.DAILY);
      services.portal().setHeartbeatPeriod(device.uid(), Duration.ofHours(1));
      device.heartbeat();
      services.portal().setHeartbeatPeriod(device.uid(), Duration.ofHours(2));
      services.portal().rotateKeys(device.uid());
      device.copy().bootstrap();
      allocated.copy().heartbeat();
      header = header(services, device);
      before = everything(services, header, device);
    }
    try (SimulatedServices services = open()) {
      assertThat(everything(services, header, device)).isEqualTo(before);
      TestDevice same = new TestDevice(services, device.uid(), device.instance());
      assertThat(same.copy().bootstrap().verdict()).isEqualTo(Air.Verdict.REJECTED);
      assertThat(same.heartbeat().keySet()).isEqualTo(2);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("services.json"));
    }
  }

  @Test
  void settings_withFeaturesInAnyOrder_lookTheSame() {
    List<DeviceFeature> reversed = new ArrayList<>(List.of(DeviceFeature.values()));
    Collections.reverse(reversed);
    DeviceSettings settings =
        new DeviceSettings(
            new LinkedHashSet<>(reversed), Duration.ofHours(1), SimulatedPricePlan.FLEX, 0);
    assertThat(settings.features()).containsExactly(DeviceFeature.values());
  }

  @Test
  void folders_andFilesWithSecrets_areForTheirOwnerOnly() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    Path service = folder.resolve("service");
    Path module = folder.resolve("a/module");

    open(service).close();
    startModule(module);

    for (Path secret : List.of(service, module)) {
      assertThat(mode(secret)).isEqualTo("rwx------");
    }
    assertThat(mode(service.resolve("services.json"))).isEqualTo("rw-------");
    assertThat(mode(module.resolve("module.properties"))).isEqualTo("rw-------");
  }

  @Test
  void folders_andFilesThatOthersMayRead_areTakenAwayFromThem() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    open(folder).close();
    startModule(folder);
    List<Path> files =
        List.of(folder.resolve("services.json"), folder.resolve("module.properties"));
    for (Path file : files) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    open(folder).close();

    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(files.get(0))).isEqualTo("rw-------");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    startModule(folder);
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(files.get(1))).isEqualTo("rw-------");
  }

  @Test
  void folder_thatOthersMayWriteTo_isRefused() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    for (String mode : List.of("rwxrwx---", "rwx---rwx")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));

      assertThatThrownBy(() -> open(folder))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("700");
      assertThatThrownBy(() -> startModule(folder))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(folder.toString());
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void startModule(Path folder) {
    try (RootOfTrust root = ModuleBench.newRootOfTrust()) {
      SimulatedModule.builder(root).virtualTime(ModuleBench.START).storage(folder).build().close();
    }
  }

  @Test
  void start_withAFileThatCannotBeUsed_saysSoWithoutQuotingIt() throws IOException {
    Path file = folder.resolve("services.json");
    for (String content :
        List.of(
            "",
            "vendorSecret",
            "{}",
            "{\"accessKey\":\"secret\"}",
            "[1]",
            "{\"version\":1,\"vendorSecret\":\"secret\"}",
            "{\"version\":1,\"vendorSecret\":7}")) {
      Files.writeString(file, content);

      assertThatThrownBy(this::open)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("Remove the file")
          .hasMessageNotContaining("\"secret\"")
          .hasNoCause();
      assertThat(file).hasContent(content);
    }
  }

  @Test
  void start_withAFileOfAnotherVersion_saysSo() throws IOException {
    open().close();
    Path file = folder.resolve("services.json");
    String content = Files.readString(file).replace("\"version\" : 1,", "\"version\" : 2,");
    Files.writeString(file, content);

    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not of version 1")
        .hasMessageContaining("Remove the file");
    assertThat(file).hasContent(content);
  }

  @Test
  void start_withAFileThatIsCutOffAnywhere_isRefusedAndNeverHalfRead() throws IOException {
    try (SimulatedServices services = open()) {
      TestDevice.owned(services);
    }
    Path file = folder.resolve("services.json");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length - 1; length += 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::open).isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void failure_toWrite_isAnInternalErrorOfTheService_andNothingIsLostBefore() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    try (SimulatedServices services = open()) {
      RestClient client = RestClient.authenticated(services);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

      assertThat(
              client
                  .post("/whitelist/add", "{\"ROTPublicUIDs\":[\"0a04f008003c9623\"]}")
                  .statusCode())
          .isEqualTo(500);
      assertThat(client.post("/device/list", "{}").statusCode()).isEqualTo(200);
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    try (SimulatedServices services = open()) {
      assertThat(services.portal().whitelist()).isEmpty();
    }
  }

  @Test
  void seed_givenTwice_givesTheSameCredentialsAndModules() {
    try (SimulatedServices one = SimulatedServices.builder().insecureSeed(7).start();
        SimulatedServices two = SimulatedServices.builder().insecureSeed(7).start();
        SimulatedServices other = SimulatedServices.builder().insecureSeed(8).start()) {
      assertThat(one.accessKey()).isEqualTo(two.accessKey()).isNotEqualTo(other.accessKey());
      assertThat(one.deviceProfile()).isEqualTo(two.deviceProfile());
      try (RootOfTrust first = one.manufacture();
          RootOfTrust second = two.manufacture()) {
        assertThat(first.uid()).isEqualTo(second.uid());
        assertThat(first.uid().toBytes()[0] & 0xF0).isZero();
      }
    }
  }

  @Test
  void vendorSecret_givenTwice_givesTheSameRootsOfTrust() {
    RotPublicUid uid = RotPublicUid.of("0a04f008003c9623");
    try (SecretBytes secret = SecretBytes.random(32, new SecureRandom());
        SimulatedServices one = SimulatedServices.builder().vendorSecret(secret).start();
        SimulatedServices two = SimulatedServices.builder().vendorSecret(secret).start();
        RootOfTrust first = one.rootOfTrust(uid);
        RootOfTrust second = two.rootOfTrust(uid)) {
      var identity = first.newKeyIdentity(E2eVersion.V1, 0, new SecureRandom());
      try (var mine = first.uplink(identity);
          var theirs = second.uplink(identity)) {
        assertThat(mine.key()).isEqualTo(theirs.key());
      }
    }
  }

  private SimulatedServices open() {
    return open(folder);
  }

  private static SimulatedServices open(Path storage) {
    return SimulatedServices.builder().storage(storage).start();
  }

  private static String header(SimulatedServices services, TestDevice device) {
    try (RootOfTrust root = services.rootOfTrust(device.uid())) {
      String hex = root.newKeyIdentity(E2eVersion.V1, 1, new SecureRandom()).hex();
      return "{\"EncryptedHeader\":\"" + hex + "\"}";
    }
  }

  private static List<String> everything(
      SimulatedServices services, String header, TestDevice device) {
    RestClient client = RestClient.authenticated(services);
    DeviceProfileUid profile = services.deviceProfile();
    JsonNode parameters = client.call("/e2e/uplink/protectionparameters/get", header);
    return List.of(
        services.accessKey(),
        RestClient.secret(services),
        services.certificatePem(),
        profile.value(),
        parameters.toString(),
        client.call("/whitelist/list", "{}").toString(),
        client.call("/device/list", "{}").toString(),
        client.call("/device/feature/get", device.json()).toString(),
        client.call("/device/clone/get", "{}").toString(),
        client.call("/device/suspicious/get", "{}").toString(),
        services.portal().accessKeys().toString(),
        services.portal().profiles().toString(),
        services.portal().devices().toString(),
        services.portal().events().toString());
  }
}
