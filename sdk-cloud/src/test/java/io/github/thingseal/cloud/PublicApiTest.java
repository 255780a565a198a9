package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.auth.RotatingCredentials;
import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.e2e.E2eProtector;
import io.github.thingseal.cloud.e2e.E2eUnprotector;
import io.github.thingseal.cloud.e2e.UnprotectResult;
import io.github.thingseal.cloud.error.Attempt;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.listener.CallInfo;
import io.github.thingseal.cloud.listener.CallListener;
import io.github.thingseal.cloud.listener.CallObserver;
import io.github.thingseal.cloud.listener.CallResult;
import io.github.thingseal.cloud.micrometer.MetricsListener;
import io.github.thingseal.cloud.micrometer.ObservationListener;
import io.github.thingseal.cloud.opentelemetry.TracingListener;
import io.github.thingseal.cloud.operation.FieldNames;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.OperationCatalogue;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.cloud.psk.PskStore;
import io.github.thingseal.cloud.resilience.CircuitBreakerSettings;
import io.github.thingseal.cloud.resilience.RateLimitSettings;
import io.github.thingseal.cloud.transport.ProxySettings;
import io.github.thingseal.cloud.whitelist.CsvLimits;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testsupport.ApiDump;
import io.github.thingseal.testsupport.ExportedTypes;
import io.github.thingseal.testsupport.ExtremeValues;
import io.github.thingseal.testsupport.NullRefusals;
import io.github.thingseal.testsupport.Samples;
import io.github.thingseal.testsupport.SerializedFields;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for everything that the module exports. */
class PublicApiTest {
  private static final String FLOW = "Flow wants a NullPointerException";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final Attempt ATTEMPT = Attempt.builder(1, Instant.EPOCH).build();
  private static final CallInfo CALL =
      new CallInfo(Operations.PSK_GET, "subject", "id", Instant.EPOCH);
  private static final CallListener AUDIT = CallListener.audit((call, result) -> {});

  private static final List<Class<?>> TYPES = ExportedTypes.ofModuleOf(SecurityServices.class);

  private final FakeService service = FakeService.overHttp();
  private final SecurityServices services = service.services();
  private final E2eUnprotector unprotector = services.e2e().unprotector().build();
  private final PskStore pskStore = PskStore.of(services.psk());
  private final Samples samples = new Samples();

  PublicApiTest() throws IOException {
    samples
        .with(SecretBytes.class, SecretBytes.copyOf(new byte[16]))
        .with(ByteBuffer.class, ByteBuffer.allocate(64))
        .with(Credentials.class, credentials())
        .with(FailureDetails.class, FailureDetails.ofAnswer("psk.get", 400, "request 1", "body"))
        .with(Attempt.class, ATTEMPT)
        .with(CallInfo.class, CALL)
        .with(CallResult.class, CallResult.succeeded(SECOND, List.of(ATTEMPT)))
        .with(ProxySettings.class, ProxySettings.http("proxy.example", 3128))
        .with(PrivateKey.class, new HeldCertificate.Builder().build().keyPair().getPrivate())
        .with(MeterRegistry.class, new SimpleMeterRegistry())
        .with(ObservationRegistry.class, ObservationRegistry.create())
        .with(OpenTelemetry.class, OpenTelemetry.noop())
        .with(RotPublicUid.class, RotPublicUid.of("0A04F008003C9623"))
        .with(KeyIdentity.class, KeyIdentity.fromHex("11010008003f97203b08c787d1b20000"))
        .with(PskIdentity.class, PskIdentity.fromHex("11010008003f9720f38c30c88428"))
        .with(E2eMessage.class, E2eMessage.parseHex("1101" + "00".repeat(30)))
        .with(E2eCipher.class, E2eCipher.standard())
        .with(UnprotectResult.class, unprotector.unprotectAll(List.of(new byte[0])).get(0))
        .with(Operation.class, Operations.PSK_GET)
        .with(FieldNames.class, FieldNames.unchanged())
        .with(OperationCatalogue.class, OperationCatalogue.standard())
        .with(RateLimitSettings.class, new RateLimitSettings(1, SECOND, SECOND))
        .with(CircuitBreakerSettings.class, new CircuitBreakerSettings(50, 10, SECOND))
        .with(X509Certificate.class, new HeldCertificate.Builder().build().certificate())
        .with(KeyCacheSettings.class, KeyCacheSettings.standard())
        .with(CsvLimits.class, CsvLimits.standard())
        .with(ThingsealException.class, new InvalidInputException("x"))
        .with(Writer.class, new StringWriter())
        .with(DeviceProfileSettings.class, DeviceProfileSettings.builder().name("x").build())
        .with(DeviceUpdate.class, DeviceUpdate.builder().pricePlan(PricePlan.FLEX).build())
        .with(
            SecurityEvent.class,
            SecurityEvent.builder(EventPosition.of("x"), EventType.CLAIMED).build())
        .with(DeviceFilter.class, DeviceFilter.inState(DeviceState.OWNED))
        .with(Clock.class, Clock.systemUTC())
        .with(Path.class, Path.of("missing"));
  }

  /** The interface itself checks nothing; those who implement it may. */
  private static final EventListener REFUSING =
      new EventListener() {
        @Override
        public void onEvent(SecurityEvent event) {
          Arguments.required(event, "event");
        }

        @Override
        public void onFailure(ThingsealException failure) {
          Arguments.required(failure, "failure");
        }
      };

  private static Credentials credentials() {
    return Credentials.of(FakeService.ACCESS_KEY, FakeService.ACCESS_SECRET);
  }

  @AfterEach
  void stop() {
    unprotector.close();
    pskStore.close();
    services.close();
    service.close();
  }

  @Test
  void api_whenComparedWithItsPage_isTheSame() {
    String made = ApiDump.of(SecurityServices.class);

    assertThat(made)
        .as("if the change is wanted: -Dtest=PublicApiTest -Dthingseal.update=true")
        .isEqualTo(ApiDump.committed("sdk-cloud", made));
  }

  @Test
  void call_whenAnArgumentIsNull_isRefusedByItsName() {
    assertThat(
            new NullRefusals(TYPES, InvalidInputException.class, samples)
                .on(
                    services,
                    services.devices(),
                    services.whitelist(),
                    services.features(),
                    services.psk(),
                    services.e2e(),
                    services.e2e().unprotector(),
                    unprotector,
                    unprotector.bulk((byte[] message) -> message),
                    unprotector.bulk((byte[] message) -> message).build(),
                    unprotector.bulk((byte[] message) -> message).build().processor(),
                    E2eProtector.of(services.e2e()),
                    pskStore,
                    KeyCacheSettings.standard(),
                    services.profiles(),
                    services.access(),
                    services.events(),
                    services.certificates(),
                    services.devices().list(),
                    services.whitelist().importCsv(new byte[0], CsvLimits.standard()),
                    services.devices().matching(DeviceFilter.all()),
                    services.events().subscribe(event -> {}),
                    REFUSING,
                    DeviceProfileSettings.builder(),
                    DeviceUpdate.builder(),
                    DeviceProfile.builder(TypedCalls.PROFILE, "x"),
                    OwnershipChange.builder(TypedCalls.PROFILE),
                    CertificateAuthority.builder(CertificateAuthorityUid.of("x"), "x"),
                    SecurityEvent.builder(EventPosition.of("x"), EventType.CLAIMED),
                    SecurityServices.builder(),
                    Attempt.builder(1, Instant.EPOCH),
                    ProxySettings.http("proxy.example", 3128),
                    MetricsListener.of(new SimpleMeterRegistry()),
                    MetricsListener.of(new SimpleMeterRegistry()).callStarted(CALL),
                    ObservationListener.of(ObservationRegistry.create()),
                    TracingListener.of(OpenTelemetry.noop()),
                    RotatingCredentials.startingWith(credentials()),
                    AUDIT,
                    AUDIT.callStarted(CALL),
                    new CallObserver() {},
                    Device.builder(new ReportedUid("x"), DeviceState.OWNED),
                    Device.builder(new ReportedUid("x"), DeviceState.OWNED).build())
                .except("BulkProcessor.subscribe(Subscriber) subscriber", FLOW)
                .except("BulkProcessor.onSubscribe(Subscription) subscription", FLOW)
                .except("BulkProcessor.onNext(Object) message", FLOW)
                .except("BulkProcessor.onError(Throwable) failure", FLOW)
                .unchanged(service.requests::size)
                .faults())
        .isEmpty();
  }

  @Test
  void call_whenAnArgumentIsExtreme_endsWellOrIsRefused() {
    assertThat(
            new ExtremeValues(TYPES, ThingsealException.class, samples)
                .on(SecurityServicesBuilder.class, service::builder)
                .on(OperationCatalogue.class, OperationCatalogue::standard)
                .on(DeviceProfileSettings.Builder.class, DeviceProfileSettings::builder)
                .on(DeviceUpdate.Builder.class, DeviceUpdate::builder)
                .on(
                    OwnershipChange.Builder.class,
                    () -> OwnershipChange.builder(TypedCalls.PROFILE))
                .on(KeyCacheSettings.class, KeyCacheSettings::standard)
                .faults())
        .isEmpty();
  }

  @Test
  void exceptions_whenSerialized_keepTheirFields() {
    assertThat(new SerializedFields(samples).losses(TYPES)).isEmpty();
  }
}
