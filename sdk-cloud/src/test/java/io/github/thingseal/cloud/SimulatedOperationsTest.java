package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.operation.ServiceDocument;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedServices;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each operation of the document by its typed call at the simulated service: it is carried out, and
 * what goes both ways is what the document says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedOperationsTest {
  private static final ServiceDocument DOCUMENT = ServiceDocument.standard();
  private static final Air.Instance INSTANCE = new Air.Instance("module");
  private static final DeviceSerialNumber SERIAL = DeviceSerialNumber.of("356726100000002");

  private final SimulatedServices simulated =
      SimulatedServices.builder().httpPort(0).portalOverRest(true).start();
  private final DocumentedTraffic traffic = new DocumentedTraffic(DOCUMENT);
  private final SecurityServices client =
      TypedCalls.withPortal(
              Patience.with(SecurityServices.builder())
                  .baseUrl(simulated.httpUrl().orElseThrow().toString())
                  .credentials(Credentials.of(simulated.accessKey(), simulated.accessSecret()))
                  .okHttpClient(http -> http.addInterceptor(traffic)))
          .build();
  private final DeviceProfileUid profile = simulated.deviceProfile();
  private final CertificateAuthorityUid authority =
      client.certificates().createAuthority("Meters").execute().uid();

  @BeforeEach
  void forget() {
    traffic.clear();
  }

  @AfterAll
  void close() {
    client.close();
    simulated.close();
  }

  static Stream<String> operations() {
    return DOCUMENT.operations().keySet().stream()
        .filter(name -> !TypedCalls.WITHIN_OTHERS.contains(name));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_whenCalled_isCarriedOutAsTheDocumentSays(String name) {
    TypedCalls.Given given = given();

    Object answer = TypedCalls.of(name, client, given).execute();

    assertThat(answer).isNotNull();
    assertThat(traffic.answered()).contains(name);
    assertThat(traffic.faults()).isEmpty();
  }

  @Test
  void traffic_whenNotAsTheDocumentSays_isReported() {
    client.call("/device/clone/get", "{\"Other\":1}").execute();

    assertThat(traffic.faults()).singleElement().asString().contains("device.clones", "Other");
  }

  /** All that an operation may be about. */
  private TypedCalls.Given given() {
    deleteOtherAccessKeys();
    RotPublicUid owned = bootstrapped();
    RotPublicUid blacklisted = bootstrapped();
    client.whitelist().add(owned).execute();
    seal(owned);
    seal(blacklisted);
    simulated.air().heartbeat(owned, INSTANCE);
    try (RootOfTrust root = simulated.rootOfTrust(owned);
        NewAccessKey key = client.access().create("to be deleted").execute()) {
      return new TypedCalls.Given(
          owned,
          bootstrapped(),
          blacklisted,
          profile,
          key.accessKey().key(),
          authority,
          root.newKeyIdentity(E2eVersion.V1, 0, new SecureRandom()),
          root.newPskIdentity(PskSize.BYTES_32, 0, new SecureRandom()),
          client.events().list(1).execute().position().orElseThrow());
    }
  }

  /** An account has few. */
  private void deleteOtherAccessKeys() {
    for (AccessKey each : client.access().list().execute()) {
      if (!each.key().equals(simulated.accessKey())) {
        client.access().delete(each.key()).execute();
      }
    }
  }

  private void seal(RotPublicUid uid) {
    DeviceSealing sealing = new DeviceSealing(uid, profile, SERIAL);
    client.devices().seal(sealing, SealPermission.GRANTED).execute();
  }

  private RotPublicUid bootstrapped() {
    try (RootOfTrust root = simulated.manufacture()) {
      for (int phase = 1; phase <= Air.BOOTSTRAP_PHASES; phase++) {
        simulated.air().bootstrap(root.uid(), INSTANCE, phase);
      }
      return root.uid();
    }
  }
}
