package io.github.thingseal.cloud;

import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.PskIdentity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A typed call of each operation: with what the examples of the document ask for, or with what
 * there is at a service.
 */
final class TypedCalls {
  /** Part of every other call; they have no call object of their own. */
  static final Set<String> WITHIN_OTHERS = Set.of("authenticate", "authenticate.refresh");

  static final RotPublicUid UID = RotPublicUid.of("0a04f008003c9623");
  static final DeviceProfileUid PROFILE = DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz");
  private static final DeviceSerialNumber SERIAL = DeviceSerialNumber.of("356726100000001");

  /** As in the examples of the document. */
  private static final Given EXAMPLES =
      new Given(
          UID,
          UID,
          UID,
          PROFILE,
          "0d636af8-d001-49ba-86d3-80f21272c14a",
          CertificateAuthorityUid.of("ca-1"),
          KeyIdentity.fromHex("11010008003f97203b08c787d1b20000"),
          PskIdentity.fromHex("11010008003f9720f38c30c88428"),
          EventPosition.of("41"));

  private static final Map<String, Row> ROWS = rows();

  private TypedCalls() {}

  /**
   * What calls are about.
   *
   * @param owned the module of a device that is in use
   * @param unclaimed the module of a device that has bootstrapped and is not sealed
   * @param blacklisted the module of a device on the blacklist
   * @param profile a device profile
   * @param accessKey an access key that may be deleted
   * @param authority a certificate authority
   * @param keyIdentity the identity of a message from the module in use
   * @param pskIdentity the identity of a pre-shared key of the module in use
   * @param position a position among the security events
   */
  record Given(
      RotPublicUid owned,
      RotPublicUid unclaimed,
      RotPublicUid blacklisted,
      DeviceProfileUid profile,
      String accessKey,
      CertificateAuthorityUid authority,
      KeyIdentity keyIdentity,
      PskIdentity pskIdentity,
      EventPosition position) {}

  /** How to make the call of one operation. */
  private interface Row extends BiFunction<SecurityServices, Given, ServiceCall<?>> {}

  /** The operations that have a typed call. */
  static Set<String> names() {
    return ROWS.keySet();
  }

  /** The call of one operation, as in the example of its request. */
  static ServiceCall<?> of(String name, SecurityServices services) {
    return of(name, services, EXAMPLES);
  }

  /** The call of one operation. */
  static ServiceCall<?> of(String name, SecurityServices services, Given given) {
    Row row = ROWS.get(name);
    if (row == null) {
      throw new AssertionError("TypedCalls has no call of " + name);
    }
    return row.apply(services, given);
  }

  /** The call of one operation, with every field that its request may have. */
  static ServiceCall<?> wholeOf(String name, SecurityServices services) {
    return whole().getOrDefault(name, usual -> of(name, usual)).apply(services);
  }

  /** Those calls whose examples lack a field. */
  private static Map<String, Function<SecurityServices, ServiceCall<?>>> whole() {
    PageCursor cursor = PageCursor.of("NTA");
    return Map.of(
        "profile.list",
        s -> s.profiles().paged().pageSize(100).startingAt(cursor).page(),
        "profile.update",
        s ->
            s.profiles()
                .update(
                    PROFILE,
                    DeviceProfileSettings.builder()
                        .name("Meters")
                        .features(Feature.LOCAL_C2C)
                        .heartbeatPeriod(Duration.ofDays(1))
                        .pricePlan(PricePlan.FLEX)
                        .whitelistPolicy(WhitelistPolicy.IGNORED)
                        .build()),
        "device.list",
        s ->
            s.devices()
                .matching(DeviceFilter.ofProfile(PROFILE).andState(DeviceState.OWNED))
                .pageSize(100)
                .startingAt(cursor)
                .page(),
        "device.update",
        s ->
            s.devices()
                .update(
                    UID,
                    DeviceUpdate.builder()
                        .features(Feature.LOCAL_C2C)
                        .heartbeatPeriod(Duration.ofDays(1))
                        .pricePlan(PricePlan.FLEX)
                        .build()),
        "whitelist.list",
        s -> s.whitelist().paged().pageSize(1000).startingAt(cursor).page());
  }

  /** Services that have what the vendor offers in its portal only. */
  static SecurityServicesBuilder withPortal(SecurityServicesBuilder builder) {
    Operations.all().stream()
        .filter(Operation::portalOnly)
        .forEach(operation -> builder.path(operation, operation.path()));
    return builder;
  }

  private static Map<String, Row> rows() {
    Map<String, Row> calls = new LinkedHashMap<>();
    access(calls);
    profiles(calls);
    devices(calls);
    features(calls);
    keys(calls);
    certificates(calls);
    calls.put("event.list", (s, given) -> s.events().list(given.position(), 100));
    return calls;
  }

  private static void access(Map<String, Row> calls) {
    calls.put("accesskey.list", (s, given) -> s.access().list());
    calls.put("accesskey.create", (s, given) -> s.access().create("gateway"));
    calls.put("accesskey.delete", (s, given) -> s.access().delete(given.accessKey()));
  }

  private static void profiles(Map<String, Row> calls) {
    DeviceProfileSettings.Builder day =
        DeviceProfileSettings.builder().heartbeatPeriod(Duration.ofDays(1));
    calls.put(
        "profile.create",
        (s, given) ->
            s.profiles()
                .create(
                    DeviceProfileSettings.builder()
                        .name("Meters")
                        .features(Feature.LOCAL_C2C, Feature.E2E_DATA_PROTECTION)
                        .heartbeatPeriod(Duration.ofDays(7))
                        .pricePlan(PricePlan.DEVELOPER)
                        .whitelistPolicy(WhitelistPolicy.REQUIRED)
                        .build()));
    calls.put("profile.get", (s, given) -> s.profiles().get(given.profile()));
    calls.put("profile.list", (s, given) -> s.profiles().paged().pageSize(100).page());
    calls.put("profile.update", (s, given) -> s.profiles().update(given.profile(), day.build()));
  }

  private static void devices(Map<String, Row> calls) {
    DeviceUpdate day = DeviceUpdate.builder().heartbeatPeriod(Duration.ofDays(1)).build();
    calls.put("device.get", (s, given) -> s.devices().get(given.owned()));
    calls.put(
        "device.list", (s, given) -> s.devices().matching(DeviceFilter.all()).pageSize(100).page());
    calls.put("device.update", (s, given) -> s.devices().update(given.owned(), day));
    calls.put(
        "device.seal",
        (s, given) ->
            s.devices()
                .seal(
                    new DeviceSealing(given.unclaimed(), given.profile(), SERIAL),
                    SealPermission.GRANTED));
    calls.put("device.unblock", (s, given) -> s.devices().unblock(given.blacklisted()));
    calls.put("device.clones", (s, given) -> s.devices().clones());
    calls.put("device.suspicious", (s, given) -> s.devices().suspicious());
    calls.put("whitelist.add", (s, given) -> s.whitelist().add(given.owned()));
    calls.put("whitelist.list", (s, given) -> s.whitelist().paged().pageSize(1000).page());
    calls.put("whitelist.remove", (s, given) -> s.whitelist().remove(given.owned()));
  }

  private static void features(Map<String, Row> calls) {
    calls.put(
        "feature.activate", (s, given) -> s.features().activate(given.owned(), Feature.LOCAL_C2C));
    calls.put(
        "feature.deactivate",
        (s, given) -> s.features().deactivate(given.owned(), Feature.LOCAL_C2C));
    calls.put("feature.status", (s, given) -> s.features().status(given.owned()));
  }

  private static void keys(Map<String, Row> calls) {
    calls.put("e2e.uplink", (s, given) -> s.e2e().uplinkParameters(given.keyIdentity()));
    calls.put("e2e.downlink", (s, given) -> s.e2e().downlinkParameters(given.owned()));
    calls.put("e2e.rotate", (s, given) -> s.e2e().rotateKeySet(given.owned()));
    calls.put("psk.get", (s, given) -> s.psk().get(given.pskIdentity()));
  }

  private static void certificates(Map<String, Row> calls) {
    calls.put("authority.list", (s, given) -> s.certificates().authorities());
    calls.put(
        "authority.create", (s, given) -> s.certificates().createAuthority("Meters CA", 3650));
    calls.put("certificateprofile.get", (s, given) -> s.certificates().profile(given.profile()));
    calls.put(
        "certificateprofile.update",
        (s, given) ->
            s.certificates()
                .updateProfile(
                    given.profile(),
                    new CertificateProfile(given.authority(), 365, Optional.of("CN={uid}"))));
    calls.put("certificate.list", (s, given) -> s.certificates().list(given.owned()));
  }
}
