package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testkit.ServiceFault;
import io.github.thingseal.testkit.ServiceFault.Effect;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The paths of the service and the fields of their answers, to tell what a fault can hit. */
final class AnswerFields {
  static final String AUTHENTICATE = "/authenticate";

  private static final Set<String> PROTECTION =
      Set.of("Nonce", "MACLength", "CipherSuite", "Key", "ROTPublicUID");
  private static final Map<String, Set<String>> BY_PATH =
      Map.ofEntries(
          Map.entry(AUTHENTICATE, Set.of("AuthToken", "RefreshToken")),
          Map.entry("/e2e/uplink/protectionparameters/get", PROTECTION),
          Map.entry("/e2e/downlink/protectionparameters/get", with(PROTECTION, "EncryptedHeader")),
          Map.entry("/psk/get", Set.of("PSK", "ROTPublicUID")),
          Map.entry(
              "/device/get",
              Set.of(
                  "ROTPublicUID",
                  "DeviceProfileUID",
                  "SerialNumber",
                  "State",
                  "Blacklisted",
                  "BootstrappedAt",
                  "LastHeartbeatAt")),
          Map.entry("/device/list", Set.of("Devices")),
          Map.entry("/device/clone/get", Set.of("Devices")),
          Map.entry("/device/suspicious/get", Set.of("Devices")),
          Map.entry("/device/feature/activate", Set.of()),
          Map.entry("/device/feature/deactivate", Set.of()),
          Map.entry("/device/feature/get", Set.of("Features")),
          Map.entry("/whitelist/add", Set.of()),
          Map.entry("/whitelist/remove", Set.of()),
          Map.entry("/whitelist/list", Set.of("ROTPublicUIDs")));

  private AnswerFields() {}

  /** Whether a fault hits requests of a path: one of a field does where answers have that field. */
  static boolean fits(ServiceFault fault, String path) {
    Optional<String> field = field(fault.effect());
    boolean present = field.isEmpty() || BY_PATH.getOrDefault(path, Set.of()).contains(field.get());
    return present && fault.fits(path);
  }

  /** Refuses a fault that would never happen. */
  static void requireSome(ServiceFault fault) {
    if (BY_PATH.keySet().stream().noneMatch(path -> fits(fault, path))) {
      throw new InvalidInputException(
          fault
              + " fits no answer of the simulated service, so it would never happen; the paths and"
              + " the fields of their answers are "
              + new TreeMap<>(BY_PATH)
                  .entrySet().stream()
                      .map(entry -> entry.getKey() + " " + new TreeSet<>(entry.getValue()))
                      .collect(Collectors.joining(", ")));
    }
  }

  private static Optional<String> field(Effect effect) {
    if (effect instanceof Effect.MissingField missing) {
      return Optional.of(missing.name());
    }
    if (effect instanceof Effect.WrongType wrong) {
      return Optional.of(wrong.name());
    }
    return effect instanceof Effect.ExpiredToken ? Optional.of("AuthToken") : Optional.empty();
  }

  private static Set<String> with(Set<String> fields, String further) {
    Set<String> all = new TreeSet<>(fields);
    all.add(further);
    return Set.copyOf(all);
  }
}
