package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.error.Attempt;
import io.github.thingseal.cloud.error.CallRejectedException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.error.UnexpectedAnswerException;
import io.github.thingseal.cloud.listener.CallResult;
import io.github.thingseal.cloud.psk.PskStore;
import io.github.thingseal.cloud.resilience.AdaptiveRateLimitSettings;
import io.github.thingseal.cloud.resilience.BulkheadSettings;
import io.github.thingseal.cloud.resilience.CircuitBreakerSettings;
import io.github.thingseal.cloud.resilience.RateLimitSettings;
import io.github.thingseal.cloud.resilience.RetryBudgetSettings;
import io.github.thingseal.cloud.resilience.RetrySettings;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every duration that callers can set works, or is refused by name. */
@Timeout(180)
class DurationsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
  private static final RotPublicUid UID = RotPublicUid.of("0a04f008003c9623");

  private static final Map<String, BiConsumer<SecurityServicesBuilder, Duration>> SETTINGS =
      settings();

  @AutoClose private final FakeService service = FakeService.overHttp();

  static Stream<Arguments> veryLong() {
    return each(
        FOREVER,
        Duration.ofMillis(Long.MAX_VALUE),
        Duration.ofNanos(Long.MAX_VALUE),
        Duration.ofDays(365_000),
        Duration.ofMillis(Integer.MAX_VALUE).plusMillis(1),
        Duration.ofDays(30));
  }

  @ParameterizedTest
  @MethodSource("veryLong")
  void duration_whenVeryLong_works(String name, Duration duration) {
    // Fails once, so that pauses and circuit breaker count.
    service.enqueue(503, "");
    service.enqueue(200, "{}");
    setting(name).accept(service.builder(), duration);
  }

  static Stream<Arguments> longest() {
    return each(FOREVER, Duration.ofDays(30));
  }

  @ParameterizedTest
  @MethodSource("longest")
  void duration_whenVeryLongInRealTime_works(String name, Duration duration) {
    if (name.equals("CircuitBreakerSettings.new 1")) {
      service.enqueue(503, "");
    }
    service.enqueue(200, "{}");
    setting(name)
        .accept(
            SecurityServices.builder()
                .baseUrl(service.url())
                .clock(service.time)
                .credentials(Credentials.of(FakeService.ACCESS_KEY, FakeService.ACCESS_SECRET)),
            duration);
  }

  static Stream<Arguments> veryShort() {
    return each(
        Duration.ZERO,
        Duration.ofNanos(1),
        Duration.ofNanos(999_999),
        Duration.ofNanos(-1),
        Duration.ofSeconds(Long.MIN_VALUE));
  }

  @ParameterizedTest
  @MethodSource("veryShort")
  void duration_whenVeryShortOrNegative_worksOrIsRefusedByName(String name, Duration duration) {
    service.enqueue(503, "");
    service.enqueue(200, "{}");

    Throwable failure = catchThrowable(() -> setting(name).accept(service.builder(), duration));

    if (duration.isNegative()) {
      assertThat(failure).isInstanceOf(InvalidInputException.class);
    }
    if (failure != null) {
      assertThat(failure).isInstanceOf(ThingsealException.class);
    }
    if (failure instanceof InvalidInputException) {
      assertThat(failure).hasMessageContaining(duration.toString());
    }
  }

  @Test
  void limits_whenNegative_areNamed() {
    Duration negative = SECOND.negated();
    SecurityServicesBuilder builder = SecurityServices.builder();
    assertThatThrownBy(() -> builder.connectTimeout(negative)).hasMessageContaining("connect");
    assertThatThrownBy(() -> builder.readTimeout(negative)).hasMessageContaining("read");
    assertThatThrownBy(() -> builder.callTimeout(negative)).hasMessageContaining("call");
  }

  @Test
  void settings_nameEveryPublicMethodThatTakesADuration() throws Exception {
    TreeSet<String> found = new TreeSet<>();
    for (Class<?> type : publicTypes()) {
      Stream.<Executable>concat(
              Arrays.stream(type.getDeclaredMethods()),
              Arrays.stream(type.getDeclaredConstructors()))
          .filter(each -> Modifier.isPublic(each.getModifiers()))
          .forEach(each -> found.addAll(durationsOf(type, each)));
    }
    assertThat(SETTINGS.keySet()).containsExactlyInAnyOrderElementsOf(found);
  }

  private static Map<String, BiConsumer<SecurityServicesBuilder, Duration>> settings() {
    Map<String, BiConsumer<SecurityServicesBuilder, Duration>> all = new LinkedHashMap<>();
    all.put(
        "SecurityServicesBuilder.connectTimeout 1",
        (builder, d) -> makeCall(builder.connectTimeout(d)));
    all.put(
        "SecurityServicesBuilder.readTimeout 1", (builder, d) -> makeCall(builder.readTimeout(d)));
    all.put(
        "SecurityServicesBuilder.callTimeout 1", (builder, d) -> makeCall(builder.callTimeout(d)));
    all.put(
        "ServiceCall.timeout 1",
        (builder, d) -> {
          try (SecurityServices services = builder.build()) {
            services.whitelist().add(UID).timeout(d).execute();
          }
        });
    all.put(
        "BulkheadSettings.new 1",
        (builder, d) -> makeCall(builder.bulkhead(new BulkheadSettings(1, d))));
    all.put(
        "RateLimitSettings.new 1",
        (builder, d) -> makeCall(builder.rateLimit(new RateLimitSettings(9, d, SECOND))));
    all.put(
        "RateLimitSettings.new 2",
        (builder, d) -> makeCall(builder.rateLimit(new RateLimitSettings(9, SECOND, d))));
    all.put(
        "AdaptiveRateLimitSettings.new 1",
        (builder, d) ->
            makeCall(builder.adaptiveRateLimit(new AdaptiveRateLimitSettings(9, d, SECOND))));
    all.put(
        "AdaptiveRateLimitSettings.new 2",
        (builder, d) ->
            makeCall(builder.adaptiveRateLimit(new AdaptiveRateLimitSettings(9, SECOND, d))));
    all.put(
        "RetryBudgetSettings.new 1",
        (builder, d) -> makeCall(builder.retryBudget(new RetryBudgetSettings(20, 9, d))));
    all.put(
        "Builder.took 1",
        (builder, d) -> {
          Attempt attempt = Attempt.builder(1, Instant.EPOCH).took(d).build();
          assertThat(attempt.took()).isEqualTo(d);
          assertThat(attempt.toString()).contains(d.toString());
        });
    all.put(
        "CallResult.succeeded 1",
        (builder, d) ->
            assertThat(CallResult.succeeded(d, List.of()).toString()).contains(d.toString()));
    all.put(
        "CallResult.failed 1",
        (builder, d) ->
            assertThat(CallResult.failed(d, List.of(), new PermanentException("")).toString())
                .contains(d.toString()));
    all.put(
        "CircuitBreakerSettings.new 1",
        (builder, d) -> openBreaker(builder.circuitBreaker(new CircuitBreakerSettings(90, 1, d))));
    all.put(
        "RetrySettings.new 1",
        (builder, d) -> makeCall(builder.retry(new RetrySettings(3, d, SECOND, SECOND))));
    all.put(
        "RetrySettings.new 2",
        (builder, d) -> makeCall(builder.retry(new RetrySettings(3, SECOND, d, SECOND))));
    all.put(
        "RetrySettings.new 3",
        (builder, d) -> makeCall(builder.retry(new RetrySettings(3, SECOND, SECOND, d))));
    all.put(
        "KeyCacheSettings.new 1",
        (builder, d) -> lookUpTwice(new KeyCacheSettings(1, d, SECOND, 1)));
    all.put(
        "KeyCacheSettings.new 2",
        (builder, d) -> lookUpTwice(new KeyCacheSettings(1, SECOND, d, 1)));
    all.put(
        "KeyCacheSettings.withMaxAge 1",
        (builder, d) -> lookUpTwice(KeyCacheSettings.standard().withMaxAge(d)));
    all.put(
        "KeyCacheSettings.withRefusalAge 1",
        (builder, d) -> lookUpTwice(KeyCacheSettings.standard().withRefusalAge(d)));
    all.put("Builder.heartbeatPeriod 1", (builder, d) -> setHeartbeatPeriod(d));
    all.put(
        "Builder.every 1",
        (builder, d) -> {
          try (SecurityServices services = builder.build()) {
            services.events().subscribe(event -> {}).every(d).start().close();
          }
        });
    all.put("FeatureOperations.awaitActive 1", (builder, d) -> awaitFeature(builder, d, SECOND));
    all.put(
        "FeatureOperations.awaitActive 2",
        (builder, d) -> awaitFeature(builder, Duration.ofDays(1), d));
    all.put(
        "ServiceUnavailableException.new 1",
        (builder, d) -> {
          Duration asked = d.isNegative() ? Duration.ZERO : d; // Made by the SDK only.
          FailureDetails details = FailureDetails.withoutAnswer("test");
          assertThat(new ServiceUnavailableException("", details, asked).retryAfter())
              .contains(asked);
          if (d.isNegative()) {
            throw new InvalidInputException(d.toString());
          }
        });
    return all;
  }

  /** Whole seconds up to 68 years; more than that is refused by name. */
  private static void setHeartbeatPeriod(Duration period) {
    DeviceUpdate.Builder update = DeviceUpdate.builder();
    if (period.compareTo(Duration.ofSeconds(Integer.MAX_VALUE)) > 0) {
      assertThatThrownBy(() -> update.heartbeatPeriod(period))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(period.toString());
      return;
    }
    update.heartbeatPeriod(
        period.compareTo(SECOND) > 0 ? Duration.ofSeconds(period.toSeconds()) : period);
  }

  /** The answer is none of a feature; that it is read shows that the call was made. */
  private static void awaitFeature(
      SecurityServicesBuilder builder, Duration limit, Duration interval) {
    try (SecurityServices services = builder.build()) {
      services.features().awaitActive(UID, Feature.ZTP, limit, interval, seen -> {}).execute();
    } catch (UnexpectedAnswerException e) {
      assertThat(e).hasMessageContaining("Features");
    }
  }

  private static BiConsumer<SecurityServicesBuilder, Duration> setting(String name) {
    return Objects.requireNonNull(SETTINGS.get(name));
  }

  private static Stream<Arguments> each(Duration... durations) {
    return SETTINGS.keySet().stream()
        .flatMap(name -> Arrays.stream(durations).map(duration -> Arguments.of(name, duration)));
  }

  /** A key that there is, and one that there is not. */
  private static void lookUpTwice(KeyCacheSettings settings) {
    PskIdentity known = PskIdentity.fromHex("1101");
    PskIdentity unknown = PskIdentity.fromHex("1102");
    try (PskStore keys =
        PskStore.of(
            identity ->
                identity.equals(known)
                    ? CompletableFuture.completedFuture(
                        Psk.of(identity, SecretBytes.copyOf(new byte[16])))
                    : CompletableFuture.failedFuture(new PermanentException("unknown")),
            settings)) {
      for (int i = 0; i < 2; i++) {
        keys.get(known).close();
        assertThatThrownBy(() -> keys.get(unknown)).isInstanceOf(PermanentException.class);
      }
    }
  }

  private static void makeCall(SecurityServicesBuilder builder) {
    try (SecurityServices services = builder.build()) {
      services.whitelist().add(UID).execute();
    }
  }

  private static void openBreaker(SecurityServicesBuilder builder) {
    try (SecurityServices services = builder.build()) {
      assertThatThrownBy(() -> services.call("/a", "{}").execute())
          .isInstanceOf(ServiceUnavailableException.class);
      assertThat(catchThrowable(() -> services.call("/a", "{}").execute()))
          .satisfiesAnyOf(
              e -> assertThat(e).isNull(),
              e -> assertThat(e).isInstanceOf(CallRejectedException.class));
    }
  }

  private static List<String> durationsOf(Class<?> type, Executable executable) {
    String name = executable instanceof Constructor ? "new" : executable.getName();
    List<String> names = new ArrayList<>();
    for (Class<?> parameter : executable.getParameterTypes()) {
      if (parameter == Duration.class) {
        names.add(type.getSimpleName() + "." + name + " " + (names.size() + 1));
      }
    }
    return names;
  }

  /** All public types of the packages that the module exports. */
  private static List<Class<?>> publicTypes() throws Exception {
    URI location =
        SecurityServices.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path classes = Path.of(location);
    List<Class<?>> types = new ArrayList<>();
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      for (ModuleDescriptor.Exports exported : ModuleDescriptor.read(in).exports()) {
        try (Stream<Path> files =
            Files.list(classes.resolve(exported.source().replace('.', '/')))) {
          for (Path file : files.toList()) {
            String name = file.getFileName().toString().replace(".class", "");
            if (file.toString().endsWith(".class") && !name.equals("package-info")) {
              types.add(Class.forName(exported.source() + "." + name));
            }
          }
        }
      }
    }
    types.removeIf(type -> !Modifier.isPublic(type.getModifiers()));
    assertThat(types).hasSizeGreaterThan(30);
    return types;
  }
}
