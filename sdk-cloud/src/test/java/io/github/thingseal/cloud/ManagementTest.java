package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.error.ConflictException;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.cloud.operation.ServiceDocument;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operations on profiles, devices, access keys and certificates make of their answers. */
class ManagementTest {
  private static final ServiceDocument DOCUMENT = ServiceDocument.standard();
  private static final RotPublicUid UID = TypedCalls.UID;
  private static final DeviceProfileUid PROFILE = TypedCalls.PROFILE;
  private static final DeviceSealing SEALING =
      new DeviceSealing(UID, PROFILE, DeviceSerialNumber.of("356726100000001"));
  private static final String SECRET = "a-secret-that-is-shown-once-only";

  private FakeService service;
  private SecurityServices services;

  @BeforeEach
  void start() throws IOException {
    service = FakeService.overHttp();
    services = TypedCalls.withPortal(service.builder()).build();
  }

  @AfterEach
  void stop() {
    services.close();
    service.close();
  }

  @Test
  void profile_whenComplete_isRead() {
    answerExampleOf("profile.get");

    DeviceProfile profile = services.profiles().get(PROFILE).execute();

    assertThat(profile)
        .isEqualTo(
            DeviceProfile.builder(PROFILE, "Meters")
                .features(Set.of(Feature.LOCAL_C2C, Feature.E2E_DATA_PROTECTION))
                .heartbeatPeriod(Duration.ofDays(7))
                .pricePlan(PricePlan.DEVELOPER)
                .whitelistPolicy(WhitelistPolicy.REQUIRED)
                .build());
    assertThat(profile.toString()).contains("Meters").doesNotContain(PROFILE.value());
  }

  @Test
  void profile_whenOptionalFieldsAreMalformed_isReadWithoutThem() {
    service.enqueue(
        200,
        "{\"DeviceProfileUID\":\"AgbCtixjwqLjwV3VWpfPyz\",\"Name\":\"Meters\",\"Features\":[\"a b\"],"
            + "\"HeartbeatSeconds\":-1,\"PricePlan\":\" \",\"WhitelistPolicy\":7}");

    assertThat(services.profiles().get(PROFILE).execute())
        .isEqualTo(DeviceProfile.builder(PROFILE, "Meters").build());
  }

  @Test
  void update_whenPartial_sendsWhatIsSet() {
    answerExampleOf("profile.update");
    answerExampleOf("device.update");

    services
        .profiles()
        .update(PROFILE, DeviceProfileSettings.builder().pricePlan(PricePlan.NONE).build())
        .execute();
    services.devices().update(UID, DeviceUpdate.builder().features().build()).execute();

    assertThat(bodies())
        .containsExactly(
            "{\"DeviceProfileUID\":\"AgbCtixjwqLjwV3VWpfPyz\",\"PricePlan\":\"None\"}",
            "{\"ROTPublicUID\":\"0a04f008003c9623\",\"Features\":[]}");
  }

  @Test
  void update_whenNothingIsSet_isRefused() {
    assertThatThrownBy(
            () -> services.profiles().update(PROFILE, DeviceProfileSettings.builder().build()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> DeviceUpdate.builder().build())
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> services.profiles().create(DeviceProfileSettings.builder().build()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT1.5S", "PT0.001S", "P100000D"})
  void heartbeatPeriod_whenNoWholeSeconds_isRefused(Duration period) {
    assertThatThrownBy(() -> DeviceUpdate.builder().heartbeatPeriod(period))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("seconds");
  }

  @Test
  void device_whenItNamesPlanAndPeriod_isReadWithThem() {
    answerExampleOf("device.get");

    Device device = services.devices().get(UID).execute();

    assertThat(device.heartbeatPeriod()).contains(Duration.ofDays(7));
    assertThat(device.pricePlan()).contains(PricePlan.DEVELOPER);
    assertThat(device.isUnclaimed()).isFalse();
  }

  @Test
  void seal_whenPermitted_isSentOnceWhateverTheCatalogueSays() {
    Operation eager = Operations.DEVICE_SEAL.withRepeatable(true);
    service.answerAll(503, "{}");
    try (SecurityServices other =
        service.builder().catalogue(services.catalogue().with(eager)).build()) {
      assertThat(other.catalogue().get("device.seal").repeatable()).isTrue();
      assertThatThrownBy(
              () -> other.devices().seal(SEALING, SealPermission.GRANTED).maxAttempts(10).execute())
          .isInstanceOf(ServiceUnavailableException.class);
    }
    assertThat(service.businessRequests()).hasSize(1);
  }

  @Test
  void seal_whenNotPermitted_sendsNothing() {
    assertThatThrownBy(() -> services.devices().seal(SEALING, SealPermission.WITHHELD))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot be undone");
    assertThat(service.requests).isEmpty();
  }

  @Test
  void seal_whenSealedOtherwise_isAConflict() {
    service.enqueue(
        409, "{\"message\":\"sealed with " + PROFILE.value() + "\",\"Code\":\"AlreadySealed\"}");

    assertThatThrownBy(() -> services.devices().seal(SEALING, SealPermission.GRANTED).execute())
        .isInstanceOfSatisfying(
            ConflictException.class,
            e -> {
              assertThat(e.details().code()).contains("AlreadySealed");
              assertThat(e.details().mayHaveBeenCarriedOut()).isFalse();
            })
        .hasMessageNotContaining(PROFILE.value());
  }

  @Test
  void code_whenItLooksLikeNone_isNotTaken() {
    for (String code : List.of("7", "\"\"", "\"two words\"", "\"" + "x".repeat(65) + "\"")) {
      service.enqueue(409, "{\"Code\":" + code + "}");
      assertThatThrownBy(() -> services.devices().get(UID).execute())
          .isInstanceOfSatisfying(
              ConflictException.class, e -> assertThat(e.details().code()).isEmpty());
    }
  }

  @Test
  void accessKey_whenNew_hasASecretThatIsNeverPrinted() {
    service.enqueue(
        200,
        "{\"APIKey\":\"k-1\",\"APISecret\":\""
            + SECRET
            + "\",\"CreatedAt\":\"2026-01-02T03:04:05Z\"}");

    NewAccessKey key = services.access().create("gateway").execute();

    assertThat(key.toString()).contains("k-1").doesNotContain(SECRET);
    assertThat(key.accessKey())
        .isEqualTo(
            new AccessKey(
                "k-1", Optional.empty(), Optional.of(Instant.parse("2026-01-02T03:04:05Z"))));
    assertThat(key.toCredentials().accessKey()).isEqualTo("k-1");
    assertThat(key.secret().exposeCopy()).asString().isEqualTo(SECRET);
    key.close();
    assertThatThrownBy(key::toCredentials).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void accessKey_whenItsAnswerIsBroken_showsNothingOfIt() {
    service.enqueue(200, "{\"APISecret\":\"" + SECRET + "\"}");

    assertThatThrownBy(() -> services.access().create("gateway").execute())
        .isInstanceOfSatisfying(
            UnexpectedAnswerException.class, e -> assertThat(e.details().body()).isEmpty())
        .hasMessageContaining("APIKey")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void accessKey_whenNoOneWaitsForIt_isWiped() {
    CountDownLatch cancelled = new CountDownLatch(1);
    service.answerWith(
        request -> {
          FakeService.awaitLatch(cancelled);
          return FakeService.json(200, "{\"APIKey\":\"k\",\"APISecret\":\"s\"}").build();
        });
    var future = services.access().create("gateway").submit();

    future.cancel(false);
    cancelled.countDown();
    assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
  }

  @Test
  void newAccessKey_whenMadeForATest_ownsItsSecret() {
    SecretBytes secret = SecretBytes.copyOf(new byte[] {'s'});
    NewAccessKey.of(new AccessKey("k", Optional.empty(), Optional.empty()), secret).close();

    assertThatThrownBy(secret::exposeCopy).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void certificates_whenListed_areParsed() {
    answerExampleOf("certificate.list");
    answerExampleOf("authority.list");

    X509Certificate device = services.certificates().list(UID).execute().get(0);
    CertificateAuthority authority = services.certificates().authorities().execute().get(0);

    assertThat(device.getSubjectX500Principal().getName()).isEqualTo("CN=" + UID);
    assertThat(authority.uid()).isEqualTo(CertificateAuthorityUid.of("ca-1"));
    assertThat(authority.isPrivate()).isTrue();
    X509Certificate issuer = authority.certificate().orElseThrow();
    assertThat(device.getIssuerX500Principal()).isEqualTo(issuer.getSubjectX500Principal());
    requireVerified(device, issuer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\\n!\\n-----END CERTIFICATE-----"
      })
  void certificate_whenItIsNone_isRefusedByItsPlace(String pem) {
    service.enqueue(200, "{\"Certificates\":[{\"Certificate\":\"" + pem + "\"}]}");

    assertThatThrownBy(() -> services.certificates().list(UID).execute())
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("Certificates[0].Certificate is not")
        .hasMessageNotContaining("AAAA");
  }

  @Test
  void certificateProfile_whenRead_hasItsValues() {
    answerExampleOf("certificateprofile.get");

    assertThat(services.certificates().profile(PROFILE).execute())
        .isEqualTo(
            new CertificateProfile(
                CertificateAuthorityUid.of("ca-1"), 365, Optional.of("CN={uid}")));
    assertThatThrownBy(
            () -> new CertificateProfile(CertificateAuthorityUid.of("a"), 0, Optional.empty()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> services.certificates().createAuthority("a", 0))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void keySet_whenRotated_hasItsNumber() {
    answerExampleOf("e2e.rotate");
    service.enqueue(200, "{}");

    assertThat(services.e2e().rotateKeySet(UID).execute())
        .isEqualTo(new KeySetRotation(UID, OptionalInt.of(2)));
    assertThat(services.e2e().rotateKeySet(UID).execute().keySet()).isEmpty();
  }

  @Test
  void ownershipChange_whenMade_namesAllThatTheVendorAsksFor() {
    OwnershipChange change =
        OwnershipChange.builder(PROFILE)
            .devices(UID, RotPublicUid.of("0000000000000001"))
            .devices(List.of(UID))
            .from("example.com")
            .to(" example.org ")
            .build();

    assertThat(change.subject())
        .isEqualTo(
            "Security Services: change of ownership of 2 devices from example.com to example.org");
    assertThat(change.text())
        .isEqualTo(
            """
            Please change the owner of these devices.

            Present owner (domain): example.com
            New owner (domain): example.org
            DeviceProfileUID: AgbCtixjwqLjwV3VWpfPyz
            RoTPublicUIDs (2):
            0a04f008003c9623
            0000000000000001
            """);
    assertThat(change.recipient()).contains("support").contains("e-mail");
    assertThat(change.toString()).doesNotContain(PROFILE.value());
  }

  @Test
  void ownershipChange_whenIncomplete_isRefused() {
    OwnershipChange.Builder builder = OwnershipChange.builder(PROFILE);
    assertThatThrownBy(builder::build).isInstanceOf(InvalidInputException.class);
    builder.devices(UID).from("a");
    assertThatThrownBy(builder::build).hasMessageContaining("to(");
    builder.to("a");
    assertThatThrownBy(builder::build).hasMessageContaining("Both");
    assertThatThrownBy(() -> builder.to("a\nb")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> builder.from(" ")).isInstanceOf(InvalidInputException.class);
  }

  private static void requireVerified(X509Certificate device, X509Certificate issuer) {
    try {
      device.verify(issuer.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void answerExampleOf(String operation) {
    service.enqueue(
        200,
        DOCUMENT
            .operation(operation)
            .at("/responses/200/content/application~1json/example")
            .toString());
  }

  private List<String> bodies() {
    return service.businessRequests().stream().map(FakeService::bodyOf).toList();
  }
}
