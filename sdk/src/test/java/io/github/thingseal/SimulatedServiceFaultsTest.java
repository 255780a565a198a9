package io.github.thingseal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.cloud.CertificateAuthorityUid;
import io.github.thingseal.cloud.CertificateProfile;
import io.github.thingseal.cloud.DetectedClone;
import io.github.thingseal.cloud.Device;
import io.github.thingseal.cloud.DeviceProfileSettings;
import io.github.thingseal.cloud.DeviceSealing;
import io.github.thingseal.cloud.DeviceState;
import io.github.thingseal.cloud.DeviceUpdate;
import io.github.thingseal.cloud.Feature;
import io.github.thingseal.cloud.FeatureStatus;
import io.github.thingseal.cloud.ReportedUid;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.SecurityServicesBuilder;
import io.github.thingseal.cloud.ServiceCall;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.e2e.E2eUnprotector;
import io.github.thingseal.cloud.e2e.UnprotectResult;
import io.github.thingseal.cloud.error.AccessDeniedException;
import io.github.thingseal.cloud.error.BadRequestException;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.cloud.error.UntrustedServiceException;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.cloud.resilience.RetrySettings;
import io.github.thingseal.core.AuthenticationException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.MessageAuthenticationException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.testkit.ReceivedRequest;
import io.github.thingseal.testkit.ServiceFault;
import io.github.thingseal.testkit.SimulatedServices;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every operation of the cloud side against the simulated service, which knows nothing of it: when
 * all is well, and when it is not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedServiceFaultsTest {
  private static final byte[] READING = "temperature 21.5".getBytes(UTF_8);
  private static final RotPublicUid STRANGER = RotPublicUid.of("0123456789abcdef");

  private final Bench bench = new Bench();
  private SecurityModule module;
  private E2eMessage message;
  private SecurityServices services;

  @BeforeAll
  void onboard() {
    module = bench.openModule();
    try (SecurityServices first = bench.openServices()) {
      Onboarding.builder(module, first, bench.profile, bench.serial)
          .build()
          .run(SealPermission.GRANTED, progress -> {});
    }
    message = module.e2e().encrypt(READING);
  }

  @AfterAll
  void closeBench() {
    module.close();
    bench.close();
  }

  @BeforeEach
  void openServices() {
    services = builder().build();
    services.authenticate();
    bench.service.clearRequests();
  }

  @AfterEach
  void closeServices() {
    bench.service.clearFaults();
    services.close();
  }

  @Test
  void operations_whenAllIsWell_understandEachOther() {
    assertThat(services.e2e().unprotect(message)).isEqualTo(READING);
    module.e2e().useVersion(E2eVersion.V2);
    assertThat(services.e2e().unprotect(module.e2e().encrypt(READING))).isEqualTo(READING);
    module.e2e().useVersion(E2eVersion.V1);
    assertThat(module.e2e().decrypt(services.e2e().protect(bench.uid, READING))).isEqualTo(READING);
    for (PskSize size : PskSize.values()) {
      try (Psk made = module.psk().generate(size);
          Psk recovered = services.psk().get(made.identity()).execute()) {
        assertThat(recovered).isEqualTo(made);
      }
    }
    Device device = services.devices().get(bench.uid).execute();
    assertThat(device.state()).isEqualTo(DeviceState.OWNED);
    assertThat(device.isSealedWith(bench.profile, bench.serial)).isTrue();
    assertThat(services.devices().list().execute()).containsExactly(device);
    assertThat(services.devices().list(bench.profile).execute()).containsExactly(device);
    assertThat(services.devices().clones().execute())
        .extracting(DetectedClone::rotPublicUid)
        .isEmpty();
    assertThat(services.devices().suspicious().execute()).isEmpty();
  }

  @Test
  void unprotector_whenMessagesOfAllKindsCome_hasAResultForEach() {
    module.e2e().useVersion(E2eVersion.V2);
    E2eMessage second = module.e2e().encrypt(READING);
    module.e2e().useVersion(E2eVersion.V1);
    byte[] tampered = message.toBytes();
    tampered[tampered.length - 1] ^= 1;
    byte[] unknown = message.toBytes();
    unknown[1] ^= 1; // Another module.
    List<byte[]> messages =
        List.of(message.toBytes(), tampered, second.toBytes(), unknown, message.toBytes());

    try (E2eUnprotector unprotector = services.e2e().unprotector().build()) {
      for (int round = 0; round < 2; round++) {
        List<UnprotectResult> results = unprotector.unprotectAll(messages);
        for (int good : new int[] {0, 2, 4}) {
          assertThat(results.get(good).plaintext()).isEqualTo(READING);
          assertThat(results.get(good).rotPublicUid()).contains(bench.uid);
        }
        assertThat(results.get(1).failure())
            .get()
            .isInstanceOf(MessageAuthenticationException.class);
        assertThat(results.get(3).failure()).get().isInstanceOf(NotFoundException.class);
      }
    }
    assertThat(bench.service.requests(Operations.E2E_UPLINK.path())).hasSize(3);
  }

  @Test
  void whitelist_whenChanged_isListed() {
    services.whitelist().add(STRANGER).execute();
    assertThat(services.whitelist().list().execute()).contains(new ReportedUid(STRANGER.hex()));

    services.whitelist().remove(STRANGER).execute();
    assertThat(services.whitelist().list().execute())
        .doesNotContain(new ReportedUid(STRANGER.hex()));
  }

  @Test
  void features_whenSwitched_arePendingUntilHeartbeat() {
    services.features().deactivate(bench.uid, Feature.ZTP).execute();
    assertThat(zeroTouch()).isEqualTo(new FeatureStatus(Feature.ZTP, true, false));

    services.features().activate(bench.uid, Feature.ZTP).execute();
    assertThat(zeroTouch()).isEqualTo(new FeatureStatus(Feature.ZTP, true, true));
  }

  @Test
  void genericCall_whenPathIsKnown_answersJsonAsReceived() {
    assertThat(services.call("/device/list", "{}").execute()).contains(bench.uid.hex());
    assertThatThrownBy(() -> services.call("/no/such/thing", "{}").execute())
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> services.call("/device/list", "[1]"))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void credentials_whenWrong_areRefusedAfterOneTry() {
    try (SecurityServices wrong =
        builder().credentials(Credentials.of(bench.service.accessKey(), "not it")).build()) {
      assertThatThrownBy(() -> wrong.devices().list().execute())
          .isInstanceOf(AuthenticationException.class)
          .hasMessageContaining("access key and secret")
          .hasMessageNotContaining("not it");
    }
    assertThat(paths()).containsExactly("/authenticate");
  }

  @Test
  void token_whenExpired_isRenewedOnceAndTheCallRepeated() {
    bench.service.expireTokens();

    assertThat(services.devices().list().execute()).hasSize(1);
    assertThat(paths()).containsExactly("/device/list", "/authenticate", "/device/list");
  }

  @Test
  void token_whenExpiredAtOnce_failsAfterOneRenewal() {
    bench.service.expireTokens();
    bench.service.inject(ServiceFault.status(401).onPath("/device/list"));

    assertThatThrownBy(() -> services.devices().list().execute())
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining("authorization scheme");
    assertThat(paths()).containsExactly("/device/list", "/authenticate", "/device/list");
  }

  @Test
  void service_whenNotTrusted_getsNothing() {
    try (SecurityServices distrusting = builder().trustedCertificates().build()) {
      assertThatThrownBy(() -> distrusting.e2e().unprotect(message))
          .isInstanceOf(UntrustedServiceException.class)
          .isInstanceOf(PermanentException.class)
          .hasMessageContaining("trustedCertificates");
    }
    try (SimulatedServices other = SimulatedServices.start();
        SecurityServices mistaken = builder().trustedCertificates(other.certificate()).build()) {
      assertThatThrownBy(mistaken::authenticate).isInstanceOf(UntrustedServiceException.class);
    }
    assertThat(paths()).isEmpty();
  }

  static Stream<Arguments> statuses() {
    return Stream.of(
        Arguments.of(400, BadRequestException.class, InvalidInputException.class, "Fix", 1),
        Arguments.of(403, AccessDeniedException.class, PermanentException.class, "feature", 1),
        Arguments.of(404, NotFoundException.class, PermanentException.class, "overridden", 1),
        Arguments.of(429, ServiceUnavailableException.class, TransientException.class, "fewer", 3),
        Arguments.of(500, ServiceUnavailableException.class, TransientException.class, "later", 1),
        Arguments.of(503, ServiceUnavailableException.class, TransientException.class, "later", 3));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void status_whenAnError_isOfItsBranchAndRepeatedOnlyIfThatMayHelp(
      int status,
      Class<? extends ThingsealException> type,
      Class<? extends ThingsealException> branch,
      String advice,
      int sent) {
    bench.service.inject(ServiceFault.status(status));

    for (ServiceCall<?> call : everyCall()) {
      bench.service.clearRequests();
      assertThatThrownBy(call::execute)
          .isInstanceOf(type)
          .isInstanceOf(branch)
          .hasMessageContaining(Integer.toString(status))
          .hasMessageContaining(call.operation().name())
          .hasMessageContaining(advice);
      assertThat(paths())
          .hasSize(call.operation().repeatable() ? sent : 1)
          .containsOnly(call.operation().path());
    }
  }

  @Test
  void retryAfter_whenBearable_isKeptAndTheCallSucceeds() {
    bench.service.inject(ServiceFault.status(429, Duration.ZERO).times(2));

    assertThat(services.devices().list().execute()).hasSize(1);
    assertThat(paths()).hasSize(3);
  }

  @Test
  void retryAfter_whenTooLong_isHandedToTheCaller() {
    bench.service.inject(ServiceFault.status(503, Duration.ofHours(1)));

    assertThatThrownBy(() -> services.devices().list().execute())
        .hasMessageContaining("in 3600 s")
        .isInstanceOfSatisfying(
            ServiceUnavailableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofHours(1)));
    assertThat(paths()).hasSize(1);
  }

  static Stream<ServiceFault> brokenConnections() {
    return Stream.of(ServiceFault.halfBody(), ServiceFault.disconnect(), ServiceFault.reset());
  }

  @ParameterizedTest
  @MethodSource("brokenConnections")
  void connection_whenBrokenOnce_isRepeatedUnlessOneAttemptWasAskedFor(ServiceFault fault) {
    bench.service.inject(fault.times(1));
    assertThat(services.e2e().unprotect(message)).isEqualTo(READING);
    assertThat(paths()).hasSize(2);

    bench.service.clearRequests();
    bench.service.inject(fault.times(1));
    assertThatThrownBy(() -> services.whitelist().add(STRANGER).maxAttempts(1).execute())
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("may have been carried out");
    assertThat(paths()).containsExactly("/whitelist/add");
  }

  @Test
  void customCall_whenConnectionBreaks_isNeverSentTwice() {
    bench.service.inject(ServiceFault.reset());

    assertThatThrownBy(() -> services.call("/whitelist/add", "{}").execute())
        .isInstanceOf(TransientException.class);
    assertThat(paths()).hasSize(1);
  }

  @Test
  void silence_whenItLasts_isATimeOut() {
    bench.service.inject(ServiceFault.noAnswer());
    try (SecurityServices impatient =
        builder().readTimeout(Duration.ofSeconds(2)).retry(RetrySettings.off()).build()) {
      assertThatThrownBy(() -> impatient.devices().list().execute())
          .isInstanceOf(TransientException.class)
          .hasMessageContaining("no answer in time");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 502})
  void htmlPage_whenInPlaceOfTheAnswer_isNeverTakenForOne(int status) {
    bench.service.inject(ServiceFault.htmlPage(status));

    for (ServiceCall<?> call : everyCall()) {
      assertThat(catchThrowable(call::execute)).isInstanceOf(ThingsealException.class);
    }
  }

  @Test
  void emptyBody_whenFieldsAreNeeded_isRefused() {
    bench.service.inject(ServiceFault.emptyBody());

    assertThatThrownBy(() -> services.e2e().unprotect(message))
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("an empty body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Nonce", "MACLength", "CipherSuite", "Key"})
  void field_whenMissingOrOfAnotherType_isNamedAndExtraOnesAreIgnored(String field) {
    bench.service.inject(ServiceFault.extraField("Surprise", "yes").times(1));
    assertThat(services.e2e().unprotect(message)).isEqualTo(READING);

    bench.service.inject(ServiceFault.missingField(field).times(1));
    assertThatThrownBy(() -> services.e2e().unprotect(message))
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("without the field " + field);
    assertThat(paths()).hasSize(2);
  }

  @Test
  void decryption_whenTheAnswerDoesNotNameTheModule_works() {
    bench.service.inject(ServiceFault.missingField("ROTPublicUID").times(1));

    assertThat(services.e2e().unprotect(message)).isEqualTo(READING);
  }

  @ParameterizedTest
  @CsvSource({"Nonce", "MACLength", "CipherSuite", "Key"})
  void field_whenOfAnotherType_isNamed(String field) {
    bench.service.inject(ServiceFault.wrongType(field));

    assertThatThrownBy(() -> services.e2e().unprotect(message))
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining(field);
    assertThat(paths()).hasSize(1);
  }

  @Test
  void token_whenMissingOrNotText_isRefused() {
    for (ServiceFault fault :
        List.of(ServiceFault.missingField("AuthToken"), ServiceFault.wrongType("AuthToken"))) {
      bench.service.inject(fault.onPath("/authenticate").times(1));
      try (SecurityServices fresh = builder().build()) {
        assertThatThrownBy(fresh::authenticate)
            .isInstanceOf(UnexpectedAnswerException.class)
            .hasMessageContaining("AuthToken");
      }
    }
  }

  @Test
  void message_whenMalformed_isRefusedBeforeAnythingIsSent() {
    byte[] full = message.toBytes();
    byte[] otherFormat = full.clone();
    otherFormat[0] = (byte) (0x70 | (otherFormat[0] & 0x0F));

    assertThatThrownBy(() -> services.e2e().unprotect(new byte[0]))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> services.e2e().unprotect(Arrays.copyOf(full, 10)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> services.e2e().unprotect(otherFormat))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("7");
    assertThatThrownBy(() -> RotPublicUid.of("0x4f08003c9623"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> PskIdentity.fromHex("xyz")).isInstanceOf(InvalidInputException.class);
    assertThat(paths()).isEmpty();
  }

  @Test
  void message_whenAnyByteBehindTheIdentityIsAltered_isRefused() {
    byte[] full = message.toBytes();
    int start = message.keyIdentity().version().keyIdentityBytes();
    for (int i = start; i < full.length; i++) {
      byte[] altered = full.clone();
      altered[i] ^= (byte) 0x80;
      assertThatThrownBy(() -> services.e2e().unprotect(altered))
          .isInstanceOf(MessageAuthenticationException.class);
    }
  }

  @Test
  void device_whenUnknown_isNotFound() {
    assertThatThrownBy(() -> services.devices().get(STRANGER).execute())
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(STRANGER.hex())
        .hasMessageContaining("has bootstrapped");
    assertThatThrownBy(() -> services.e2e().protect(STRANGER, READING))
        .isInstanceOf(NotFoundException.class);
  }

  private SecurityServicesBuilder builder() {
    RetrySettings standard = RetrySettings.standard();
    return Bench.patientServices()
        .baseUrl(bench.service.url().toString())
        .credentials(Credentials.of(bench.service.accessKey(), bench.service.accessSecret()))
        .trustedCertificates(bench.service.certificate())
        .withoutCircuitBreaker()
        .withoutAdaptiveRateLimit()
        .retry(
            new RetrySettings(
                standard.maxAttempts(),
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                standard.maxRetryAfter()));
  }

  private List<ServiceCall<?>> everyCall() {
    return List.of(
        services.e2e().uplinkParameters(message.keyIdentity()),
        services.e2e().downlinkParameters(bench.uid),
        services.psk().get(PskIdentity.fromHex("11010008003f9720f38c30c88428")),
        services.devices().get(bench.uid),
        services.devices().list(),
        services.devices().clones(),
        services.devices().suspicious(),
        services.whitelist().add(STRANGER),
        services.whitelist().list(),
        services.whitelist().remove(STRANGER),
        services.features().activate(bench.uid, Feature.ZTP),
        services.features().deactivate(bench.uid, Feature.ZTP),
        services.features().status(bench.uid),
        services.profiles().get(bench.profile),
        services.profiles().list(),
        services
            .profiles()
            .update(bench.profile, DeviceProfileSettings.builder().name("Meters").build()),
        services
            .devices()
            .update(bench.uid, DeviceUpdate.builder().heartbeatPeriod(Duration.ofDays(1)).build()),
        services
            .devices()
            .seal(
                new DeviceSealing(bench.uid, bench.profile, bench.serial), SealPermission.GRANTED),
        services.e2e().rotateKeySet(bench.uid),
        services.events().list(10),
        services.certificates().authorities(),
        services.certificates().createAuthority("Meters CA"),
        services.certificates().profile(bench.profile),
        services
            .certificates()
            .updateProfile(
                bench.profile,
                new CertificateProfile(CertificateAuthorityUid.of("ca-1"), 365, Optional.empty())),
        services.certificates().list(bench.uid));
  }

  @Test
  void everyCall_isEveryOperationButSignInAndPortal() {
    assertThat(everyCall().stream().map(call -> call.operation().name()).toList())
        .containsExactlyInAnyOrderElementsOf(
            Operations.all().stream()
                .filter(operation -> !operation.portalOnly())
                .map(Operation::name)
                .filter(name -> !name.startsWith("authenticate"))
                .toList());
  }

  private FeatureStatus zeroTouch() {
    return services.features().status(bench.uid).execute().stream()
        .filter(status -> status.feature().equals(Feature.ZTP))
        .findFirst()
        .orElseThrow();
  }

  private List<String> paths() {
    return bench.service.requests().stream().map(ReceivedRequest::path).toList();
  }
}
