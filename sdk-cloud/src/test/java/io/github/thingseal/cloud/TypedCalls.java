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
import java.util.function.Function;

/** A typed call of each operation, with what the examples of the document ask for. */
final class TypedCalls {
  /** Part of every other call; they have no call object of their own. */
  static final Set<String> WITHIN_OTHERS = Set.of("authenticate", "authenticate.refresh");

  static final RotPublicUid UID = RotPublicUid.of("0a04f008003c9623");
  static final DeviceProfileUid PROFILE = DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz");
  private static final DeviceSerialNumber SERIAL = DeviceSerialNumber.of("356726100000001");
  private static final String ACCESS_KEY = "0d636af8-d001-49ba-86d3-80f21272c14a";
  private static final CertificateAuthorityUid AUTHORITY = CertificateAuthorityUid.of("ca-1");

  private TypedCalls() {}

  /** By the operation's name. */
  static Map<String, Function<SecurityServices, ServiceCall<?>>> all() {
    Map<String, Function<SecurityServices, ServiceCall<?>>> calls = new LinkedHashMap<>();
    access(calls);
    profiles(calls);
    devices(calls);
    features(calls);
    keys(calls);
    certificates(calls);
    calls.put("event.list", s -> s.events().list(EventPosition.of("41"), 100));
    return calls;
  }

  /** The call of one operation. */
  static ServiceCall<?> of(String name, SecurityServices services) {
    return all()
        .getOrDefault(
            name,
            none -> {
              throw new AssertionError("There is no typed call of " + name);
            })
        .apply(services);
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

  private static void access(Map<String, Function<SecurityServices, ServiceCall<?>>> calls) {
    calls.put("accesskey.list", s -> s.access().list());
    calls.put("accesskey.create", s -> s.access().create("gateway"));
    calls.put("accesskey.delete", s -> s.access().delete(ACCESS_KEY));
  }

  private static void profiles(Map<String, Function<SecurityServices, ServiceCall<?>>> calls) {
    DeviceProfileSettings.Builder day =
        DeviceProfileSettings.builder().heartbeatPeriod(Duration.ofDays(1));
    calls.put(
        "profile.create",
        s ->
            s.profiles()
                .create(
                    DeviceProfileSettings.builder()
                        .name("Meters")
                        .features(Feature.LOCAL_C2C, Feature.E2E_DATA_PROTECTION)
                        .heartbeatPeriod(Duration.ofDays(7))
                        .pricePlan(PricePlan.DEVELOPER)
                        .whitelistPolicy(WhitelistPolicy.REQUIRED)
                        .build()));
    calls.put("profile.get", s -> s.profiles().get(PROFILE));
    calls.put("profile.list", s -> s.profiles().paged().pageSize(100).page());
    calls.put("profile.update", s -> s.profiles().update(PROFILE, day.build()));
  }

  private static void devices(Map<String, Function<SecurityServices, ServiceCall<?>>> calls) {
    DeviceUpdate day = DeviceUpdate.builder().heartbeatPeriod(Duration.ofDays(1)).build();
    calls.put("device.get", s -> s.devices().get(UID));
    calls.put("device.list", s -> s.devices().matching(DeviceFilter.all()).pageSize(100).page());
    calls.put("device.update", s -> s.devices().update(UID, day));
    calls.put(
        "device.seal",
        s -> s.devices().seal(new DeviceSealing(UID, PROFILE, SERIAL), SealPermission.GRANTED));
    calls.put("device.unblock", s -> s.devices().unblock(UID));
    calls.put("device.clones", s -> s.devices().clones());
    calls.put("device.suspicious", s -> s.devices().suspicious());
    calls.put("whitelist.add", s -> s.whitelist().add(UID));
    calls.put("whitelist.list", s -> s.whitelist().paged().pageSize(1000).page());
    calls.put("whitelist.remove", s -> s.whitelist().remove(UID));
  }

  private static void features(Map<String, Function<SecurityServices, ServiceCall<?>>> calls) {
    calls.put("feature.activate", s -> s.features().activate(UID, Feature.LOCAL_C2C));
    calls.put("feature.deactivate", s -> s.features().deactivate(UID, Feature.LOCAL_C2C));
    calls.put("feature.status", s -> s.features().status(UID));
  }

  private static void keys(Map<String, Function<SecurityServices, ServiceCall<?>>> calls) {
    KeyIdentity identity = KeyIdentity.fromHex("11010008003f97203b08c787d1b20000");
    PskIdentity psk = PskIdentity.fromHex("11010008003f9720f38c30c88428");
    calls.put("e2e.uplink", s -> s.e2e().uplinkParameters(identity));
    calls.put("e2e.downlink", s -> s.e2e().downlinkParameters(UID));
    calls.put("e2e.rotate", s -> s.e2e().rotateKeySet(UID));
    calls.put("psk.get", s -> s.psk().get(psk));
  }

  private static void certificates(Map<String, Function<SecurityServices, ServiceCall<?>>> calls) {
    calls.put("authority.list", s -> s.certificates().authorities());
    calls.put("authority.create", s -> s.certificates().createAuthority("Meters CA", 3650));
    calls.put("certificateprofile.get", s -> s.certificates().profile(PROFILE));
    calls.put(
        "certificateprofile.update",
        s ->
            s.certificates()
                .updateProfile(
                    PROFILE, new CertificateProfile(AUTHORITY, 365, Optional.of("CN={uid}"))));
    calls.put("certificate.list", s -> s.certificates().list(UID));
  }
}
