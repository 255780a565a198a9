package io.github.thingseal.at.module;

import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.at.command.network.AuthenticatePdpContext;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is known of a family, said by its constant and by nothing else. What a constant leaves out
 * is as for a module that is not known: the most patient number, and no capability is refused.
 */
final class FamilyData {
  /** What the names of its models begin with. */
  final List<String> models;

  /** The pause between a response and the next command. */
  Duration pacing = Duration.ofMillis(100);

  /** The level of {@code AT+CFUN} that restarts it. */
  int restartLevel = 15;

  /** How long it takes from the {@code OK} to a restart until it takes commands. */
  Duration restartWait = Duration.ofSeconds(15);

  /** How long it takes from the {@code OK} to a power-off until it is off. */
  Duration powerDownWait = Duration.ofSeconds(35);

  /** The least time between two heartbeats. */
  Duration heartbeatInterval = Duration.ofMinutes(5);

  /** How long a heartbeat may take: ubxlib's 150 s, but SARA-R5 is said to block for 5 minutes. */
  Duration heartbeatTimeLimit = Duration.ofSeconds(150);

  /** The mode of {@code AT+UCGED} for it, or empty if the command is not for it. */
  OptionalInt cellInfoMode = OptionalInt.empty();

  /** In which order {@code AT+UAUTHREQ} expects user and password. */
  AuthenticatePdpContext.Form authenticationForm = AuthenticatePdpContext.Form.USER_FIRST;

  /** Whether a PDP context is mapped to a profile for the module's own clients. */
  boolean hasPsdProfiles;

  /** Whether such a profile is activated, too. */
  boolean activatesPsdProfiles;

  /** Whether a fresh module imports no credential before its files were listed once. */
  boolean listsFilesBeforeImport;

  /** The form of {@code AT+UPSV} that lets its UART sleep. */
  SetUartPowerSaving uartPowerSaving = SetUartPowerSaving.off();

  /** What it can do. */
  Set<Capability> capabilities = EnumSet.allOf(Capability.class);

  /** The product version that a capability comes with; one that is not known may have it. */
  final Map<Capability, ProductVersion> since = new EnumMap<>(Capability.class);

  /** The number of the product version that has no root of trust. */
  OptionalInt withoutRootOfTrust = OptionalInt.empty();

  FamilyData(List<String> models) {
    this.models = models;
  }

  /** What a product version can do; what the sources leave open is left to the module to refuse. */
  Set<Capability> capabilities(Optional<ProductVersion> version) {
    Set<Capability> present = EnumSet.copyOf(capabilities);
    version.ifPresent(
        known -> {
          if (withoutRootOfTrust.equals(OptionalInt.of(known.number()))) {
            present.clear();
          }
          present.removeIf(each -> since.containsKey(each) && known.compareTo(since.get(each)) < 0);
        });
    return Collections.unmodifiableSet(present);
  }
}
